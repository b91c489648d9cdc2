import type { Action, AssetPlan } from "../../core/asset-plan.ts";
import type { GalleryFile, GalleryOriginal } from "../../core/gallery.ts";
import type { Plan } from "../../core/plan.ts";
import type { RecipeChange } from "../../core/reason.ts";
import { ACTION_TEXT } from "../action-text.ts";
import { costLines } from "../cost-text.ts";
import { pictureMarkup } from "../markup.ts";
import { rankReasons, reasonText } from "../reason-text.ts";
import { count, formatBytes, formatCost } from "../units.ts";
import { valueText } from "../value-text.ts";
import { SCRIPT, STYLE } from "./assets.ts";
import { html, type Html } from "./html.ts";

/** A picture that an asset had. */
export interface GalleryPast extends GalleryOriginal {
  /** ISO 8601; empty where nobody knows. */
  readonly at: string;
  /** From 0. */
  readonly sample: number;
  readonly changes: readonly RecipeChange[];
}

export interface GalleryInput {
  readonly title: string;
  readonly plan: Plan;
  readonly files: ReadonlyMap<string, GalleryFile>;
  /** By asset, the latest first. */
  readonly history: ReadonlyMap<string, readonly GalleryPast[]>;
  /** For the content security policy: base64 of the sha256 of a text. */
  hash(text: string): string;
}

/** Characters of a value that a former picture had, or has no more. */
const CHANGE_WIDTH = 400;

