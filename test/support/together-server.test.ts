import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createHttp } from "../../src/providers/http.ts";
import { startTogetherServer, type Mode, type TogetherServer } from "./together-server.ts";

const http = createHttp({ userAgent: "imagegen-test/1" });
let server: TogetherServer;

beforeEach(async () => {
  server = await startTogetherServer();
});

afterEach(async () => {
  http.close();
  await server.close();
});

async function picture(mode: Mode, body: object = {}): Promise<Buffer> {
  server.setMode(mode);
  const answer = await http.post({
    url: `${server.url}/images/generations`,
    headers: {},
    body: JSON.stringify({
      prompt: "A fox",
      width: 64,
      height: 48,
      output_format: "png",
      response_format: "base64",
      ...body,
    }),
    signal: new AbortController().signal,
    timeout: 10_000,
    maxBytes: 10_000_000,
  });
  const { data } = JSON.parse(Buffer.from(answer.body).toString()) as { data: { b64_json: string }[] };
  return Buffer.from(data[0]?.b64_json ?? "", "base64");
}

const decode = (bytes: Buffer) => sharp(bytes, { failOn: "warning" }).raw().toBuffer({ resolveWithObject: true });

test.each([
  ["png", "png"],
  ["jpeg", "jpeg"],
  [undefined, "jpeg"],
])("output_format %s gives a %s of the size asked for", async (output_format, format) => {
  const bytes = await picture("ok", { output_format });
  expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 64, height: 48 });
  expect((await decode(bytes)).info).toMatchObject({ width: 64, height: 48 });
});

test("the same request gives the same picture, another seed or prompt another one, none is blank", async () => {
  const pictures = [
    await picture("ok"),
    await picture("ok"),
    await picture("ok", { seed: 2 }),
    await picture("ok", { prompt: "A hare" }),
  ];
  expect(pictures[0]).toEqual(pictures[1]);
  expect(new Set(pictures.map((bytes) => bytes.toString("hex"))).size).toBe(3);
  for (const bytes of pictures) expect((await sharp(bytes).stats()).entropy).toBeGreaterThan(1);
});

test.each(["truncated-image", "damaged-image"] as const)("%s has a good header and no good pixels", async (mode) => {
  const bytes = await picture(mode);
  expect(await sharp(bytes).metadata()).toMatchObject({ width: 64, height: 48 });
  await expect(decode(bytes)).rejects.toThrow();
});

test("the other bad pictures are what they say", async () => {
  expect(await sharp(await picture("wrong-size")).metadata()).toMatchObject({ width: 32, height: 24 });
  expect(await sharp(await picture("other-format")).metadata()).toMatchObject({ format: "webp" });
  expect(await sharp(await picture("animated-gif"), { animated: true }).metadata()).toMatchObject({
    format: "gif",
    pages: 2,
  });
  expect((await picture("svg")).toString()).toMatch(/^<svg/);
  expect(await sharp(await picture("huge-png"), { limitInputPixels: false }).metadata()).toMatchObject({
    width: 50_000,
    height: 50_000,
  });
  expect((await sharp(await picture("blank")).stats()).entropy).toBe(0);
});

test("counts what is in flight, takes modes from the queue first, and chooses by request", async () => {
  const quiet = await startTogetherServer({
    queue: ["hold", "hold"],
    mode: "no-credit",
    pictures: "png",
    headers: { "x-ratelimit-limit": "5" },
  });
  const post = (prompt: string) =>
    http.post({
      url: `${quiet.url}/images/generations`,
      headers: {},
      body: JSON.stringify({ prompt, width: 8, height: 8, response_format: "base64" }),
      signal: new AbortController().signal,
      timeout: 10_000,
      maxBytes: 100_000,
    });
  const both = Promise.all([post("a"), post("b")]);
  await quiet.arrived(2);
  quiet.release();
  expect((await both).map(({ status, headers }) => [status, headers["x-ratelimit-limit"]])).toEqual([
    [200, "5"],
    [200, "5"],
  ]);
  expect(quiet.maxInFlight()).toBe(2);
  expect((await post("c")).status).toBe(402);
  quiet.setMode({ choose: ({ body }) => (body["prompt"] === "d" ? "unauthorized" : "ok") });
  expect([(await post("d")).status, (await post("e")).status]).toEqual([401, 200]);
  expect(quiet.calls()).toBe(5);
  await quiet.close();
});
