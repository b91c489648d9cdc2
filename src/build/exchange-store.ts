import type { KeyObject } from "node:crypto";
import { join } from "node:path";
import PQueue from "p-queue";
import type { Sha256 } from "../core/digest.ts";
import type { JsonObject } from "../core/json.ts";
import { outputsOf, type Lock } from "../core/lock.ts";
import type { Remote } from "../remote/remote.ts";
import { signRecord } from "../remote/signature.ts";
import { findFile } from "../store/receive.ts";
import { formatGenerations } from "../store/record-text.ts";
import type { Store } from "../store/store.ts";
import type { Session } from "./session.ts";

/** Transfers at a time. */
const TRANSFERS = 8;

export interface ExchangeRequest {
  /** Names; undefined for all. */
  readonly selected: ReadonlySet<string> | undefined;
}

export interface Pushed {
  readonly sent: number;
  readonly bytes: number;
  /** What was there already. */
  readonly present: number;
  /** Digests that the lock names and that are nowhere here. */
  readonly lacking: readonly Sha256[];
  /** Records signed and sent. */
  readonly records: number;
}

/**
 * Sends what the lock names, originals and finished files alike, to the team's store, unless it is there already.
 * Everything is read through its digest before it leaves. With a signing key the records of what was paid for go too.
 *
 * @throws RemoteError when the remote does not take it; MachineError, DiagnosticsError
 */
export async function pushLocked(
  session: Session,
  request: ExchangeRequest & { readonly remote: Remote; readonly signingKey: KeyObject | undefined },
): Promise<Pushed> {
  const { remote, selected, signingKey } = request;
  const { store, lock } = await session.begin({});
  const controller = new AbortController();
  const queue = new PQueue({ concurrency: TRANSFERS });
  const lacking: Sha256[] = [];
  const counts = { sent: 0, bytes: 0, present: 0, records: 0 };
  const jobs = [...objectsOf(lock, selected)].map(([sha256, { bytes, paths }]) => async () => {
    if (await remote.has(sha256, controller.signal, bytes)) {
      counts.present += 1;
      return;
    }
    const file = await findFile(sha256, [
      ...store.objectPaths(sha256),
      ...paths.map((path) => join(session.root, path)),
    ]);
    if (file === undefined) {
      lacking.push(sha256);
      return;
    }
    await remote.put(sha256, file, controller.signal);
    counts.sent += 1;
    counts.bytes += file.bytes;
  });
  const records = signingKey === undefined || !remote.records ? [] : recordsOf(store, lock, selected);
  const signing = records.map(([key, record]) => async () => {
    const text = signRecord(record, signingKey as KeyObject);
    if ((await remote.getRecord(key, controller.signal)) === text) return;
    await remote.putRecord(key, text, controller.signal);
    counts.records += 1;
  });
  try {
    // The bytes first: a record never names what is not there.
    await queue.addAll(jobs);
    await queue.addAll(signing);
  } catch (error) {
    controller.abort();
    queue.clear();
    throw error;
  }
  return { ...counts, lacking: lacking.sort() };
}

export interface Pulled {
  readonly fetched: number;
  readonly present: number;
  readonly lacking: readonly Sha256[];
}

/**
 * Fetches what the lock names and the local store lacks, verified. Needs a session with a shared store.
 * @throws MachineError, DiagnosticsError
 */
export async function pullLocked(session: Session, { selected }: ExchangeRequest): Promise<Pulled> {
  const { shared } = session;
  if (shared === undefined) throw new Error("there is no shared store to pull from");
  const { store, lock } = await session.begin({});
  const named = [...objectsOf(lock, selected).keys()];
  const missing = named.filter((sha256) => !store.hasObject(sha256));
  await shared.locate({ objects: missing, keys: [] });
  const fetched = await Promise.all(missing.map(async (sha256) => shared.has(sha256) && shared.fetch(sha256, store)));
  const lacking = missing.filter((_, index) => fetched[index] !== true);
  return { fetched: missing.length - lacking.length, present: named.length - missing.length, lacking };
}

interface NamedObject {
  readonly bytes: number;
  /** Where in the project such a file should lie. */
  readonly paths: readonly string[];
}

/** Every digest that the lock names. */
function objectsOf(lock: Lock, selected: ReadonlySet<string> | undefined): ReadonlyMap<Sha256, NamedObject> {
  const objects = new Map<Sha256, NamedObject>();
  const add = ({ sha256, bytes }: { sha256: Sha256; bytes: number }, ...paths: readonly string[]) =>
    objects.set(sha256, { bytes, paths: [...(objects.get(sha256)?.paths ?? []), ...paths] });
  for (const [asset, entry] of lock.assets) {
    if (selected?.has(asset) === false) continue;
    for (const { original } of entry.samples) add(original);
    for (const [path, output] of outputsOf(entry)) add(output, path);
  }
  return objects;
}

/** What recipes gave, as the local store recorded it. An imported or accepted picture is no answer to its recipe. */
function recordsOf(
  store: Store,
  lock: Lock,
  selected: ReadonlySet<string> | undefined,
): readonly (readonly [Sha256, JsonObject])[] {
  const records = new Map<Sha256, JsonObject>();
  for (const [asset, entry] of lock.assets) {
    if (selected?.has(asset) === false) continue;
    for (const { key, origin, original } of entry.samples) {
      const record = origin === undefined ? store.getGeneration(key) : undefined;
      // The lock's own picture last: it is the one that a reader would use.
      if (record === undefined || !record.originals.some(({ sha256 }) => sha256 === original.sha256)) continue;
      records.set(key, JSON.parse(formatGenerations([{ ...record, originals: [original] }])) as JsonObject);
    }
  }
  return [...records];
}
