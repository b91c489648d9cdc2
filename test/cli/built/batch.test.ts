import { describe, expect, it } from "vitest";
import type { Run } from "../../support/program.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { type ModeName, type Responder } from "../../support/together-server.ts";
import { goodItems, sendItems } from "../../support/together-server/answers.ts";

/** F15 and F16: one request for several pictures, answered with fewer, more, or in another order. */

const MANIFEST = `version: 1
provider: together
output: out/{name}-{index}.{ext}
assets:
  lake:
    model: black-forest-labs/FLUX.1-schnell
    prompt: A lake
    width: 256
    height: 256
    n: 4
    batch: true
`;

serveProject(MANIFEST);

/** How many pictures each post asked for. */
const asked = (): readonly number[] => server.posts().map(({ body }) => (body["n"] as number | undefined) ?? 1);
const outputs = (): readonly string[] => [1, 2, 3, 4].map((index) => `out/lake-${index}.png`);
const digests = (): readonly unknown[] => outputs().map((file) => project.bytes(file).toString("base64"));
const build = (): Promise<Run> => project.run("build --allow-spend");
/** Answers with one of the pictures that were asked for. */
const only =
  (index: number): Responder =>
  async (exchange) =>
    sendItems(exchange, (await goodItems(exchange)).slice(index, index + 1));
const damagedAt =
  (index: number): Responder =>
  async (exchange) => {
    const items = await goodItems(exchange);
    const text = items[index]?.b64_json ?? "";
    items[index] = { index, b64_json: Buffer.from(text, "base64").subarray(0, 200).toString("base64") };
    sendItems(exchange, items);
  };

describe("F15: fewer pictures than asked", () => {
  it("keeps what came, says so, and asks for what is missing in the next build", async () => {
    server.enqueue("fewer");
    const first = await build();
    expect(first.code, first.stderr).toBe(1);
    expect(first.stderr).toContain("got 3 of 4 pictures");
    const plan = await project.run("plan");
    expect(plan.stdout).toContain("1 of the batch's 4 pictures is missing");
    const second = await build();
    expect(second.code, second.stderr).toBe(0);
    expect(asked()).toEqual([4, 1]);
    expect(new Set(digests()).size).toBe(4);
    expect((await build()).stderr).toContain("up to date");
    expect(server.calls()).toBe(2);
  });

  it("asks for less each time, never for what is in hand, and never with a seed that may repeat it", async () => {
    server.enqueue(only(1), only(0), only(1));
    for (let time = 0; time < 3; time += 1) expect((await build()).code).toBe(1);
    const last = await build();
    expect(last.code, last.stderr).toBe(0);
    expect(asked()).toEqual([4, 3, 2, 1]);
    expect(new Set(digests()).size).toBe(4);
  });

  it("retries only the damaged one", async () => {
    server.enqueue(damagedAt(2));
    const run = await build();
    expect(run.code, run.stderr).toBe(0);
    expect(asked()).toEqual([4, 1]);
    expect(new Set(digests()).size).toBe(4);
  });

  it("has the price of the smaller request", async () => {
    const price = async (): Promise<number> => {
      const run = await project.run("plan --json");
      const last = JSON.parse(run.stdout.trim().split("\n").at(-1) as string) as { certain: { usd: number } };
      return last.certain.usd;
    };
    const whole = await price();
    server.enqueue("fewer");
    expect((await build()).code).toBe(1);
    expect(await price()).toBeCloseTo(whole / 4, 5);
    expect(whole).toBeGreaterThan(0.0005);
  });
});

describe("F16: another number or order of pictures", () => {
  const inOrder = async (mode: Responder | ModeName): Promise<readonly unknown[]> => {
    server.enqueue(mode);
    const run = await build();
    expect(run.code, run.stderr).toBe(0);
    expect(asked()).toEqual([4]);
    return digests();
  };

  it.each<ModeName>(["reversed", "duplicate", "no-index"])("%s: each picture has its place", async (mode) => {
    const pictures = await inOrder(mode);
    expect(new Set(pictures).size).toBe(4);
    project.remove(".");
    project.write("images.config.yaml", MANIFEST);
    server.enqueue("ok");
    expect((await build()).code).toBe(0);
    expect(digests()).toEqual(pictures);
  });

  it("too many: what was asked for is taken, and the rest is said", async () => {
    project.edit("images.config.yaml", "n: 4", "n: 3");
    server.enqueue("more");
    const run = await build();
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("asked for 3, got 4 pictures");
    expect(server.calls()).toBe(1);
  });

  it("indexes that were not asked for take the places that are left", async () => {
    const shifted: Responder = async (exchange) =>
      sendItems(
        exchange,
        (await goodItems(exchange)).map((item) => ({ ...item, index: (item.index as number) + 1 })),
      );
    expect(new Set(await inOrder(shifted)).size).toBe(4);
  });
});
