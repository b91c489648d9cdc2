import type { HttpAnswer } from "../../core/http.ts";
import { ProviderError } from "../../core/provider-error.ts";
import type { CallContext } from "../../core/provider.ts";
import { parseRetryAfter } from "./retry-after.ts";

/** Bytes of one answer at most, after decompression. */
export const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface ResultUrl {
  readonly index: number;
  readonly url: string;
}

export interface Fetched {
  readonly images: readonly { readonly index: number; readonly bytes: Uint8Array }[];
  readonly warnings: readonly string[];
  readonly late?: Late;
}

/** What may still come, and why it has not. */
export interface Late {
  readonly error: ProviderError;
  readonly urls: readonly ResultUrl[];
}

/**
 * Fetches pictures that are paid for. When one of them may still come (a 5xx, a reset), it is left to another attempt,
 * which costs nothing, and what has come is handed over; what is gone for good is only said, if something else is left.
 * Every failure is billed "yes", and its kind says whether asking for the same URL again makes sense: `server`,
 * `unreachable` and `rate-limited` do, `unusable` does not.
 */
export async function fetchResults(urls: readonly ResultUrl[], context: CallContext): Promise<Fetched> {
  const outcomes = await Promise.all(urls.map((result) => fetchOne(result, context)));
  const failures = outcomes.flatMap((outcome) => (outcome instanceof ProviderError ? [outcome] : []));
  const images = outcomes.flatMap((outcome) => (outcome instanceof ProviderError ? [] : [outcome]));
  const temporary = failures.find(mayCome);
  const first = temporary ?? failures[0];
  if (first !== undefined && images.length === 0) throw first;
  const isLate = (outcome: (typeof outcomes)[number] | undefined) =>
    outcome instanceof ProviderError && mayCome(outcome);
  const late = urls.filter((_, position) => isLate(outcomes[position]));
  return {
    images,
    warnings: failures.filter((failure) => !mayCome(failure)).map(({ message }) => message),
    ...(temporary !== undefined && { late: { error: temporary, urls: late } }),
  };
}

/** Does asking for the same URL again make sense? */
export function mayCome({ kind }: ProviderError): boolean {
  return kind !== "unusable";
}

/** The failure is a value here, so that one lost picture does not abandon the fetching of the others. */
async function fetchOne(
  { index, url }: ResultUrl,
  context: CallContext,
): Promise<{ index: number; bytes: Uint8Array } | ProviderError> {
  try {
    const answer = await context.http.download({
      url,
      apiOrigin: new URL(context.baseUrl).origin,
      signal: context.signal,
      // A budget of its own: cutting it short would only lose what the call has just paid for.
      timeout: context.timeout,
      maxBytes: MAX_ANSWER_BYTES,
    });
    if (answer.status >= 200 && answer.status < 300 && answer.body.byteLength > 0) return { index, bytes: answer.body };
    return statusFailure(answer, url);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { kind, code, status, retryAfter } = error;
    if (kind === "aborted") return error;
    const details = { kind, code, billed: "yes", status, retryAfter } as const;
    // By our own rules, which the next run has as well.
    const ticket = kind === "unusable" ? "dead-end" : undefined;
    return new ProviderError(`${NOT_FETCHED}: ${error.message}`, { ...details, ticket });
  }
}

const NOT_FETCHED = "the image was paid for but could not be fetched";

function statusFailure({ status, headers }: HttpAnswer, url: string): ProviderError {
  const code = `download-http-${status}`;
  const message = `${NOT_FETCHED}: HTTP ${status} from ${new URL(url).host}`;
  if (status === 429 || status === 503) {
    return new ProviderError(message, {
      kind: "rate-limited",
      code,
      billed: "yes",
      status,
      retryAfter: parseRetryAfter(headers, Date.now()),
    });
  }
  // An empty 200 is an upload that has not settled yet.
  const unsettled = status >= 500 || status === 408 || status === 425 || (status >= 200 && status < 300);
  const kind = unsettled ? "server" : "unusable";
  const ticket = status === 403 || status === 404 || status === 410 ? "gone" : undefined;
  return new ProviderError(message, { kind, code, billed: "yes", status, ticket });
}
