import { isRefused, type ModelRow, type PriceRule, type SizeRule, type Support } from "../core/model.ts";
import { parametersOf, TABLE_PARAMETERS, type TableParameter } from "../core/parameters.ts";

/** The facts of a row in words, for `imagegen models` and the docs page alike. Nothing here is escaped. */

/** `256 to 1920, multiples of 8; 1024x768 unless set`; of a long menu the first few unless `whole`. */
export function sizesText({ size, ratios, params }: ModelRow, { whole }: { readonly whole: boolean }): string {
  const byRatio = params.aspect_ratio === "yes" && ratios !== undefined ? `ratios ${ratios.join(", ")}` : undefined;
  const support = params.width_height;
  if (isRefused(support)) return byRatio ?? "not settable";
  const pixels = `${pixelsText(size, whole)}${SIZE_DOUBT[support ?? "unknown"] ?? ""}`;
  return byRatio === undefined ? pixels : `${byRatio}; or ${pixels}`;
}

const SIZE_DOUBT: Readonly<Partial<Record<Support | "unknown", string>>> = {
  unknown: " (not confirmed)",
  disputed: " (disputed)",
};

function pixelsText(size: SizeRule, whole: boolean): string {
  switch (size.kind) {
    case "multiple": {
      const unset = size.default === undefined ? "" : `; ${size.default.join("x")} unless set`;
      return `${size.min} to ${size.max}, multiples of ${size.of}${unset}`;
    }
    case "menu": {
      const texts = size.sizes.map((one) => one.join("x"));
      if (whole || texts.length <= 4) return texts.join(", ");
      return `${texts.slice(0, 3).join(", ")} and ${texts.length - 3} more`;
    }
    case "area":
      return `${size.min} to ${size.max} pixels in all, at most ${size.ratio}:1`;
    default:
      return size satisfies never;
  }
}

/** `$0.0027 a megapixel`. Prices are printed as they were published, not rounded. */
export function priceRuleText(rule: PriceRule | undefined): string {
  if (rule === undefined) return "price unknown";
  switch (rule.unit) {
    case "image":
      return rule.usd === 0 ? "free" : `$${rule.usd} an image`;
    case "megapixel":
      return `$${rule.usd} a megapixel`;
    case "tier": {
      const prices = rule.tiers.map(({ usd }) => usd);
      return `$${Math.min(...prices)} to $${Math.max(...prices)} an image`;
    }
    case "clip":
      return `$${rule.usd} a clip of ${rule.seconds} s`;
    default:
      return rule satisfies never;
  }
}

/** What the price depends on, beyond its unit; empty where it does not. */
export function priceDetails(rule: PriceRule | undefined): string {
  if (rule?.unit === "tier") return rule.tiers.map(({ name, usd }) => `${name} $${usd}`).join(", ");
  if (rule?.unit !== "megapixel") return "";
  const steps = rule.defaultSteps === undefined ? [] : [`steps above ${rule.defaultSteps} cost in proportion`];
  return [...steps, ...(rule.roundedUp === true ? ["rounded up to whole megapixels"] : [])].join("; ");
}

/** `removed on 2025-10-31, use black-forest-labs/FLUX.1.1-pro`; `not listed on …` is absence from a list that day. */
export function statusText({ status }: ModelRow): string {
  const { state, on, successor } = status;
  if (state === "listed") return "listed";
  const what = state === "removed" ? "removed" : "not listed";
  const day = on === undefined ? "" : ` on ${on}`;
  return `${what}${day}${successor === undefined ? "" : `, use ${successor}`}`;
}

export type SupportGroup = "takes" | "ignores" | "disputed" | "refuses" | "unknown";

/** The parameters by what becomes of them, in the order of the API; `width_height` is two. */
export function parameterGroups(row: ModelRow): ReadonlyMap<SupportGroup, readonly string[]> {
  const groups = new Map<SupportGroup, string[]>();
  for (const parameter of TABLE_PARAMETERS) {
    const support = row.params[parameter];
    const group = support === undefined ? "unknown" : GROUP_OF[support];
    const names = groups.get(group) ?? [];
    groups.set(group, names);
    names.push(...parametersOf(parameter).map((name) => `${name}${noteOf(row, parameter)}`));
  }
  return groups;
}

const GROUP_OF = {
  yes: "takes",
  required: "takes",
  ignored: "ignores",
  disputed: "disputed",
  no: "refuses",
  refused: "refuses",
} as const satisfies Record<Support, SupportGroup>;

function noteOf(row: ModelRow, parameter: TableParameter): string {
  if (row.params[parameter] === "required") return " (required)";
  const { steps } = row;
  if (parameter !== "steps" || row.params.steps === "no" || steps?.default === undefined) return "";
  return ` (${steps.default} unless set)`;
}
