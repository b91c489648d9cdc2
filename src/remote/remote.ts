import type { Readable } from "node:stream";
import type { Sha256 } from "../core/digest.ts";

/**
 * A store that a team shares, seen through the five things that one is asked for. It is a cache of bytes that are
 * named by their digest: whoever reads checks them, so it can be slow, gone, full or hostile without a build going
 * wrong. It neither retries, nor verifies, nor counts: `build/shared-store.ts` does, once.
 */
export interface Remote {
  /** For messages: where it is, without anything secret. */
  readonly name: string;
  /** Can signed records of recipes be kept there too? */
  readonly records: boolean;
  /**
   * Is it there? With `bytes`, a file that the server says has another length is not: some keep what came before an
   * upload was cut off.
   */
  has(sha256: Sha256, signal: AbortSignal, bytes?: number): Promise<boolean>;
  /** The bytes as they come; undefined when it has none. Reading them may fail half-way with a `RemoteError`. */
  get(sha256: Sha256, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
  put(sha256: Sha256, body: RemoteBody, signal: AbortSignal): Promise<void>;
  /** The text of a record, of at most `MOST_RECORD_BYTES`. */
  getRecord(key: Sha256, signal: AbortSignal): Promise<string | undefined>;
  putRecord(key: Sha256, text: string, signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface RemoteBody {
  readonly bytes: number;
  /** A fresh stream of them. */
  open(): Readable;
}

export const MOST_RECORD_BYTES = 64 * 1024;

/** Why the remote store did not do what it was asked. Holds no header and no key. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  /** `unavailable`: try again later. `refused`: 401, 403, or another no that stays a no. */
  readonly kind: "unavailable" | "refused" | "aborted";

  constructor(kind: RemoteError["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}
