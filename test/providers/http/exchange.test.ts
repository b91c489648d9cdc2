import { createServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HttpPost } from "../../../src/core/http.ts";
import { createHttp } from "../../../src/providers/http.ts";
import { failureOf } from "../../support/provider-calls.ts";
import { serve, server } from "../../support/served.ts";
import { startTogetherServer, type Mode } from "../../support/together-server.ts";

const http = createHttp({ userAgent: "imagegen-test/1", connectTimeout: 2_000 });

// Bytes on the way, whatever they say.
serve({ bodies: "nothing" });

afterEach(() => http.close());

function post(mode: Mode, overrides: Partial<HttpPost> = {}) {
  server.setMode(mode);
  return http.post({
    url: `${server.url}/images/generations`,
    headers: { authorization: "Bearer k", "content-type": "application/json" },
    body: '{"prompt":"a","width":8,"height":8,"response_format":"base64"}',
    signal: new AbortController().signal,
    timeout: 10_000,
    maxBytes: 1024 * 1024,
    ...overrides,
  });
}

test("sends the body, the headers, a user agent, and asks for no compression", async () => {
  const answer = await post("ok");
  expect(answer.status).toBe(200);
  expect(answer.headers["x-request-id"]).toBe("request-0");
  const [sent] = server.posts();
  expect(sent?.text).toBe('{"prompt":"a","width":8,"height":8,"response_format":"base64"}');
  expect(sent?.headers).toMatchObject({
    "user-agent": "imagegen-test/1",
    "accept-encoding": "identity",
    authorization: "Bearer k",
    "content-length": "62",
  });
});

test("keeps one connection for one request after the other, and leaves nothing behind on it", async () => {
  const warnings: string[] = [];
  const listen = (warning: Error) => warnings.push(warning.message);
  process.on("warning", listen);
  const { signal } = new AbortController();
  for (let call = 0; call < 24; call += 1) expect((await post("ok", { signal })).status).toBe(200);
  await Promise.all(Array.from({ length: 24 }, () => post("ok", { signal })));
  // Warnings are emitted on the next tick.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", listen);
  expect(warnings).toEqual([]);
  expect(server.calls()).toBe(48);
  expect(server.connections()).toBeLessThanOrEqual(24);
});

test("a body larger than a socket's buffer arrives whole", async () => {
  const body = JSON.stringify({ width: 8, height: 8, response_format: "base64", image_url: "x".repeat(3_000_000) });
  await post("ok", { body });
  expect(server.posts()[0]?.text.length).toBe(body.length);
});

describe("failures before anything was sent are not billed", () => {
  test("connection refused", async () => {
    const dead = await startTogetherServer();
    await dead.close();
    const failure = await failureOf(post("ok", { url: `${dead.url}/images/generations` }));
    expect(failure).toMatchObject({ kind: "unreachable", code: "connect-refused", billed: "no" });
    expect(failure.message).toBe(`cannot reach ${new URL(dead.url).host}: connection refused`);
  });

  test("no such host", async () => {
    const notFound = createHttp({
      userAgent: "t",
      lookup: (_name, _options, callback) => callback(Object.assign(new Error("no"), { code: "ENOTFOUND" }), "", 0),
    });
    const failure = await failureOf(notFound.post({ ...QUICK, url: "https://api.example/v1" }));
    expect(failure).toMatchObject({
      kind: "unreachable",
      code: "dns-failure",
      billed: "no",
      message: "cannot reach api.example: no such host",
    });
  });

  test("TLS to something that does not speak it", async () => {
    const raw = await rawServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const failure = await failureOf(http.post({ ...QUICK, url: `https://127.0.0.1:${raw.port}/` }));
    expect(failure).toMatchObject({ kind: "unreachable", code: "tls-failure", billed: "no" });
    raw.close();
  });

  test("TLS that never finishes", async () => {
    const raw = await rawServer(() => undefined);
    const impatient = createHttp({ userAgent: "t", connectTimeout: 200 });
    const failure = await failureOf(impatient.post({ ...QUICK, url: `https://127.0.0.1:${raw.port}/` }));
    expect(failure).toMatchObject({ kind: "unreachable", code: "connect-timeout", billed: "no" });
    expect(raw.connections()).toBe(1);
    raw.close();
  });

  test("cleartext to another machine is refused before it is tried", async () => {
    const failure = await failureOf(http.post({ ...QUICK, url: "http://192.0.2.1/v1" }));
    expect(failure).toMatchObject({ kind: "unreachable", code: "base-url-refused", billed: "no" });
  });

  test("a name that only pretends to be this machine", async () => {
    const fooled = createHttp({
      userAgent: "t",
      lookup: (_name, _options, callback) => callback(null, [{ address: "192.0.2.1", family: 4 }]),
    });
    const failure = await failureOf(fooled.post({ ...QUICK, url: "http://localhost:9/v1" }));
    expect(failure).toMatchObject({ kind: "unreachable", code: "address-refused", billed: "no" });
  });
});

