import { beforeEach, describe, expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/** What an asset looked like before, and back again for nothing. */

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
styles:
  brand: { prompt: "{prompt}, in teal" }
assets:
  hero:
    prompt: A lake   # to be improved
  sign: { prompt: A sign, style: brand }
  pair: { prompt: Two foxes, n: 2, output: "out/{name}-{index}.{ext}" }
`;

/** Calls for building it. */
const BUILT = 4;

serveProject(MANIFEST);

beforeEach(async () => {
  await project.expectRun("build");
});

interface PastLine {
  readonly number: number;
  readonly sample: number;
  readonly current: boolean;
  readonly changes: readonly { readonly field: string; readonly was: unknown; readonly now: unknown }[];
}

async function historyOf(name: string): Promise<readonly PastLine[]> {
  const { stdout } = await project.expectRun(`history ${name} --json`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as PastLine);
}

async function rebuild(from: string, to: string): Promise<void> {
  project.edit("images.config.yaml", from, to);
  await project.expectRun("build");
}

it("lists the latest first, with what differed and which is current, and asks nobody", async () => {
  await rebuild("A lake ", "A sea ");
  await rebuild("A sea ", "A pond ");
  const calls = server.calls();
  expect(calls).toBe(BUILT + 2);
  expect(await historyOf("hero")).toMatchObject([
    { number: 1, current: true, changes: [] },
    { number: 2, current: false, changes: [{ field: "prompt", was: "A sea", now: "A pond" }] },
    { number: 3, current: false, changes: [{ field: "prompt", was: "A lake", now: "A pond" }] },
  ]);
  const { stdout } = await project.expectRun("history hero");
  expect(stdout).toMatch(/^hero: 3 pictures in the store\n {3}1 {2}\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}current /);
  expect(stdout).toContain('prompt "A lake" (now "A pond")');
  expect(server.calls()).toBe(calls);
});

describe("--take", () => {
  it("has the manifest say the request again, comments kept, and places the picture without a call", async () => {
    const before = project.bytes("out/hero.png");
    await rebuild("A lake ", "A sea ");
    expect(project.bytes("out/hero.png")).not.toEqual(before);
    const taken = await project.expectRun("history hero --take 2");
    expect(taken.stderr).toContain(
      "  -     prompt: A sea   # to be improved\n  +     prompt: A lake   # to be improved\n",
    );
    expect(project.bytes("out/hero.png")).toEqual(before);
    await project.expectRun("check");
    expect((await historyOf("hero")).map(({ current }) => current)).toEqual([false, true]);
    // And forth again.
    await project.expectRun("history hero --take 1");
    expect(project.bytes("out/hero.png")).not.toEqual(before);
    await project.expectRun("check");
    expect(server.calls()).toBe(BUILT + 1);
  });

  it("locks what the manifest has no words for, as accepted, and one of several without the others", async () => {
    const [sign, second] = [project.bytes("out/sign.png"), project.bytes("out/pair-2.png")];
    await rebuild("A sign", "A shield");
    await rebuild("Two foxes", "Two hares");
    const [manifest, first] = [project.read("images.config.yaml"), project.bytes("out/pair-1.png")];
    await project.expectRun("history sign --take 2");
    const past = (await historyOf("pair")).find(({ sample, current }) => sample === 1 && !current);
    expect(
      JSON.parse(
        (await project.expectRun(`history pair --take ${past?.number} --json`)).stdout.split("\n").at(-2) ?? "",
      ),
    ).toEqual({ v: 1, type: "taken", asset: "pair", number: past?.number, file: null });
    expect(project.bytes("out/sign.png")).toEqual(sign);
    expect([project.bytes("out/pair-1.png"), project.bytes("out/pair-2.png")]).toEqual([first, second]);
    expect(project.read("images.config.yaml")).toBe(manifest);
    expect(project.lockedSample("sign").origin).toBe("accepted");
    await project.expectRun("check");
    expect(server.calls()).toBe(BUILT + 3);
  });

  it("of a number that there is not, or of what was never made, changes nothing", async () => {
    const lock = project.read("images.lock.json");
    expect((await project.expectRun("history hero --take 2", 2)).stderr).toContain(
      "hero has no picture 2 to take back",
    );
    project.edit("images.config.yaml", "assets:", "assets:\n  late: { prompt: Late }");
    expect((await project.expectRun("history late")).stdout).toBe("the store holds no picture of late\n");
    expect((await project.expectRun("history late --take 1", 2)).stderr).toContain("imagegen build late");
    expect([project.read("images.lock.json"), server.calls()]).toEqual([lock, BUILT]);
  });
});

it("takes no third picture back where there is no second", async () => {
  project.edit("images.config.yaml", "n: 2", "n: 3");
  await project.expectRun("build");
  project.edit("images.config.yaml", "n: 3", "n: 1");
  await project.expectRun("build");
  project.edit("images.config.yaml", "Two foxes, n: 1", "Two bears, n: 3");
  const third = (await historyOf("pair")).find(({ sample }) => sample === 2);
  const [calls, lock] = [server.calls(), project.read("images.lock.json")];
  const run = await project.run(`history pair --take ${third?.number}`);
  expect([run.code, server.calls()], run.stderr).toEqual([2, calls]);
  expect(run.stderr).toContain("picture 2 of pair comes first");
  expect(project.read("images.lock.json")).toBe(lock);
  await project.expectRun("plan");
});
