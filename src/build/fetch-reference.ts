import type { Http, HttpAnswer } from "../core/http.ts";
import { ProviderError } from "../core/provider-error.ts";
import { inspectReference } from "../encode/reference.ts";
import type { Clock } from "./clock.ts";
import type { EncodeQueue } from "./encode-queue.ts";
import { Lane } from "./lane.ts";
import { nextStep, type RetryPolicy } from "./retry.ts";

/**
 * The bytes at a URL of the manifest, proved to be one sound picture.
 * @throws ProviderError, ImageError
 */
export type ReferenceDownload = (url: string) => Promise<Uint8Array>;

export interface DownloadOptions {
  http(): Http;
  readonly encoding: EncodeQueue;
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  /** First Ctrl-C: no further attempt. */
  readonly stop: AbortSignal;
  /** Second Ctrl-C: drop what is under way. */
  readonly abort: AbortSignal;
}

/** Downloads at a time, whatever the number of hosts. */
const CONCURRENCY = 8;

/** Milliseconds for one attempt, redirects included. */
const TIMEOUT = 60_000;

/** Bytes; as much as a file of the project may have. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Fetches pictures that a manifest refers to by URL. A manifest is untrusted, so everything is guarded as a result is
 * (https, public addresses, every hop of a redirect), and no exception is made for the API's own host.
 */
export function createReferenceDownload(options: DownloadOptions): ReferenceDownload {
  const { clock, encoding, policy, stop } = options;
  const limits = { concurrency: CONCURRENCY, timeout: TIMEOUT };
  const lane = new Lane({
    limits,
    limitsOf: () => ({ concurrency: CONCURRENCY, requestsPerMinute: undefined }),
    clock,
    signal: stop,
  });
  return (url) =>
    lane.run(async () => {
      for (let made = 1; ; made += 1) {
        try {
          const bytes = await attempt(url, options);
          await encoding.run(() => inspectReference(bytes), 0);
          return bytes;
        } catch (error) {
          if (!(error instanceof ProviderError)) throw error;
          const next = nextStep(error, { made, ambiguous: 0 }, policy, clock.random());
          if (next.type === "fail" || stop.aborted) throw error;
          await clock.sleep(next.wait, stop);
        }
      }
    });
}

async function attempt(url: string, { http, abort }: DownloadOptions): Promise<Uint8Array> {
  const answer = await http().download({
    url,
    apiOrigin: undefined,
    signal: abort,
    timeout: TIMEOUT,
    maxBytes: MOST_BYTES,
  });
  if (answer.status < 200 || answer.status >= 300) throw statusFailure(answer, url);
  return answer.body;
}

function statusFailure({ status }: HttpAnswer, url: string): ProviderError {
  const { host, pathname } = new URL(url);
  const busy = status === 429 || status === 503;
  const kind = busy ? "rate-limited" : status >= 500 || status === 408 ? "server" : "invalid-request";
  return new ProviderError(`${host}${pathname}: HTTP ${status}`, {
    kind,
    code: `http-${status}`,
    billed: "no",
    status,
  });
}
