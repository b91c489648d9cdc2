import { readdirSync } from "node:fs";
import { join } from "node:path";
import { candidateName, draftCandidates, nextNumber, type Candidate } from "../core/candidates.ts";
import { isDigest } from "../core/digest.ts";
import type { FieldChanges } from "../core/edit/edit-asset.ts";
import type { Summary } from "../core/event.ts";
import { assetFileName } from "../core/file-names.ts";
import { canonicalText, isJsonObject, parseJsonObject, type Json } from "../core/json.ts";
import { isOriginal } from "../core/lock-shape.ts";
import type { PreparedAsset } from "../core/request.ts";
import { writeAtomically } from "../store/files.ts";
import { makeFolders } from "../store/make-folders.ts";
import { runBuild } from "./build.ts";
import { DiagnosticsError } from "./diagnostics-error.ts";
import { builtProfiles, statePlace } from "./profile.ts";
import { readTextFile } from "./read-text.ts";
import type { BuildRequest } from "./requests.ts";
import type { Session } from "./session.ts";

export interface TryRequest extends Omit<BuildRequest, "selected" | "unlocked"> {
  /** As the manifest with the changes has it. */
  readonly asset: PreparedAsset;
  readonly changes: FieldChanges;
  readonly count: number;
  readonly seed: number | undefined;
}

export interface Tried {
  /** Those that were made now. */
  readonly made: readonly Candidate[];
  /** All there are. */
  readonly candidates: readonly Candidate[];
  readonly summary: Summary;
}

/**
 * Makes candidates of an asset: originals in the store, a line for each in the list of tries, and nothing else. It is
 * a build like any other, of assets that no manifest names, so budget, retries, leases and the ledger are the same.
 *
 * @throws MachineError, DiagnosticsError
 */
export async function tryAsset(session: Session, request: TryRequest): Promise<Tried> {
  const { asset, changes, count, seed, ...build } = request;
  const { name } = asset.asset;
  const before = readCandidates(session, name);
  const drafts = draftCandidates({ base: asset, changes, count, seed, taken: await ownSeeds(session, name), before });
  const problems = drafts.flatMap((draft) => draft.problems);
  if (problems.length > 0) throw new DiagnosticsError(problems.slice(0, 1));
  const extended = session.withAssets(drafts.map(({ prepared }) => prepared));
  const selected = new Set(drafts.map(({ prepared }) => prepared.asset.name));
  const summary = await runBuild(extended, { ...build, selected, unlocked: true });
  // What is in the store now, whether it was asked for in this run or before.
  const { plan } = await extended.begin({ selected });
  const samples = new Map(plan.assets.map((planned) => [planned.name, planned.samples[0]]));
  const drawn = drafts.flatMap(({ number, seed: own }): readonly Candidate[] => {
    const sample = samples.get(candidateName(name, number));
    if (sample?.source.type !== "stored" && sample?.source.type !== "locked") return [];
    const { key, source } = sample;
    return key === undefined ? [] : [{ number, changes, seed: own, key, original: source.original }];
  });
  return { ...(await addCandidates(session, name, drawn)), summary };
}

/** Under the lease, and by the list as it is by now: another `try` may have given the same numbers meanwhile. */
async function addCandidates(
  session: Session,
  name: string,
  drawn: readonly Candidate[],
): Promise<Pick<Tried, "made" | "candidates">> {
  if (drawn.length === 0) return { made: [], candidates: readCandidates(session, name) };
  const release = await session.lease({ wait: true });
  try {
    const before = readCandidates(session, name);
    const candidates = [...before];
    const made: Candidate[] = [];
    for (const candidate of drawn) {
      // Two tries at once, or one with the same seed again, come to the same picture.
      const known = candidates.find((one) => isSameTry(one, candidate));
      if (known !== undefined) {
        made.push(known);
        continue;
      }
      const number = Math.max(candidate.number, nextNumber(candidates));
      made.push({ ...candidate, number });
      candidates.push({ ...candidate, number });
    }
    if (made.some((candidate) => !before.includes(candidate))) await writeCandidates(session, name, candidates);
    return { made, candidates };
  } finally {
    release();
  }
}

function isSameTry(left: Candidate, right: Candidate): boolean {
  return (
    left.key === right.key &&
    left.original.sha256 === right.original.sha256 &&
    canonicalText(left.changes) === canonicalText(right.changes)
  );
}

/** The seeds of the asset as it is: trying one of them would make no other picture. */
async function ownSeeds(session: Session, name: string): Promise<ReadonlySet<number>> {
  const { plan } = await session.begin({ selected: new Set([name]) });
  const seeds = plan.assets.flatMap(({ samples }) => samples.map(({ recipe }) => recipe?.body["seed"]));
  return new Set(seeds.filter((seed) => typeof seed === "number"));
}

/**
 * What was tried of an asset, by number. Nothing else names these pictures, and they were paid for: a damaged list is
 * neither taken for an empty one nor written over.
 *
 * @throws DiagnosticsError when the list is damaged; MachineError
 */
export function readCandidates({ files }: Pick<Session, "files">, asset: string): readonly Candidate[] {
  return readList(join(files.tries, `${assetFileName(asset)}.json`));
}

/**
 * Everything that was ever tried in a project and under its profiles: `store gc` keeps it.
 * @throws DiagnosticsError when a list is damaged; MachineError
 */
export function allCandidates({ root }: Pick<Session, "root">): readonly Candidate[] {
  return [undefined, ...builtProfiles(root)].flatMap((profile) => {
    const { tries } = statePlace(root, profile).files;
    return namesIn(tries).flatMap((name) => (name.endsWith(".json") ? readList(join(tries, name)) : []));
  });
}

/** Where an asset's contact sheet goes unless somebody says otherwise. */
export function sheetFile({ files }: Pick<Session, "files">, asset: string): string {
  return join(files.tries, `${assetFileName(asset)}.png`);
}

async function writeCandidates(session: Session, asset: string, candidates: readonly Candidate[]): Promise<void> {
  const { files, root } = session;
  makeFolders(files.tries, 0o700);
  const text = `${JSON.stringify({ version: 1, asset, candidates }, null, 2)}\n`;
  await writeAtomically(join(files.tries, `${assetFileName(asset)}.json`), text, { root, durable: true, mode: 0o600 });
}

function readList(path: string): readonly Candidate[] {
  const text = readTextFile(path);
  if (text === undefined) return [];
  const value = parseJsonObject(text);
  const list = value?.["version"] === 1 ? value["candidates"] : undefined;
  if (Array.isArray(list) && list.every(isCandidate)) return list;
  const known = Array.isArray(list) ? list.filter(isCandidate).length : 0;
  throw new DiagnosticsError([
    {
      severity: "error",
      code: "file-unreadable",
      message: `the list of tries ${path} is damaged, or a newer imagegen's${known === 0 ? "" : `; ${known} of its entries can be read`}`,
      hint: "mend it, or move it away for a new list: its pictures stay in the store until `imagegen store gc`",
    },
  ]);
}

function isCandidate(value: Json): value is Candidate & Json {
  return (
    isJsonObject(value) &&
    Number.isSafeInteger(value["number"]) &&
    isJsonObject(value["changes"]) &&
    isDigest(value["key"]) &&
    isOriginal(value["original"])
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
