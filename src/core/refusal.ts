import type { ProviderError } from "./provider-error.ts";

/**
 * Why the same request is not sent again in vain: what a safety checker or a content policy said, or what is wrong with
 * the picture that came.
 */
export interface Refusal {
  /** ISO 8601, UTC: for people. */
  readonly at: string;
  /** `safety`, `content-policy`; `image-blank` and the like for a picture that came and cannot be used. */
  readonly code: string;
  /** The provider's words, cleaned, or ours of the picture. */
  readonly message: string;
}

const USELESS = "image-";

/** Codes of links that this program follows in no run, for where they lead or for what lies there. */
const DEAD_ENDS: ReadonlySet<string> = new Set([
  "forbidden-url",
  "too-many-redirects",
  "answer-too-large",
  "encoding-unsupported",
]);

/** The code of a failure, for what is wrong with a picture: `blank` becomes `image-blank`. Stable; it is in the ledger. */
export function pictureFailureCode(problem: string): string {
  return `${USELESS}${problem}`;
}

/** Did something come that cannot be used, rather than a refusal to make it? It was paid for. */
export function isUselessAnswer({ code }: Pick<Refusal, "code">): boolean {
  return code.startsWith(USELESS) || DEAD_ENDS.has(code);
}

/** The same request would come to the same, and be paid for again: until it changes, only who insists asks again. */
export function isInVain({ kind, code, ticket }: Pick<ProviderError, "kind" | "code" | "ticket">): boolean {
  return kind === "refused" || ticket === "dead-end" || (kind === "unusable" && code.startsWith(USELESS));
}
