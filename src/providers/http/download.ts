import { isPublicAddress, literalAddress } from "../../core/address.ts";
import type { HttpAnswer, HttpDownload } from "../../core/http.ts";
import { parseUrl } from "./base-url.ts";
import { deadlineFailure, forbiddenUrl, unusableAnswer } from "./failure.ts";

/** One GET of one hop; `guarded` means that the socket checks the address it connects to. */
export type Hop = (url: URL, rules: { readonly guarded: boolean; readonly timeout: number }) => Promise<HttpAnswer>;

/**
 * Fetches a result. The URL comes from the answer of an API, so it is checked as if an attacker had written it: https
 * (or the API's own origin, whatever that is), a public address, and all of it again after every redirect. The
 * deadline covers all hops. An answer that is no redirect is returned, whatever its status.
 */
export async function followDownload(request: HttpDownload, hop: Hop): Promise<HttpAnswer> {
  const started = performance.now();
  let url = parseUrl(request.url);
  if (url === undefined) throw forbiddenUrl("the result", "it is not a URL");
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const own = url.origin === request.apiOrigin && url.origin !== "null";
    const problem = own ? undefined : checkResultUrl(url);
    if (problem !== undefined) throw forbiddenUrl(describeUrl(url), problem);
    const timeout = request.timeout - (performance.now() - started);
    if (timeout <= 0)
      throw deadlineFailure(request.timeout, { ...NOTHING_YET, host: url.host, tls: url.protocol === "https:" });
    const answer = await hop(url, { guarded: !own, timeout });
    const location = REDIRECTS.has(answer.status) ? answer.headers["location"] : undefined;
    if (location === undefined) return answer;
    const next = parseUrl(location, url);
    if (next === undefined) throw forbiddenUrl(describeUrl(url), "it redirects to something that is not a URL");
    url = next;
  }
  throw unusableAnswer("too-many-redirects", `${describeUrl(url)}: more than ${MAX_REDIRECTS} redirects`, "download");
}

const MAX_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const NOTHING_YET = { purpose: "download", connected: true, sent: true, received: 0, expected: undefined } as const;

/** The scheme is judged before anything is opened: other clients read `file:` and `data:` URLs happily. */
function checkResultUrl(url: URL): string | undefined {
  if (url.protocol !== "https:") return `only https: is fetched, not ${url.protocol}`;
  const address = literalAddress(url.hostname);
  if (address !== undefined && !isPublicAddress(address)) return `${address} is a private address`;
  return undefined;
}

/** Without path and query: a signed query is as good as a password while it lives. */
function describeUrl(url: URL): string {
  return url.host === "" ? `a ${url.protocol} URL` : url.host;
}
