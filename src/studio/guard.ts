import { timingSafeEqual } from "node:crypto";

/** What is known of a request before its body is read. */
export interface Asked {
  readonly method: string;
  /** As it came, not normalised. */
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly contentType: string | undefined;
  /** `Sec-Fetch-Site`: what the browser says of who asks. */
  readonly site: string | undefined;
}

export interface Door {
  readonly port: number;
  /** Hexadecimal; the first part of every path. */
  readonly token: string;
}

/** What is behind the token, or why there is no way in. */
export type Admission = { readonly rest: string } | { readonly status: 403 | 404 | 405 | 415; readonly reason: string };

/**
 * Who may come in (T15, T17): only a browser that calls this machine by a name of its own, on a page of ours, with the
 * token that stands in the address which was printed. Whatever changes or pays is a POST of JSON, which no form and no
 * image of another site can send. Pure.
 */
export function admit(asked: Asked, door: Door): Admission {
  const hosts = [`127.0.0.1:${door.port}`, `localhost:${door.port}`, `[::1]:${door.port}`];
  if (asked.host === undefined || !hosts.includes(asked.host)) return { status: 403, reason: "not asked by this name" };
  if (asked.origin !== undefined && !hosts.some((host) => asked.origin === `http://${host}`))
    return { status: 403, reason: "not asked by a page of ours" };
  if (asked.site === "cross-site" || asked.site === "same-site")
    return { status: 403, reason: "not asked by a page of ours" };
  const [, token = "", rest] = /^\/([^/]*)\/(.*)$/s.exec(asked.path) ?? [];
  if (rest === undefined || !isSame(token, door.token))
    return { status: 403, reason: "the address lacks its token: use the one that was printed" };
  if (asked.method === "GET" || asked.method === "HEAD") return { rest };
  if (asked.method !== "POST") return { status: 405, reason: "GET, HEAD and POST are understood" };
  if (!/^application\/json\s*(;|$)/i.test(asked.contentType ?? "")) return { status: 415, reason: "not JSON" };
  return { rest };
}

function isSame(left: string, right: string): boolean {
  const [ours, theirs] = [Buffer.from(left), Buffer.from(right)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
