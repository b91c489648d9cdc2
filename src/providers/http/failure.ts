import { ProviderError, type FailureKind } from "../../core/provider-error.ts";
import { ADDRESS_REFUSED } from "./checked-lookup.ts";

/** What a request is for decides what its failure costs. */
export type Purpose =
  /** A paid call: once it is sent, nobody knows whether it was billed. */
  | "post"
  /** A question that costs nothing. */
  | "get"
  /** Fetching what is paid for already: asking again is free. */
  | "download";

/** How far a request had come when it failed. */
export interface Progress {
  readonly purpose: Purpose;
  /** Host and port, for the message. */
  readonly host: string;
  readonly tls: boolean;
  /** The TCP connection stood (TLS may not have). */
  readonly connected: boolean;
  /** Bytes of the request may have left. */
  readonly sent: boolean;
  readonly received: number;
  /** From Content-Length, where the server said it. */
  readonly expected: number | undefined;
}

/** A socket's error, classified. Builds a new error and keeps no cause: causes carry sockets, options and headers. */
export function networkFailure(error: unknown, progress: Progress): ProviderError {
  const errno = errorCode(error);
  if (errno === ADDRESS_REFUSED && progress.purpose === "download")
    return forbiddenUrl(progress.host, "it leads to a private address");
  if (!progress.sent) return unreachable(errno, progress);
  if (errno.startsWith("HPE_")) {
    return lost(progress, "protocol-error", `${progress.host} did not answer in HTTP`);
  }
  return lost(progress, "connection-reset", `connection to ${progress.host} reset after ${amount(progress)}`);
}

/** The deadline of the whole exchange has passed. */
export function deadlineFailure(timeout: number, progress: Progress): ProviderError {
  if (!progress.sent) return connectTimeout(timeout, progress);
  const seconds = formatSeconds(timeout);
  const message =
    progress.received === 0
      ? `no answer from ${progress.host} in ${seconds}`
      : `answer from ${progress.host} not complete after ${seconds} (${amount(progress)})`;
  return lost(progress, "timeout", message);
}

/** Before anything of this request was sent. `timeout` in milliseconds. */
export function connectTimeout(timeout: number, progress: Progress): ProviderError {
  const message = `cannot reach ${progress.host}: no connection in ${formatSeconds(timeout)}`;
  return new ProviderError(message, { kind: "unreachable", code: "connect-timeout", billed: unsent(progress.purpose) });
}

/** By the second Ctrl-C. A paid call that was on its way may have been billed. */
export function aborted(progress: Pick<Progress, "purpose" | "host" | "sent">): ProviderError {
  const billed = progress.purpose === "post" && progress.sent ? "maybe" : unsent(progress.purpose);
  return new ProviderError(`request to ${progress.host} abandoned`, { kind: "aborted", code: "aborted", billed });
}

/** Over the cap, or in an encoding nobody asked for: the same call would bring the same again. */
export function unusableAnswer(code: string, message: string, purpose: Purpose): ProviderError {
  return new ProviderError(message, { kind: "unusable", code, billed: purpose === "get" ? "no" : "yes" });
}

/** The rest was not read, so that no server can fill memory or disk. */
export function tooLarge(maxBytes: number, purpose: Purpose): ProviderError {
  return unusableAnswer("answer-too-large", `answer larger than ${formatBytes(maxBytes)}`, purpose);
}

/** The body came whole and cannot be unpacked. */
export function damagedAnswer(code: string, message: string, progress: Progress): ProviderError {
  return lost(progress, code, message);
}

/** A result URL that must not be fetched. `reason` follows "refused to fetch HOST: ". */
export function forbiddenUrl(where: string, reason: string): ProviderError {
  return new ProviderError(`refused to fetch ${where}: ${reason}`, {
    kind: "unusable",
    code: "forbidden-url",
    billed: "yes",
  });
}

function unreachable(errno: string, progress: Progress): ProviderError {
  const [code, reason] = reasonOf(errno, progress);
  const message = `cannot reach ${progress.host}: ${reason}`;
  return new ProviderError(message, { kind: "unreachable", code, billed: unsent(progress.purpose) });
}

function reasonOf(errno: string, progress: Progress): readonly [code: string, reason: string] {
  const known = CONNECT_FAILURES.get(errno);
  if (known !== undefined) return known;
  if (errno.startsWith("EAI_")) return ["dns-failure", "the name cannot be looked up"];
  if (progress.connected && progress.tls) return ["tls-failure", `TLS failed${errno === "" ? "" : ` (${errno})`}`];
  return ["connect-failed", errno === "" ? "the connection failed" : errno];
}

const CONNECT_FAILURES = new Map<string, readonly [code: string, reason: string]>([
  ["ECONNREFUSED", ["connect-refused", "connection refused"]],
  ["ENOTFOUND", ["dns-failure", "no such host"]],
  ["EAI_AGAIN", ["dns-failure", "the name cannot be looked up now"]],
  ["ETIMEDOUT", ["connect-timeout", "the connection timed out"]],
  ["EHOSTUNREACH", ["network-unreachable", "no route to it"]],
  ["ENETUNREACH", ["network-unreachable", "no network"]],
  ["ENETDOWN", ["network-unreachable", "no network"]],
  ["EADDRNOTAVAIL", ["network-unreachable", "no local address left"]],
  ["EMFILE", ["connect-failed", "too many open files"]],
  // Only http is checked on the way to the API: it must stay on this machine.
  [ADDRESS_REFUSED, ["address-refused", "http: is for this machine only, and the name leads elsewhere"]],
]);

/** Sent, and no whole answer. Only a POST leaves a doubt about money; everything else may simply be asked again. */
function lost(progress: Progress, code: string, message: string): ProviderError {
  const kind: FailureKind = progress.purpose === "post" ? "ambiguous" : "server";
  return new ProviderError(message, {
    kind,
    code,
    billed: progress.purpose === "post" ? "maybe" : unsent(progress.purpose),
  });
}

function unsent(purpose: Purpose): "no" | "yes" {
  return purpose === "download" ? "yes" : "no";
}

function errorCode(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}

function amount({ received, expected }: Progress): string {
  return expected === undefined ? `${received} bytes` : `${received} of ${expected} bytes`;
}

function formatSeconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Math.round(milliseconds / 1000)} s`;
}

function formatBytes(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${bytes} bytes`;
}
