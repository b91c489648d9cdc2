import type { JsonObject } from "../core/json.ts";
import type { ModelList, ModelListing } from "../core/model-list.ts";
import type { PriceRule } from "../core/model.ts";
import { formatUsd } from "../core/money.ts";
import { escapeControls } from "../core/terminal.ts";
import { parameterGroups, priceDetails, priceRuleText, sizesText, statusText } from "./model-facts.ts";
import { plainPaint, type Paint } from "./paint.ts";
import { count } from "./units.ts";

const WIDTH = 80;
const ID_WIDTH = 44;
const PRICE_WIDTH = 9;
const LABEL_WIDTH = 11;

/** The table: a heading for each family, a few lines for each model. Ends with a line feed. */
export function formatModels({ listings, hidden, unknown }: ModelList, paint: Paint = plainPaint): string {
  const lines: string[] = [];
  let heading: string | undefined;
  for (const listing of listings) {
    const title = `${listing.provider}, ${listing.row.family}`;
    if (title !== heading) lines.push(...(heading === undefined ? [] : [""]), paint("bold", escapeControls(title)));
    heading = title;
    lines.push(...tableLines(listing));
  }
  if (listings.length > 0) lines.push("", ...legend(listings));
  if (unknown.length > 0)
    lines.push(...labelled("unchecked", `${unknown.join(", ")}: used by this project, and in no table`, 0));
  if (hidden > 0) lines.push(`${count(hidden, "retired model")} not shown: --all.`);
  return lines.map((line) => `${line}\n`).join("");
}

/** Everything that is known of one model, and where from. */
export function formatModel(listing: ModelListing): string {
  const { row, usedBy, provider, date } = listing;
  const groups = parameterGroups(row);
  const details = priceDetails(row.price);
  const facts: readonly (readonly [label: string, text: string])[] = [
    ["provider", `${provider}, ${row.family}`],
    ["status", statusText(row)],
    [
      "used by",
      usedBy.slice(0, MOST_USERS).join(", ") +
        (usedBy.length > MOST_USERS ? ` and ${usedBy.length - MOST_USERS} more` : ""),
    ],
    [
      "price",
      `${priceRuleText(row.price)}${details === "" ? "" : ` (${details})`}; ${exampleText(listing)}; estimates`,
    ],
    [
      "sizes",
      `${sizesText(row, { whole: true })}${row.size.kind !== "area" && !row.size.strict ? " (another size is said, and sent)" : ""}`,
    ],
    ["takes", (groups.get("takes") ?? []).join(", ")],
    ["ignores", (groups.get("ignores") ?? []).join(", ")],
    ["disputed", (groups.get("disputed") ?? []).join(", ")],
    ["refuses", (groups.get("refuses") ?? []).join(", ")],
    ["not known", (groups.get("unknown") ?? []).join(", ")],
    ["timeout", row.timeout === undefined ? "" : `${row.timeout / 1000} s for one call`],
    ["source", `${row.source} (read on ${date})`],
  ];
  const lines = facts.filter(([, text]) => text !== "").flatMap(([label, text]) => labelled(label, text, 2));
  return [escapeControls(row.id), ...lines, ""].join("\n");
}

/** Names of assets that are printed. */
const MOST_USERS = 20;

/** The same for a program. */
export function modelToJson({ provider, row, date, price, usedBy }: ModelListing): JsonObject {
  const { id, family, status, params, size, ratios, steps, seed, n, timeout, source, origin } = row;
  return {
    type: "model",
    provider,
    id,
    family,
    status: { state: status.state, on: status.on ?? null, successor: status.successor ?? null },
    parameters: { ...params },
    size: { ...size },
    ...(ratios !== undefined && { aspect_ratios: [...ratios] }),
    ...(steps !== undefined && { steps: { ...steps } }),
    ...(seed !== undefined && { seed: { ...seed } }),
    ...(n !== undefined && { n: { ...n } }),
    price: row.price === undefined ? null : priceToJson(row.price),
    usd_1024x1024: price ?? null,
    ...(timeout !== undefined && { timeout: timeout / 1000 }),
    source,
    read_on: date,
    origin: origin ?? "table",
    used_by: [...usedBy],
  };
}

function priceToJson(rule: PriceRule): JsonObject {
  if (rule.unit !== "tier") return { ...rule };
  return { unit: rule.unit, tiers: rule.tiers.map(({ name, sizes, usd }) => ({ name, sizes, usd })) };
}

function tableLines(listing: ModelListing): readonly string[] {
  const { row, usedBy, price } = listing;
  const mark = usedBy.length > 0 ? "*" : " ";
  const cost = price === undefined ? "-" : formatUsd(price);
  const changed = row.origin === undefined ? "" : ` (${row.origin})`;
  const head = `${mark} ${escapeControls(`${row.id}${changed}`)}`.padEnd(ID_WIDTH);
  const groups = parameterGroups(row);
  const takes = (groups.get("takes") ?? []).filter((name) => !SAID_BY_SIZES.has(name));
  return [
    `${head} ${cost.padEnd(PRICE_WIDTH)} ${priceRuleText(row.price)}`,
    ...(row.status.state === "listed" ? [] : labelled("status", statusText(row), 4)),
    ...labelled("sizes", sizesText(row, { whole: false }), 4),
    ...labelled("takes", takes.join(", "), 4),
    ...labelled("disputed", (groups.get("disputed") ?? []).join(", "), 4),
  ];
}

/** What the line above says, what every model takes, and what is transport. */
const SAID_BY_SIZES = new Set(["prompt (required)", "width", "height", "response_format"]);

function legend(listings: readonly ModelListing[]): readonly string[] {
  const dates = [...new Set(listings.map(({ date }) => date))].join(", ");
  const used = listings.some(({ usedBy }) => usedBy.length > 0) ? ["* is used by this project."] : [];
  return [
    ...used,
    `The first price is for one of 1024x1024, or for a clip; estimates of ${dates}.`,
    "imagegen models ID shows all of one, and where it is from.",
  ];
}

function exampleText({ row, price }: ModelListing): string {
  if (price === undefined) return "unknown for 1024x1024";
  return row.price?.unit === "clip" ? `${formatUsd(price)} for one` : `${formatUsd(price)} for 1024x1024`;
}

/** `    takes      n, seed, …`, broken between words. Nothing for an empty text. */
function labelled(label: string, text: string, indent: number): readonly string[] {
  if (text === "") return [];
  const room = WIDTH - indent - LABEL_WIDTH;
  const lines: string[] = [];
  for (const word of escapeControls(text).split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  const pad = " ".repeat(indent);
  return lines.map((line, index) => `${pad}${(index === 0 ? label : "").padEnd(LABEL_WIDTH)}${line}`);
}
