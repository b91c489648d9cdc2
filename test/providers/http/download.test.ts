import { afterEach, describe, expect, test } from "vitest";
import { createHttp } from "../../../src/providers/http.ts";
import { failureOf } from "../../support/provider-calls.ts";
import { serve, server } from "../../support/served.ts";

/** Every name is this machine: what an attacker's name server would answer. */
const rebinding = createHttp({
  userAgent: "imagegen-test/1",
  lookup: (_name, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]),
});
const http = createHttp({ userAgent: "imagegen-test/1" });

serve({ bodies: "nothing" });

afterEach(() => {
  http.close();
  rebinding.close();
});

function download(url: string, client = http) {
  return client.download({
    url,
    apiOrigin: server.origin,
    signal: new AbortController().signal,
    timeout: 5_000,
    maxBytes: 1024 * 1024,
  });
}

const privatePort = () => new URL(server.privateOrigin).port;

test.each([
  ["another port of this machine", () => server.privateOrigin, "127.0.0.1:PORT: only https: is fetched, not http:"],
  ["loopback by https", () => `https://127.0.0.1:${privatePort()}/`, "127.0.0.1:PORT: 127.0.0.1 is a private address"],
  ["decimal", () => `https://2130706433:${privatePort()}/`, "127.0.0.1:PORT: 127.0.0.1 is a private address"],
  ["octal", () => `https://0177.0.0.1:${privatePort()}/`, "127.0.0.1:PORT: 127.0.0.1 is a private address"],
  ["hexadecimal", () => `https://0x7f000001:${privatePort()}/`, "127.0.0.1:PORT: 127.0.0.1 is a private address"],
  [
    "mapped",
    () => `https://[::ffff:127.0.0.1]:${privatePort()}/`,
    "[::ffff:7f00:1]:PORT: ::ffff:7f00:1 is a private address",
  ],
  ["unspecified", () => `https://0.0.0.0:${privatePort()}/`, "0.0.0.0:PORT: 0.0.0.0 is a private address"],
  [
    "cloud metadata",
    () => "https://169.254.169.254/latest/meta-data",
    "169.254.169.254: 169.254.169.254 is a private address",
  ],
  ["carrier-grade NAT", () => "https://100.64.1.1/", "100.64.1.1: 100.64.1.1 is a private address"],
  ["unique local", () => "https://[fd00::1]/", "[fd00::1]: fd00::1 is a private address"],
  ["file", () => "file:///etc/hostname", "a file: URL: only https: is fetched, not file:"],
  ["data", () => "data:image/png;base64,AAAA", "a data: URL: only https: is fetched, not data:"],
  ["ftp", () => "ftp://ftp.example/a.png", "ftp.example: only https: is fetched, not ftp:"],
  ["javascript", () => "javascript:alert(1)", "a javascript: URL: only https: is fetched, not javascript:"],
  ["no URL", () => "not a url", "the result: it is not a URL"],
])("refuses %s", async (_name, url, expected) => {
  const failure = await failureOf(download(url()));
  expect(failure).toMatchObject({ kind: "unusable", code: "forbidden-url", billed: "yes" });
  expect(failure.message).toBe(`refused to fetch ${expected.replace("PORT", privatePort())}`);
  expect(server.privateHits()).toBe(0);
});

test("refuses a public name that leads to a private address, at connect time", async () => {
  const failure = await failureOf(download(`https://cdn.example:${privatePort()}/a.png?signature=1`, rebinding));
  expect(failure).toMatchObject({ kind: "unusable", code: "forbidden-url", billed: "yes" });
  expect(failure.message).toBe(`refused to fetch cdn.example:${privatePort()}: it leads to a private address`);
  expect(server.privateHits()).toBe(0);
});

describe("the API's own origin", () => {
  test("may be http and loopback; the key does not go along", async () => {
    const url = await resultUrl("url");
    const answer = await download(url);
    expect(answer.status).toBe(200);
    expect(Buffer.from(answer.body).toString("latin1", 1, 4)).toBe("PNG");
    expect(server.downloads()).toBe(1);
    expect(server.authOnDownload()).toBe(0);
  });

  test("may redirect within itself, up to three times", async () => {
    expect((await download(await resultUrl("url-redirected"))).status).toBe(200);
    expect(server.downloads()).toBe(2);
    const failure = await failureOf(download(await resultUrl("url-redirect-loop")));
    expect(failure).toMatchObject({ kind: "unusable", code: "too-many-redirects", billed: "yes" });
  });

  test.each(["url-redirect-private", "url-redirect-file"] as const)("does not lead elsewhere: %s", async (mode) => {
    const failure = await failureOf(download(await resultUrl(mode)));
    expect(failure).toMatchObject({ kind: "unusable", code: "forbidden-url" });
    expect(server.downloads()).toBeGreaterThan(0);
    expect(server.privateHits()).toBe(0);
  });

  test("a reset is worth another try, and no doubt about money", async () => {
    const url = await resultUrl("url-reset");
    expect(await failureOf(download(url))).toMatchObject({ kind: "server", code: "connection-reset", billed: "yes" });
    expect((await download(url)).status).toBe(200);
  });

  test("hands over a status that is no success", async () => {
    expect((await download(await resultUrl("url-gone"))).status).toBe(404);
  });
});

/** Has the server publish a result, and says where. */
async function resultUrl(
  mode:
    | "url"
    | "url-redirected"
    | "url-redirect-loop"
    | "url-redirect-private"
    | "url-redirect-file"
    | "url-reset"
    | "url-gone",
) {
  server.setMode(mode);
  const answer = await http.post({
    url: `${server.url}/images/generations`,
    headers: {},
    body: '{"width":8,"height":8}',
    signal: new AbortController().signal,
    timeout: 5_000,
    maxBytes: 100_000,
  });
  const { data } = JSON.parse(Buffer.from(answer.body).toString()) as { data: { url: string }[] };
  return data[0]?.url ?? "";
}