/** The whole page: one file, no server, nothing from elsewhere, every text from the project escaped. */
export function galleryPage({ title, plan, files, history, hash }: GalleryInput): string {
  const policy = [
    "default-src 'none'",
    "img-src 'self' file:",
    "media-src 'self' file:",
    `style-src 'sha256-${hash(STYLE)}'`,
    `script-src 'sha256-${hash(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const states = [...new Set(plan.assets.map(({ action }) => action))].sort();
  const tags = [...new Set(plan.assets.flatMap(({ prepared }) => prepared.asset.tags))].sort();
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="imagegen gallery" />
        <title>${title}</title>
        ${element("style", STYLE)}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>
            <span id="shown">${plan.assets.length}</span> of ${count(plan.assets.length, "asset")}.
            ${costLines(plan.assets).join(" ")}
          </p>
          <input id="text" type="search" placeholder="Search ( / )" aria-label="Search names and prompts" />
          <select id="state" aria-label="State">
            <option value="">every state</option>
            ${states.map((state) => html`<option>${state}</option>`)}
          </select>
          ${
            tags.length === 0
              ? undefined
              : html`<select id="tag" aria-label="Tag">
                  <option value="">every tag</option>
                  ${tags.map((tag) => html`<option>${tag}</option>`)}
                </select>`
          }
        </header>
        <main>${plan.assets.map((asset, index) => card(asset, `asset-${index}`, files))}</main>
        ${plan.assets.map((asset, index) => details(asset, `asset-${index}`, { files, past: history.get(asset.name) ?? [] }))}
        ${element("script", SCRIPT)}
      </body>
    </html> `;
  return page.html;
}

/** Only for this module's own texts, and to the letter: the policy holds their digest. */
function element(name: "style" | "script", text: string): Html {
  return { html: `<${name}>${text}</${name}>` };
}

type Files = GalleryInput["files"];

function filesOf({ samples }: AssetPlan, files: Files): readonly GalleryFile[] {
  return samples.flatMap(({ outputs }) => outputs.flatMap(({ path }) => files.get(path) ?? []));
}

function card(asset: AssetPlan, id: string, files: Files): Html {
  const { name, action, prepared } = asset;
  const { parameters, tags } = prepared.asset;
  const [first] = filesOf(asset, files);
  return html`<article
    data-text="${`${name} ${parameters.prompt ?? ""}`.toLowerCase()}"
    data-state="${action}"
    data-tags="${tags.join("\n")}"
  >
    <button class="card" data-dialog="${id}" type="button">
      <span class="picture">${thumbnail(first, prepared.asset.alt ?? name)}</span>
      <span class="name"><b title="${name}">${name}</b>${badge(action)}</span>
    </button>
  </article> `;
}

function thumbnail(file: GalleryFile | undefined, alt: string): Html {
  if (file?.thumbnail !== undefined)
    return html`<img src="${file.thumbnail}" alt="${alt}" loading="lazy" decoding="async" />`;
  return html`<span>${file?.clip === true ? "a clip" : "no picture yet"}</span>`;
}

function badge(action: Action): Html {
  return html`<span class="state ${KIND[action]}" title="${ACTION_TEXT[action].meaning}">${action}</span>`;
}

/** How urgent a state is. */
const KIND = {
  fresh: "",
  record: "",
  restore: "",
  move: "",
  derive: "",
  reuse: "",
  generate: "wait",
  maybe: "wait",
  modified: "wait",
  foreign: "bad",
  lost: "bad",
  unfit: "bad",
  refused: "bad",
  blocked: "bad",
} satisfies Record<Action, string>;

function details(
  asset: AssetPlan,
  id: string,
  { files, past }: { readonly files: Files; readonly past: readonly GalleryPast[] },
): Html {
  const { name, action, prepared, reasons, certain, most } = asset;
  const shown = filesOf(asset, files);
  const largest = shown.toSorted((left, right) => (right.width ?? 0) - (left.width ?? 0))[0];
  const request = Object.entries(asset.samples[0]?.recipe?.body ?? prepared.asset.parameters);
  const cost = formatCost(certain) || formatCost(most);
  return html`<dialog id="${id}" aria-label="${name}">
    <form method="dialog"><button autofocus>Close</button></form>
    <h2>${name} ${badge(action)}</h2>
    <div class="picture">${whole(largest, prepared.asset.alt ?? name)}</div>
    <h3>Why</h3>
    <p>
      ${
        reasons.length === 0
          ? ACTION_TEXT[action].meaning
          : rankReasons(reasons)
              .map((reason) => reasonText(reason))
              .join("; ")
      }${cost === "" ? "" : `; ${cost} estimated`}
    </p>
    ${
      prepared.asset.parameters.prompt === undefined
        ? undefined
        : html`<h3>Prompt</h3>
            <pre>${prepared.asset.parameters.prompt}</pre>`
    }
    <h3>Files</h3>
    <table>
      ${shown.map(fileRow)}
    </table>
    ${copyable(shown, prepared.asset.alt ?? "")}
    ${
      past.length === 0
        ? undefined
        : html`<h3>Before</h3>
            ${past.map((one) => pastPicture(one, asset, files))}`
    }
    <h3>Request</h3>
    <table>
      ${request
        .filter(([field]) => field !== "prompt")
        .map(
          ([field, value]) =>
            html`<tr>
              <th>${field}</th>
              <td>${valueText(value ?? null, 300)}</td>
            </tr>`,
        )}
    </table>
  </dialog> `;
}

/** What it was, over what it is; the slider says how much of each. */
function pastPicture(
  { address, thumbnail: small, at, sample, changes }: GalleryPast,
  asset: AssetPlan,
  files: Files,
): Html {
  const now = asset.samples[sample]?.outputs
    .map(({ path }) => files.get(path))
    .find((file) => file?.thumbnail !== undefined);
  const when = at === "" ? "before" : at.slice(0, 16).replace("T", " ");
  return html`<div class="past">
    <div class="picture compare">
      ${now?.thumbnail === undefined ? undefined : html`<img src="${now.thumbnail}" alt="now" loading="lazy" />`}
      <img class="before" src="${small}" alt="${when}" loading="lazy" />
      <input type="range" min="0" max="100" value="50" aria-label="How much of the picture of ${when} is shown" />
    </div>
    <p>
      <a href="${address}">${when}</a>
      ${changes.map(({ field, was, now: wanted }) => html`<br />${field}: ${valueText(was, CHANGE_WIDTH)}, now ${valueText(wanted, CHANGE_WIDTH)}`)}
    </p>
  </div> `;
}

function whole(file: GalleryFile | undefined, alt: string): Html {
  if (file?.address === undefined) return html`<span>no picture yet</span>`;
  if (file.clip) return html`<video src="${file.address}" controls preload="none"></video>`;
  return html`<img src="${file.address}" alt="${alt}" loading="lazy" />`;
}

function fileRow(file: GalleryFile): Html {
  const size = file.width === undefined ? "" : `${file.width}x${file.height ?? "?"}`;
  const name = file.address === undefined ? html`${file.path}` : html`<a href="${file.address}">${file.path}</a>`;
  return html`<tr>
    <td>${name}</td>
    <td>${size}</td>
    <td>${file.address === undefined ? "missing" : formatBytes(file.bytes)}</td>
  </tr>`;
}

/** What a page would say to show it, to be copied. */
function copyable(files: readonly GalleryFile[], alt: string): Html | undefined {
  const text = pictureMarkup(
    files.filter(({ address }) => address !== undefined),
    alt,
  );
  return text === undefined
    ? undefined
    : html`<h3>As HTML</h3>
        <pre>${text}</pre>`;
}
