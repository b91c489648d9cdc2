import type { Failure } from "../core/event.ts";
import { EXIT, type ExitCode } from "../core/exit.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { Call } from "./call.ts";
import type { Halt } from "./context.ts";

/** What was sent for an asset, and how much of that may have been billed. */
export interface Counts {
  readonly calls: number;
  readonly billed: number;
}

/** What fails before or after any call. */
export function failureOf(code: string, message: string, exit: ExitCode, hint?: string): Failure {
  return { code, message, ...(hint !== undefined && { hint }), exit, calls: 0, billed: 0 };
}

/** A full disk, a folder that cannot be written. */
export function machineFailure(error: Halt): Failure {
  return failureOf(error.code, error.message, error.exit);
}

/** A ticket that can no longer be redeemed: the money is gone, and only a new call would bring a picture. */
export function goneFailure({ message }: ProviderError, counts: Counts): Failure {
  const hint = "run again to ask (and pay) for it anew";
  return {
    code: "ticket-dead",
    message: `${message}; it is gone from the provider's server`,
    hint,
    exit: EXIT.failed,
    ...counts,
  };
}

/** It was paid for and may never come; of a dead end it is known. */
export function withWayOut(failure: Failure, { asset }: Call, isDeadEnd: boolean): Failure {
  const anew = `imagegen build --replace ${asset} asks (and pays) anew`;
  const way = isDeadEnd ? anew : `run again to fetch it; should it never come, ${anew}`;
  return { ...failure, hint: failure.hint === undefined ? way : `${failure.hint}; ${way}` };
}

/** How a call fails whose provider says so, or whose answer cannot be used. */
export function callFailure(error: ProviderError, message: string, counts: Counts): Failure {
  const account = error.kind === "unauthorized" || error.kind === "no-credit";
  return {
    // One outcome, whichever checker it was.
    code: error.kind === "refused" ? "refused" : error.code,
    message,
    ...(error.hint !== undefined && { hint: error.hint }),
    exit: account ? EXIT.provider : EXIT.failed,
    ...counts,
    ...(error.parameter !== undefined && { field: error.parameter }),
  };
}
