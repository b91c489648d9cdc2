import { isPaid } from "./asset-plan.ts";
import { sha256, type Sha256 } from "./digest.ts";
import { LOCK_FILE } from "./file-names.ts";
import { byCodeUnit, canonicalText, isJsonObject, parseJsonObject, type JsonObject } from "./json.ts";
import type { Plan } from "./plan.ts";
import type { Provider } from "./provider.ts";
import type { WishFlag, Wishes } from "./wishes.ts";

/** A plan that somebody looked at, to be carried out exactly as it was or not at all. */
export interface SavedPlan {
  readonly version: 1;
  /** How it was asked for. */
  readonly request: Pick<Wishes, WishFlag> & {
    readonly provider?: string;
    readonly selected?: readonly string[];
    readonly replace?: readonly string[];
  };
  /** Every file that it was made from, by path: manifest, fragments, tables, prompts, references. */
  readonly inputs: Readonly<Record<string, Sha256>>;
  /** The lockfile's digest, null where there was none. */
  readonly lock: Sha256 | null;
  /** Where each provider that is asked was going to be asked: an origin. */
  readonly asks: Readonly<Record<string, string>>;
  /** What each asset was going to do, in one digest each. */
  readonly assets: Readonly<Record<string, Sha256>>;
  /** An estimate, for whoever reads the file. */
  readonly most: { readonly calls: number; readonly usd: number; readonly unpriced: number };
}

export interface PlanBasis {
  readonly request: SavedPlan["request"];
  readonly inputs: readonly { readonly file: string; readonly sha256: Sha256 }[];
  readonly lock: Sha256 | null;
  /** The origin of a provider's API, as it is in force. */
  hostOf(provider: Provider): string;
}

/** Holds digests instead of details: it says whether a plan is still the same. A build plans anew, and compares. */
export function savePlan(plan: Plan, { request, inputs, lock, hostOf }: PlanBasis): SavedPlan {
  const asked = new Set(
    plan.assets
      .filter((asset) => isPaid(asset) && !asset.prepared.provider.local)
      .map(({ prepared }) => prepared.provider),
  );
  return {
    version: 1,
    request,
    inputs: sorted(inputs.map(({ file, sha256: digest }) => [file, digest])),
    lock,
    asks: sorted([...asked].map((provider) => [provider.name, hostOf(provider)])),
    assets: sorted(
      plan.assets.filter(({ action }) => action !== "fresh").map((asset) => [asset.name, digestOf(asset)]),
    ),
    most: plan.most,
  };
}

/** What `parseSavedPlan` reads back; indented, because people review it. */
export function formatSavedPlan(plan: SavedPlan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** Undefined when it is not a saved plan of this version. */
export function parseSavedPlan(text: string): SavedPlan | undefined {
  const value = parseJsonObject(text);
  if (value?.["version"] !== 1) return undefined;
  const { request, inputs, assets, asks, lock } = value;
  const whole = [request, inputs, assets, asks].every(isJsonObject) && lock !== undefined;
  return whole ? (value as unknown as SavedPlan) : undefined;
}

/** What is no longer as it was when the plan was saved, a line each; empty when the two are one plan. */
export function planDifferences(saved: SavedPlan, now: SavedPlan): readonly string[] {
  if (isCarriedOut(saved, now)) return ["it was carried out already, and nothing of it is left to do"];
  const changed = differences(saved.inputs, now.inputs).map((file) => `${file} changed`);
  if (saved.lock !== now.lock) changed.push(`${LOCK_FILE} changed`);
  for (const provider of differences(saved.asks, now.asks)) {
    const [before, after] = [saved.asks[provider], now.asks[provider]];
    if (after === undefined) changed.push(`${provider} would no longer be asked`);
    else changed.push(`${provider} would be asked at ${after}, not ${before ?? "at all"}`);
  }
  // Named even where a file explains it: it is what somebody approved.
  changed.push(
    ...differences(saved.assets, now.assets).map((asset) => `${asset}: a build would now do something else`),
  );
  return changed;
}

/** From the same files nothing is to be done, where there was something: only the lock tells of it. */
function isCarriedOut(saved: SavedPlan, now: SavedPlan): boolean {
  const isSame = differences(saved.inputs, now.inputs).length === 0;
  return isSame && Object.keys(saved.assets).length > 0 && Object.keys(now.assets).length === 0;
}

function differences(
  left: Readonly<Record<string, string>>,
  right: Readonly<Record<string, string>>,
): readonly string[] {
  const before = new Map(Object.entries(left));
  const after = new Map(Object.entries(right));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort(byCodeUnit);
}

/** Everything that carrying it out would do, and nothing about how it is said. */
function digestOf({ action, samples, dropped }: Plan["assets"][number]): Sha256 {
  const what = { action, dropped, samples: samples.map(({ key, source, outputs }) => ({ key, source, outputs })) };
  return sha256(canonicalText(JSON.parse(JSON.stringify(what)) as JsonObject));
}

function sorted(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  const record: Record<string, string> = Object.create(null);
  for (const [name, value] of [...pairs].sort(([left], [right]) => byCodeUnit(left, right))) record[name] = value;
  return record;
}
