import { isLoopbackHost } from "../../core/address.ts";

/**
 * What is wrong with an API's base URL, in words that follow the variable's name; undefined when it may be used.
 * The key is sent there, so cleartext is for this machine only.
 */
export function checkBaseUrl(url: string): string | undefined {
  const parsed = parseUrl(url.trim());
  if (parsed === undefined) return "is not a URL";
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:")
    return `must start with https://, not ${parsed.protocol}`;
  if (parsed.username !== "" || parsed.password !== "") return "must not hold a user name or a password";
  if (parsed.search !== "" || parsed.hash !== "") return "must not hold a query or a fragment";
  if (parsed.protocol === "http:" && !isLoopbackHost(parsed))
    return `must use https:// (${parsed.host} is not this machine)`;
  return undefined;
}

/** Undefined instead of a TypeError, whose message would repeat the URL with whatever it holds. */
export function parseUrl(text: string, base?: URL): URL | undefined {
  return URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}
