import type { Sha256 } from "../core/digest.ts";

/** A request and whom it went to: what one host refuses another may draw, and what one drew another never saw. */
export type CallIdentity = string & { readonly _identity: "call" };

/** @param request.host the API origin; empty or absent for a provider on this machine */
export function callIdentity({ key, host = "" }: { readonly key: Sha256; readonly host?: string }): CallIdentity {
  return `${key} ${host}` as CallIdentity;
}

/** The request's key, without the host that `callIdentity` put beside it. */
export function requestIn(identity: CallIdentity): Sha256 {
  return identity.slice(0, identity.indexOf(" "));
}
