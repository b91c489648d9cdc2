import type { Diagnostic } from "./diagnostic.ts";
import type { Sha256 } from "./digest.ts";
import type { FieldChanges } from "./edit/edit-asset.ts";
import { canonicalText } from "./json.ts";
import type { Original } from "./lock.ts";
import { prepareAsset, seedFromName, type PreparedAsset } from "./request.ts";

/** A picture that somebody tried: what would have to be in the manifest for it, and which one it is. */
export interface Candidate {
  /** From 1, and for good: a later `try` goes on counting. */
  readonly number: number;
  /** Fields of the asset that differ from the manifest of that time, without the seed. */
  readonly changes: FieldChanges;
  /** Undefined: the model takes none. */
  readonly seed: number | undefined;
  readonly key: Sha256;
  readonly original: Original;
}

export interface CandidateRequest {
  /** As it is with the changes applied. */
  readonly base: PreparedAsset;
  readonly changes: FieldChanges;
  readonly count: number;
  /** The first of consecutive seeds; undefined: seeds of our choice. */
  readonly seed: number | undefined;
  /** Seeds that make no new picture: the asset's own. */
  readonly taken: ReadonlySet<number>;
  readonly before: readonly Candidate[];
}

/** A candidate that is to be made. */
export interface Draft extends Omit<Candidate, "key" | "original"> {
  readonly prepared: PreparedAsset;
  /** What the provider would say against its seed; anything else was said of the asset itself. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Assets for the pictures to try: the same one with another seed each, and without outputs. Seeds are derived from the
 * asset's name and the candidate's number, so a run that was killed goes on with the same ones. Pure.
 */
export function draftCandidates(request: CandidateRequest): readonly Draft[] {
  const { base, changes, count, before } = request;
  const first = nextNumber(before);
  const taken = new Set(request.taken);
  const same = canonicalText(changes);
  for (const { seed, changes: theirs } of before)
    if (seed !== undefined && canonicalText(theirs) === same) taken.add(seed);
  return Array.from({ length: count }, (_, index): Draft => {
    const number = first + index;
    const seed = seedFor(request, { number, index, taken });
    if (seed !== undefined) taken.add(seed);
    return { number, changes, seed, ...prepareCandidate(base, number, seed) };
  });
}

/** Where counting goes on. */
export function nextNumber(candidates: readonly Candidate[]): number {
  return Math.max(0, ...candidates.map(({ number }) => number)) + 1;
}

/** How a candidate is called while it is made: no name of a manifest has `#` in it. */
export function candidateName(asset: string, number: number): string {
  return `${asset}#${number}`;
}

function seedFor(
  { base, seed }: CandidateRequest,
  { number, index, taken }: { readonly number: number; readonly index: number; readonly taken: ReadonlySet<number> },
): number | undefined {
  if (seed !== undefined) return seed + index;
  const range = base.model?.seed;
  if (range === undefined) return undefined;
  for (let round = 0; ; round += 1) {
    const wanted = seedFromName(`${base.asset.name}\ncandidate ${number}${"+".repeat(round)}`, range);
    if (!taken.has(wanted)) return wanted;
  }
}

function prepareCandidate(
  base: PreparedAsset,
  number: number,
  seed: number | undefined,
): Pick<Draft, "prepared" | "problems"> {
  const { seed: _seed, ...parameters } = base.asset.parameters;
  const asset = {
    ...base.asset,
    name: candidateName(base.asset.name, number),
    parameters: seed === undefined ? parameters : { ...parameters, seed },
    outputs: [[]],
  };
  const { prepared, diagnostics } = prepareAsset(asset, base.provider);
  const problems = diagnostics.filter(({ severity }) => severity === "error");
  return {
    prepared: seed === undefined ? { ...prepared, autoSeed: undefined, variation: number } : prepared,
    problems,
  };
}
