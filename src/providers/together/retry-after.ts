/**
 * Milliseconds that the server asks to wait, from `retry-after-ms`, else `retry-after` in seconds or as an HTTP date
 * (RFC 9110, 10.2.3). Zero, the past and anything unreadable are undefined: then the usual back-off applies. The size
 * is not judged here.
 */
export function parseRetryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const exact = positive(headers["retry-after-ms"]);
  if (exact !== undefined) return exact;
  const text = headers["retry-after"]?.trim();
  const seconds = positive(text);
  if (seconds !== undefined) return seconds * 1000;
  // Strictly: `Date.parse` reads "garbage 1" as a day in 2001.
  if (text === undefined || !HTTP_DATE.test(text)) return undefined;
  // Against the server's own clock, where it says it: ours may be a year off.
  const serverNow = Date.parse(headers["date"] ?? "");
  const wait = Date.parse(text) - (Number.isNaN(serverNow) ? now : serverNow);
  return wait > 0 ? wait : undefined;
}

function positive(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,9}(\.\d{1,6})?$/.test(text.trim())) return undefined;
  const value = Number(text);
  return value > 0 ? value : undefined;
}

const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
