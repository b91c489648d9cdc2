import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import type { ProviderError } from "../../../src/core/provider-error.ts";
import { createHttp } from "../../../src/providers/http.ts";
import { TOGETHER } from "../../../src/providers/together.ts";
import { TEST_KEY, callContext, failureOf } from "../../support/provider-calls.ts";
import { serve, server } from "../../support/served.ts";
import { rateLimited, startTogetherServer, type Mode } from "../../support/together-server.ts";

const http = createHttp({ userAgent: "imagegen-test/1" });

serve();

afterEach(() => http.close());

function call(mode: Mode, body: JsonObject = {}, overrides: Parameters<typeof callContext>[2] = {}) {
  server.setMode(mode);
  const context = callContext(http, server.url, overrides);
  const whole = {
    model: "black-forest-labs/FLUX.1-schnell",
    prompt: "A fox",
    width: 16,
    height: 8,
    response_format: "base64",
    ...body,
  };
  const answer = TOGETHER.call(
    { provider: "together", epoch: 1, endpoint: "images/generations", body: whole },
    context,
  );
  return Object.assign(answer, { tickets: context.tickets });
}

const isPng = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("latin1", 1, 4) === "PNG";

describe("the request", () => {
  test("goes to the endpoint under the base URL, with the key, word for word", async () => {
    const body = { model: "m", prompt: "Ein Füchslein 🦊", seed: 7, width: 16, height: 8, response_format: "base64" };
    await call("ok", body);
    const [post] = server.posts();
    expect(post?.path).toBe("/v1/images/generations");
    expect(post?.body).toEqual(body);
    expect(post?.headers).toMatchObject({
      authorization: `Bearer ${TEST_KEY}`,
      "content-type": "application/json",
      "user-agent": "imagegen-test/1",
    });
  });

  test("holds the bytes of content references as data URIs", async () => {
    const reference = { $content: "a".repeat(64), $transform: "inline-1" };
    const asked: unknown[] = [];
    await call(
      "ok",
      { model: "x/new", image_url: reference, frame_images: [{ input_image: reference, frame: "first" }] },
      {
        content: (wanted) => {
          asked.push(wanted);
          return Promise.resolve({ bytes: new Uint8Array([1, 2, 3]), mediaType: "image/png" });
        },
      },
    );
    expect(asked).toEqual([reference, reference]);
    expect(server.posts()[0]?.body).toMatchObject({
      image_url: "data:image/png;base64,AQID",
      frame_images: [{ input_image: "data:image/png;base64,AQID", frame: "first" }],
    });
  });

  test.each(["", "two words", "line\nbreak", '"quoted"'])("is not made with a key like %j", async (key) => {
    const failure = await failureOf(call("ok", {}, { key }));
    expect(failure).toMatchObject({ kind: "unauthorized", code: "key-malformed", billed: "no" });
    expect(server.calls()).toBe(0);
  });
});

describe("answers", () => {
  test("one picture, inline", async () => {
    const answer = await call("ok");
    expect(answer.images.map(({ index }) => index)).toEqual([0]);
    expect(isPng(answer.images[0]?.bytes)).toBe(true);
    expect(answer).toMatchObject({ model: "black-forest-labs/FLUX.1-schnell", requestId: "request-0", warnings: [] });
  });

  test.each<[Mode, number[], number]>([
    ["ok", [0, 1, 2], 0],
    ["fewer", [0, 1], 0],
    ["more", [0, 1, 2, 3], 0],
    ["reversed", [0, 1, 2], 0],
    ["duplicate", [0, 1, 2], 3],
    ["no-index", [0, 1, 2], 0],
    ["one-bad-base64", [0, 1], 1],
  ])("%s of three: by index, what is good is kept", async (mode, indexes, warnings) => {
    const answer = await call(mode, { n: 3 });
    expect(answer.images.map(({ index }) => index)).toEqual(indexes);
    expect(answer.warnings).toHaveLength(warnings);
    const expected = await call("ok", { n: 4 });
    for (const { index, bytes } of answer.images) expect(bytes).toEqual(expected.images[index]?.bytes);
  });

  test("another model in the answer is handed on", async () => {
    expect((await call("other-model")).model).toBe("black-forest-labs/FLUX.1.1-pro");
  });

  test("whatever the bytes are, they are handed on: judging them is not the provider's", async () => {
    for (const mode of ["truncated-image", "wrong-size", "animated-gif", "svg", "huge-png", "blank", "text"] as const) {
      expect((await call(mode)).images).toHaveLength(1);
    }
  });
});

