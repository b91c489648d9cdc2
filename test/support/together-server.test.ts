import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { createHttp } from "../../src/providers/http.ts";
import { serve, server } from "./served.ts";
import { startTogetherServer, type Mode, type TogetherServerOptions } from "./together-server.ts";
import { publishedCheck } from "./together-server/published.ts";

const http = createHttp({ userAgent: "imagegen-test/1" });

serve({ pictures: "as-asked" });

afterEach(() => http.close());

function post(url: string, body: object, headers: Record<string, string> = { authorization: "Bearer key" }) {
  return http.post({
    url,
    headers,
    body: JSON.stringify(body),
    signal: new AbortController().signal,
    timeout: 10_000,
    maxBytes: 10_000_000,
  });
}

const FOX = {
  model: "black-forest-labs/FLUX.1-schnell",
  prompt: "A fox",
  width: 64,
  height: 48,
  output_format: "png",
  response_format: "base64",
};

async function answerTo(body: object, mode: Mode = "ok"): Promise<{ status: number; body: unknown }> {
  server.setMode(mode);
  const answer = await post(`${server.url}/images/generations`, body);
  return { status: answer.status, body: JSON.parse(Buffer.from(answer.body).toString()) as unknown };
}

async function picture(mode: Mode, body: object = {}): Promise<Buffer> {
  const { data } = (await answerTo({ ...FOX, ...body }, mode)).body as { data: { b64_json: string }[] };
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
  const ask = (prompt: string) => post(`${quiet.url}/images/generations`, { ...FOX, prompt, width: 8, height: 8 });
  const both = Promise.all([ask("a"), ask("b")]);
  await quiet.arrived(2);
  quiet.release();
  expect((await both).map(({ status, headers }) => [status, headers["x-ratelimit-limit"]])).toEqual([
    [200, "5"],
    [200, "5"],
  ]);
  expect(quiet.maxInFlight()).toBe(2);
  expect((await ask("c")).status).toBe(402);
  quiet.setMode({ choose: ({ body }) => (body["prompt"] === "d" ? "unauthorized" : "ok") });
  expect([(await ask("d")).status, (await ask("e")).status]).toEqual([401, 200]);
  expect(quiet.calls()).toBe(5);
  expect(quiet.delivered().map(({ body }) => body["prompt"])).toEqual(["a", "b", "e"]);
  await quiet.close();
});

describe("what it answers is in the published form", () => {
  const answer = publishedCheck("imageAnswer");

  test.each(["base64", "url", undefined])("response_format %s", async (response_format) => {
    expect(answer((await answerTo({ ...FOX, n: 2, response_format })).body)).toEqual([]);
  });

  test.each(["as-documented", "no-object", "wrong-type", "no-index", "no-model"] as const)(
    "%s is not, and is meant not to be",
    async (mode) => {
      expect(answer((await answerTo(FOX, mode)).body)).not.toEqual([]);
    },
  );

  test.each(["content-policy", "data-sharing-blocked", "non-serverless", "server-error", "id-on-top"] as const)(
    "the error %s",
    async (mode) => {
      expect(publishedCheck("error")((await answerTo(FOX, mode)).body)).toEqual([]);
    },
  );
});

test("a client without a key or without a name is turned away", async () => {
  const url = `${server.url}/images/generations`;
  expect((await post(url, FOX, {})).status).toBe(401);
  expect((await post(url, FOX, { authorization: "Bearer key", "user-agent": "" })).status).toBe(401);
  expect((await post(url, FOX)).status).toBe(200);
});