describe("failures after sending leave a doubt about money", () => {
  test.each([
    ["reset-before", "connection-reset", /reset after 0 bytes$/],
    ["reset-mid-body", "connection-reset", /reset after 400 of 1000 bytes$/],
    ["close-mid-headers", "connection-reset", /reset after 0 bytes$/],
    ["not-http", "protocol-error", /did not answer in HTTP$/],
    ["gzip-damaged", "bad-encoding", /damaged$/],
  ] as const)("%s", async (mode, code, message) => {
    const failure = await failureOf(post(mode));
    expect(failure).toMatchObject({ kind: "ambiguous", code, billed: "maybe" });
    expect(failure.message).toMatch(message);
    expect(server.calls()).toBe(1);
  });

  test("a reused connection that is reset is not tried again: the request may have been read", async () => {
    await post("ok");
    const failure = await failureOf(post("reset-before"));
    expect(failure).toMatchObject({ kind: "ambiguous", code: "connection-reset", billed: "maybe" });
    expect(server.connections()).toBe(1);
    expect(server.calls()).toBe(2);
  });
});

describe("the deadline", () => {
  // The connection stands already, so that a busy machine cannot turn these into failures to connect.
  beforeEach(async () => {
    await post("ok");
  });

  test.each(["silent", "slow-loris"] as const)("covers the whole body: %s", async (mode) => {
    const failure = await failureOf(post(mode, { timeout: 200 }));
    expect(failure).toMatchObject({ kind: "ambiguous", code: "timeout", billed: "maybe" });
    await server.idle();
    expect(server.abandoned()).toBe(1);
  });

  test("says what was missing", async () => {
    expect((await failureOf(post("silent", { timeout: 200 }))).message).toBe(
      `no answer from ${new URL(server.url).host} in 200 ms`,
    );
    expect((await failureOf(post("slow-loris", { timeout: 200 }))).message).toMatch(
      /not complete after 200 ms \(\d+ of 1000000 bytes\)$/,
    );
  });
});

describe("the cap", () => {
  test.each(["endless", "declared-huge", "gzip-bomb"] as const)("holds for %s", async (mode) => {
    const failure = await failureOf(post(mode));
    expect(failure).toMatchObject({
      kind: "unusable",
      code: "answer-too-large",
      billed: "yes",
      message: "answer larger than 1 MiB",
    });
    await server.idle();
  });

  test("drops the connection", async () => {
    await failureOf(post("endless"));
    await server.idle();
    expect(server.abandoned()).toBe(1);
  });

  test("refuses a chain of encodings", async () => {
    expect(await failureOf(post("gzip-chain"))).toMatchObject({
      kind: "unusable",
      code: "encoding-unsupported",
      billed: "yes",
    });
  });

  test("unpacks gzip that nobody asked for", async () => {
    const answer = await post("gzip-good");
    expect(JSON.parse(Buffer.from(answer.body).toString())).toMatchObject({ id: "gz" });
  });

  test("does not hide an error's status behind its body", async () => {
    const answer = await post(({ response }) => {
      response.writeHead(500);
      response.end(Buffer.alloc(2 * 1024 * 1024, 0x41));
    });
    expect(answer.status).toBe(500);
    expect(answer.body.byteLength).toBeLessThanOrEqual(256 * 1024);
  });

  test("an error whose body breaks off is still that error", async () => {
    const answer = await post(({ response }) => {
      response.writeHead(503, { "content-length": "1000", "retry-after": "7" });
      response.write("busy", () => response.socket?.destroy());
    });
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "7" } });
  });
});

describe("redirects of a POST are answers", () => {
  test.each([
    ["redirect-307", 307],
    ["redirect-302", 302],
  ] as const)("%s", async (mode, status) => {
    expect((await post(mode)).status).toBe(status);
    expect(server.privateHits()).toBe(0);
    expect(server.authOnPrivate()).toBe(0);
  });
});

describe("aborting", () => {
  test("before it starts costs nothing and opens nothing", async () => {
    const failure = await failureOf(post("ok", { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ kind: "aborted", billed: "no" });
    expect(server.calls()).toBe(0);
  });

  test("while the answer is awaited may have cost", async () => {
    const stop = new AbortController();
    const failing = failureOf(post("silent", { signal: stop.signal }));
    await server.arrived(1);
    stop.abort();
    expect(await failing).toMatchObject({ kind: "aborted", code: "aborted", billed: "maybe" });
    await server.idle();
    expect(server.abandoned()).toBe(1);
  });
});

const QUICK: HttpPost = {
  url: "",
  headers: {},
  body: "{}",
  signal: new AbortController().signal,
  timeout: 2_000,
  maxBytes: 1000,
};

/** A server below HTTP. */
async function rawServer(
  onConnection: (socket: Socket) => void,
): Promise<{ port: number; connections(): number; close(): void }> {
  const sockets: Socket[] = [];
  const raw = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
  return {
    port: (raw.address() as AddressInfo).port,
    connections: () => sockets.length,
    close() {
      for (const socket of sockets) socket.destroy();
      raw.close();
    },
  };
}