describe("results behind URLs", () => {
  const urls = { response_format: "url" };

  test("are journalled before they are fetched, without the key", async () => {
    let downloadsBefore: number | undefined;
    const answer = await call("ok", urls, {
      paid: (ticket) => {
        downloadsBefore = server.downloads();
        expect(ticket).toMatchObject({ kind: "urls", urls: [{ index: 0 }] });
        return Promise.resolve();
      },
    });
    expect(downloadsBefore).toBe(0);
    expect(isPng(answer.images[0]?.bytes)).toBe(true);
    expect(server.downloads()).toBe(1);
    expect(server.authOnDownload()).toBe(0);
  });

  test("come beside inline ones", async () => {
    expect((await call("mixed")).images.map(({ index }) => index)).toEqual([0, 1]);
    const partly = await call("mixed-url-gone");
    expect(partly.images.map(({ index }) => index)).toEqual([0]);
    expect(partly.warnings).toEqual([expect.stringContaining("HTTP 404")]);
  });

  test("that fail for a while are fetched by the ticket, without paying", async () => {
    const calling = call("url-flaky");
    expect(await failureOf(calling)).toMatchObject({ kind: "rate-limited", code: "download-http-503", billed: "yes" });
    const [ticket] = calling.tickets;
    if (ticket === undefined || TOGETHER.resume === undefined) throw new Error("nothing to resume");
    const again = callContext(http, server.url);
    expect(await failureOf(TOGETHER.resume(ticket, again))).toMatchObject({
      kind: "server",
      code: "download-http-502",
      billed: "yes",
    });
    const answer = await TOGETHER.resume(ticket, again);
    expect(isPng(answer.images[0]?.bytes)).toBe(true);
    expect(server.calls()).toBe(1);
    expect(server.downloads()).toBe(3);
  });

  test.each<[Mode, string, string]>([
    ["url-down", "server", "download-http-500"],
    ["url-reset", "server", "connection-reset"],
    ["url-gone", "unusable", "download-http-404"],
    ["url-forbidden", "unusable", "download-http-403"],
    ["url-private", "unusable", "forbidden-url"],
    ["url-file", "unusable", "forbidden-url"],
    ["url-data", "unusable", "forbidden-url"],
    ["url-ftp", "unusable", "forbidden-url"],
    ["url-redirect-private", "unusable", "forbidden-url"],
    ["url-redirect-file", "unusable", "forbidden-url"],
    ["url-redirect-loop", "unusable", "too-many-redirects"],
  ])("%s: %s, %s, and it was paid for", async (mode, kind, code) => {
    const calling = call(mode);
    const failure = await failureOf(calling);
    expect(failure).toMatchObject({ kind, code, billed: "yes" });
    expect(failure.message).toMatch(/^the image was paid for but could not be fetched: /);
    expect(failure.message).not.toContain("signature");
    expect(calling.tickets).toHaveLength(1);
    expect(server.calls()).toBe(1);
    expect(server.privateHits()).toBe(0);
  });

  test("one of two gone for good: the other is kept and the loss said", async () => {
    const answer = await call("one-url-gone", { n: 2 });
    expect(answer.images.map(({ index }) => index)).toEqual([0]);
    expect(answer.warnings).toEqual([expect.stringContaining("HTTP 410")]);
  });
});