describe("a body outside the published interface", () => {
  const closing = async (body: object, options: TogetherServerOptions = {}, path = "/v1/images/generations") => {
    const strict = await startTogetherServer({ pictures: "png", ...options });
    const { status } = await post(`${strict.origin}${path}`, body);
    const end = await strict.close().then(
      () => "quiet",
      (error: Error) => error.message.split("\n").at(-1),
    );
    return { status, end };
  };

  test.each<[string, object, string]>([
    ["a name nobody has published", { ...FOX, with: 64 }, 'the body must NOT have additional properties "with"'],
    ["a size as text", { ...FOX, width: "64" }, "/width must be integer"],
    [
      "a LoRA without a scale",
      { ...FOX, image_loras: [{ path: "a" }] },
      "/image_loras/0 must have required property 'scale'",
    ],
    ["no prompt", { model: FOX.model }, "the body must have required property 'prompt'"],
    ["a reference that is no text", { ...FOX, reference_images: [{}] }, "/reference_images/0 must be string"],
  ])("%s: 400, and the test fails at close", async (_, body, problem) => {
    expect(await closing(body)).toEqual({ status: 400, end: `post 0 to /v1/images/generations: ${problem}` });
  });

  test("of a video, likewise", async () => {
    const video = { model: "kwaivgI/kling-2.1-master", prompt: "A wave" };
    expect(await closing({ ...video, steps: 5 }, {}, "/v2/videos")).toMatchObject({ status: 400 });
    expect(await closing(video, {}, "/v2/videos")).toEqual({ status: 200, end: "quiet" });
  });

  test("passes where the test means it", async () => {
    expect(await closing({ ...FOX, with: 64 }, { unpublished: ["with"] })).toEqual({ status: 200, end: "quiet" });
    expect(await closing({ anything: 1 }, { bodies: "nothing" })).toEqual({ status: 200, end: "quiet" });
  });
});

describe("what a model is reported to refuse is refused, in the reported words", () => {
  const pro = "black-forest-labs/FLUX.2-pro";
  test.each<[object, string]>([
    [{ model: "black-forest-labs/FLUX.1.1-pro", steps: 4 }, "Parameter 'steps' is not supported"],
    [{ model: pro, negative_prompt: "x" }, `"'negative_prompt'" is not recognized`],
    [
      { model: "black-forest-labs/FLUX.2-dev", image_url: "https://example.com/a.png" },
      "Unsupported use of 'image_url'",
    ],
    [{ model: "google/gemini-3-pro-image", seed: 1, width: 8 }, "Unsupported use of 'seed'"],
    [{ model: pro, seed: -1 }, "Seed must be an integer value between 0 and 2147483647"],
    [{ model: pro, seed: 2 ** 31 }, "Seed must be"],
    [{ model: pro, n: 5 }, "n must be between 1 and 4"],
    [{ steps: 51 }, "steps must be between 1 and 50"],
    [{ width: 1001 }, "width must be a multiple of 8"],
    [{ model: "google/flash-image-2.5", output_format: undefined }, "Supported values are: '1024x1024'"],
    [{ model: "Wan-AI/Wan2.6-image", width: 1024, height: 1024 }, "total area"],
    [{ model: "black-forest-labs/FLUX.1-kontext-pro", aspect_ratio: "1:1" }, "cannot be combined"],
    [{ model: "black-forest-labs/FLUX.1-dev" }, "Unable to access non-serverless model black-forest-labs/FLUX.1-dev"],
  ])("%j", async (body, words) => {
    const answer = await answerTo({ ...FOX, ...body });
    expect(answer.status).toBe(400);
    expect(publishedCheck("error")(answer.body)).toEqual([]);
    expect((answer.body as { error: { message: string } }).error.message).toContain(words);
  });

  test("a disputed parameter, an unlisted model and one that is in no table are taken", async () => {
    for (const body of [
      { aspect_ratio: "1:1", width: undefined, height: undefined },
      {},
      { model: "x/new", steps: 99 },
    ])
      expect((await answerTo({ ...FOX, ...body })).status).toBe(200);
  });

  test("the one removed model that is redirected answers under the other's name", async () => {
    const { body } = await answerTo({ ...FOX, model: "black-forest-labs/FLUX.1-pro" });
    expect(body).toMatchObject({ model: "black-forest-labs/FLUX.1.1-pro" });
  });
});
