import type { KeyObject } from "node:crypto";
import PQueue from "p-queue";
import type { Sha256 } from "../core/digest.ts";
import type { Listener } from "../core/event.ts";
import { canonicalText } from "../core/json.ts";
import type { GenerationRecord } from "../core/store-records.ts";
import { RemoteError, type Remote } from "../remote/remote.ts";
import { verifyRecord } from "../remote/signature.ts";
import { parseGenerations } from "../store/record-text.ts";
import type { Store } from "../store/store.ts";

/** The team's store behind the local one: asked only for what is missing here, and never believed. */
export interface SharedStore {
  /** Asks for all of these at once; `has` and `record` know the answers afterwards. Never rejects. */
  locate(missing: { readonly objects: Iterable<Sha256>; readonly keys: Iterable<Sha256> }): Promise<void>;
  /** Was it seen there? */
  has(object: Sha256): boolean;
  /** A record that a trusted key has signed, from a host that is accepted. */
  record(key: Sha256, accepts: (record: GenerationRecord) => boolean): GenerationRecord | undefined;
  /** Brings an object into the local store, verified. False: it could not be had, and `has` says so from now on. */
  fetch(object: Sha256, store: Store): Promise<boolean>;
}

export interface SharedStoreOptions {
  readonly remote: Remote;
  /** Whose records count. None: no record does. */
  readonly trusted: readonly KeyObject[];
  readonly listener: Listener;
  readonly signal: AbortSignal;
}

/** Requests at a time; a download is larger than a question. */
const QUESTIONS = 16;
const DOWNLOADS = 8;

/**
 * Trouble with the remote is said once and is a miss from then on: never a failure, and never a reason to pay. A build
 * without it goes on as if there were none.
 */
export function createSharedStore({ remote, trusted, listener, signal }: SharedStoreOptions): SharedStore {
  const questions = new PQueue({ concurrency: QUESTIONS });
  const downloads = new PQueue({ concurrency: DOWNLOADS });
  const located = new Map<Sha256, boolean>();
  const records = new Map<Sha256, readonly GenerationRecord[]>();
  const fetching = new Map<Sha256, Promise<boolean>>();
  let gone = false;
  const warn = (code: string, message: string) => listener({ type: "warning", code, message });
  const attempt = async <Value>(deed: () => Promise<Value>): Promise<Value | undefined> => {
    if (gone) return undefined;
    try {
      return await repeatOnce(deed);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      if (!gone && error.kind !== "aborted")
        warn("remote-unavailable", `the shared store ${remote.name} is not used in this run: ${error.message}`);
      gone = true;
      return undefined;
    }
  };
  const fetch = async (object: Sha256, store: Store): Promise<boolean> => {
    const outcome = await attempt(async () => {
      const chunks = await remote.get(object, signal);
      return chunks === undefined ? "missing" : store.receiveObject(object, chunks);
    });
    if (outcome === "damaged")
      warn("remote-damaged", `${remote.name} holds other bytes under ${object.slice(0, 12)}…; they are not used`);
    if (outcome === "stored") return true;
    located.set(object, false);
    return false;
  };
  return {
    async locate({ objects, keys }) {
      const asked = [...objects].filter((object) => !located.has(object));
      const wanted = trusted.length === 0 || !remote.records ? [] : [...keys].filter((key) => !records.has(key));
      await Promise.all([
        ...asked.map((object) =>
          questions.add(async () => {
            located.set(object, (await attempt(() => remote.has(object, signal))) ?? false);
          }),
        ),
        ...wanted.map((key) =>
          questions.add(async () => {
            const text = await attempt(() => remote.getRecord(key, signal));
            const record = text === undefined ? undefined : verifyRecord(text, trusted);
            if (text !== undefined && record === undefined)
              warn(
                "record-not-trusted",
                `${remote.name} has a record of ${key.slice(0, 12)}… that no trusted key signed`,
              );
            records.set(key, (record && parseGenerations(canonicalText(record), key)) ?? []);
          }),
        ),
      ]);
    },
    has: (object) => !gone && located.get(object) === true,
    record: (key, accepts) => records.get(key)?.find(accepts),
    fetch(object, store) {
      const running = fetching.get(object) ?? downloads.add(() => fetch(object, store));
      fetching.set(object, running);
      return running;
    },
  };
}

/** A connection that was kept open may have been closed meanwhile: everything asked here may be asked twice. */
async function repeatOnce<Value>(deed: () => Promise<Value>): Promise<Value> {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== "unavailable") throw error;
    return deed();
  }
}