describe("faults", () => {
  test.each<[string, Mode, Partial<ProviderError>]>([
    ["F1", "rate-limited", { kind: "rate-limited", code: "http-429", billed: "no", status: 429, retryAfter: 1000 }],
    ["F2", rateLimited({ "retry-after": "garbage" }), { kind: "rate-limited", retryAfter: undefined }],
    ["F2", rateLimited({ "retry-after": "86400" }), { kind: "rate-limited", retryAfter: 86_400_000 }],
    ["F3", "rate-limited-silent", { kind: "rate-limited", code: "http-429", billed: "no", retryAfter: undefined }],
    ["F3", "overloaded", { kind: "rate-limited", code: "http-503", billed: "no" }],
    ["F3", "overloaded-529", { kind: "rate-limited", code: "http-529", billed: "no" }],
    ["F5", "server-error", { kind: "server", code: "http-500", billed: "no", requestId: "request-0" }],
    ["F5", "conflict", { kind: "server", code: "http-409", billed: "no" }],
    ["F6", "bad-gateway", { kind: "server", code: "http-502", billed: "no" }],
    ["F6", "gateway-timeout", { kind: "ambiguous", code: "http-504", billed: "maybe" }],
    ["F6", "cloudflare-timeout", { kind: "ambiguous", code: "http-524", billed: "maybe" }],
    ["F6", "request-timeout", { kind: "ambiguous", code: "http-408", billed: "maybe" }],
    ["F7", "reset-mid-body", { kind: "ambiguous", code: "connection-reset", billed: "maybe" }],
    ["F8", "reset-before", { kind: "ambiguous", code: "connection-reset", billed: "maybe" }],
    [
      "F12",
      "declared-huge",
      { kind: "unusable", code: "answer-too-large", billed: "yes", message: "answer larger than 64 MiB" },
    ],
    [
      "F12",
      "gzip-bomb",
      { kind: "unusable", code: "answer-too-large", billed: "yes", message: "answer larger than 64 MiB" },
    ],
    ["F13", "html-200", { kind: "unusable", code: "html-answer", billed: "yes" }],
    ["F14", "broken-json", { kind: "ambiguous", code: "broken-json", billed: "maybe" }],
    ["F14", "empty-body", { kind: "ambiguous", code: "broken-json", message: "the answer is empty" }],
    ["F14", "json-array", { kind: "ambiguous", code: "broken-json", billed: "maybe" }],
    ["F14", "empty-data", { kind: "ambiguous", code: "no-data", billed: "maybe" }],
    [
      "F14",
      "no-data",
      { kind: "ambiguous", code: "no-data", message: 'the answer holds no image; it begins: {"id":"nothing"}' },
    ],
    ["F17", "bad-base64", { kind: "ambiguous", code: "bad-base64", billed: "maybe" }],
    ["F17", "cut-base64", { kind: "ambiguous", code: "bad-base64", billed: "maybe" }],
    ["F21", "nsfw", { kind: "refused", code: "safety", billed: "no" }],
    ["F21", "nsfw-with-param", { kind: "refused", code: "safety", billed: "no" }],
    ["F21", "content-policy", { kind: "refused", code: "content-policy", billed: "no" }],
    ["F22", "unauthorized", { kind: "unauthorized", code: "http-401", billed: "no" }],
    ["F22", "forbidden", { kind: "unauthorized", code: "http-403", billed: "no" }],
    ["F22", "data-sharing-blocked", { kind: "unauthorized", code: "third-party-data-sharing", billed: "no" }],
    ["F23", "no-credit", { kind: "no-credit", code: "http-402", billed: "no" }],
    [
      "F24",
      "invalid-parameter",
      { kind: "invalid-request", code: "http-422", parameter: "guidance_scale", billed: "no" },
    ],
    ["F24", "steps-refused", { kind: "invalid-request", code: "http-400", parameter: "steps", billed: "no" }],
    ["F24", "not-found", { kind: "invalid-request", code: "model-unavailable", billed: "no" }],
    ["F24", "non-serverless", { kind: "invalid-request", code: "model-unavailable", billed: "no" }],
    ["F24", "too-large", { kind: "invalid-request", code: "http-413", billed: "no" }],
    ["T2", "redirect-307", { kind: "invalid-request", code: "redirect", billed: "no" }],
    ["T22", "gzip-chain", { kind: "unusable", code: "encoding-unsupported", billed: "yes" }],
  ])("%s %s", async (_fault, mode, expected) => {
    const failure = await failureOf(call(mode));
    expect(failure).toMatchObject(expected);
    expect(server.calls()).toBe(1);
    expect(server.privateHits()).toBe(0);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(TEST_KEY);
    expect(failure.message).not.toMatch(/<|\p{Cc}/u);
    expect(failure.message.length).toBeLessThanOrEqual(520);
  });

  test("F10, F11: the deadline closes the connection", async () => {
    // The connection stands already, so that a busy machine cannot turn this into a failure to connect.
    await call("ok");
    for (const mode of ["silent", "slow-loris"] as const) {
      expect(await failureOf(call(mode, {}, { timeout: 200 }))).toMatchObject({
        kind: "ambiguous",
        code: "timeout",
        billed: "maybe",
      });
    }
    await server.idle();
    expect(server.abandoned()).toBe(2);
  });

  test("F9: slow is fine", async () => {
    const calling = call("hold");
    await server.arrived(1);
    server.release();
    expect((await calling).images).toHaveLength(1);
  });

  test("F6: the page of a gateway is not dumped", async () => {
    expect((await failureOf(call("cloudflare-timeout"))).message).toBe(
      "HTTP 524: from a gateway, with a web page for a reason",
    );
  });

  test("F27: nobody there", async () => {
    const dead = await startTogetherServer();
    await dead.close();
    const failure = await failureOf(call("ok", {}, { baseUrl: dead.url }));
    expect(failure).toMatchObject({ kind: "unreachable", code: "connect-refused", billed: "no" });
  });

  test("T1: a key that the server echoes is taken out", async () => {
    const failure = await failureOf(call("unauthorized-echo"));
    expect(failure.message).toBe("HTTP 401: Invalid API key provided: Bearer [key]");
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain(TEST_KEY);
  });

  test("T13: a server's text is one clean line", async () => {
    const { message } = await failureOf(call("dirty-message"));
    expect(message).toMatch(/^HTTP 400: all assets up to date evil x+…$/);
  });
});
