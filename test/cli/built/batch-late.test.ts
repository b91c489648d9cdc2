import { beforeEach, describe, expect, it } from "vitest";
import { newProject, project, serveProject, server } from "../../support/served.ts";
import type { Responder } from "../../support/together-server.ts";
import { goodImage, inlineItem, sendItems } from "../../support/together-server/answers.ts";

/** F15, F26: a part of one answer cannot be fetched yet. What has come is kept, and only the rest is fetched later. */

const manifest = (form: "url" | "base64") => `version: 1
provider: together
output: out/{name}-{index}.{ext}
assets:
  lake: { prompt: a lake, model: black-forest-labs/FLUX.1-schnell, steps: 4, width: 256, height: 256, seed: 1, n: 3, batch: true, response_format: ${form} }
`;

serveProject(manifest("url"));

/** What the link to each picture answers from now on; nothing: it gives the picture. */
let statuses: (number | undefined)[] = [];

/** What it answers before that, one for each time that it is asked. */
let failures: number[][] = [];

beforeEach(() => {
  statuses = [];
  failures = [];
});

/** Links, and the first so many pictures inline. */
const linked =
  (inline = 0): Responder =>
  async (exchange) => {
    const asked = Number(exchange.post.body["n"] ?? 1);
    const items = Array.from({ length: asked }, async (_, index) => {
      const bytes = await goodImage(exchange, index);
      if (index < inline) return inlineItem(index, bytes);
      const link = {
        bytes,
        failures: failures[index] ?? [],
        get status() {
          return statuses[index];
        },
      };
      return { index, url: exchange.publish(link as { bytes: Buffer }) };
    });
    sendItems(exchange, await Promise.all(items));
  };

const pictures = (from = project) => [1, 2, 3].map((index) => from.bytes(`out/lake-${index}.png`).toString("base64"));
const asked = () => server.posts().map(({ body }) => body["n"] ?? 1);

/** The same batch with nothing late. */
async function expectSamePictures(): Promise<void> {
  const other = newProject(manifest("base64"));
  server.setMode("ok");
  await other.expectRun("build");
  expect(pictures()).toEqual(pictures(other));
}

describe.each([
  ["links alone", 0],
  ["links beside what is inline", 1],
])("%s", (_, inline) => {
  const linksOf = (count: number) => count - inline;

  it("of which the last is late: the others are stored, though their own links die meanwhile", async () => {
    server.setMode(linked(inline));
    statuses = [undefined, undefined, 500];
    const first = await project.expectRun("build", 1);
    expect(first.stderr).toContain("HTTP 500 from");
    expect(first.stderr).toContain("run again to fetch it");
    expect([server.calls(), server.downloads()]).toEqual([1, linksOf(2) + 5]);
    statuses = [404, 404, undefined];
    await project.expectRun("build");
    expect([server.calls(), server.downloads()]).toEqual([1, linksOf(2) + 6]);
    await expectSamePictures();
  });

  it("of which two are late: each comes to its own place", async () => {
    server.setMode(linked(inline));
    statuses = [undefined, 503, 503];
    await project.expectRun("build", 1);
    statuses = [404, undefined, undefined];
    await project.expectRun("build");
    expect(server.calls()).toBe(1);
    await expectSamePictures();
  });

  it("of which one is late once: the same build has them all, and the money is told once", async () => {
    server.setMode(linked(inline));
    failures = [[], [500]];
    const { code, stdout, stderr } = await project.run("build --json");
    expect(code, stderr).toBe(0);
    expect([server.calls(), server.downloads()]).toEqual([1, linksOf(3) + 1]);
    const other = newProject(manifest("base64"));
    server.setMode("ok");
    const whole = await other.run("build --json");
    const usd = (text: string) => Number(/"usd":([\d.]+)[^\n]*\n*$/.exec(text)?.[1]);
    expect(usd(stdout)).toBeCloseTo(usd(whole.stdout), 9);
    expect(usd(stdout)).toBeGreaterThan(0);
    expect(pictures()).toEqual(pictures(other));
  });

  it("of which one never comes: only that one is asked for anew", async () => {
    server.setMode(linked(inline));
    statuses = [undefined, undefined, 500];
    await project.expectRun("build", 1);
    statuses = [undefined, undefined, 404];
    const second = await project.expectRun("build");
    expect(second.stderr).toContain("is gone from the provider's server");
    expect(asked()).toEqual([3, 1]);
    expect(new Set(pictures()).size).toBe(3);
  });
});

it("what is late is told by plan and spend as what can be fetched", async () => {
  server.setMode(linked());
  statuses = [undefined, undefined, 500];
  await project.expectRun("build", 1);
  const plan = await project.run("plan");
  expect(plan.stdout).toContain("paid for before; what came of it is fetched, for nothing");
  const spend = await project.run("spend");
  expect(spend.stdout).not.toContain("may have been billed");
});
