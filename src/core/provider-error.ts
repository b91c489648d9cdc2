/** What happened to a call, from the point of view of the one who must decide what next. */
export type FailureKind =
  /** 429, 503 or 529 before any work: wait and try again. */
  | "rate-limited"
  /** No connection, DNS, TLS: the request was not sent. */
  | "unreachable"
  /** 5xx, by decision not billed. */
  | "server"
  /** Sent, then no usable answer: reset, timeout, 408, 504, 524, a damaged 2xx. May have been billed. */
  | "ambiguous"
  /** 400, 404, 413, 422 and their like: the request is wrong, and stays wrong. */
  | "invalid-request"
  /** The safety checker or a content policy refused. Not tried again until the recipe changes. */
  | "refused"
  /** 401, 403: stops the provider for this run. */
  | "unauthorized"
  /** 402: out of credit; stops the provider for this run. */
  | "no-credit"
  /** A job that is paid for was not done in time. It goes on, and the next build with it. */
  | "pending"
  /** A 2xx whose content can never be used (a web page, an image that is too large, a forbidden URL): paid for, no retry. */
  | "unusable"
  /** Aborted by the user. */
  | "aborted";

/** The only error a provider throws. It holds no request, no headers and no key, whatever is done with it. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly kind: FailureKind;
  /** Stable, for `--json`: `http-429`, `connection-reset`, `bad-base64`. */
  readonly code: string;
  readonly status: number | undefined;
  /** Milliseconds that the server asked to wait. */
  readonly retryAfter: number | undefined;
  /** The parameter the API blames. */
  readonly parameter: string | undefined;
  readonly requestId: string | undefined;
  /** How to fix it. */
  readonly hint: string | undefined;
  /** Could the server have charged for it? */
  readonly billed: "no" | "maybe" | "yes";
  /**
   * The ticket is worth nothing any more: its result is gone from the server, or its job failed. `dead-end`: its link
   * leads to what this program does not fetch, or to more than it takes.
   */
  readonly ticket: "gone" | "failed" | "dead-end" | undefined;
  /** What the account is not allowed, where that is one model and not the provider. */
  readonly concerns: "model" | undefined;

  constructor(
    message: string,
    details: {
      readonly kind: FailureKind;
      readonly code: string;
      readonly billed: "no" | "maybe" | "yes";
      readonly status?: number | undefined;
      readonly retryAfter?: number | undefined;
      readonly parameter?: string | undefined;
      readonly requestId?: string | undefined;
      readonly hint?: string | undefined;
      readonly ticket?: ProviderError["ticket"];
      readonly concerns?: "model" | undefined;
    },
  ) {
    super(message);
    this.kind = details.kind;
    this.code = details.code;
    this.billed = details.billed;
    this.ticket = details.ticket;
    this.concerns = details.concerns;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
    this.parameter = details.parameter;
    this.requestId = details.requestId;
    this.hint = details.hint;
  }
}
