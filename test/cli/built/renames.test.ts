import { describe, expect, it } from "vitest";
import { callsOf, project, serveProject, server } from "../../support/served.ts";

/** Names and paths cost nothing, also on a fresh clone: there the outputs are the only copies. */

const HEAD = `version: 1
provider: together
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
`;
const LAKE = "{ prompt: A lake, seed: 1 }";
const HILL = "{ prompt: A hill, seed: 2 }";

serveProject();

function write(assets: Readonly<Record<string, string>>, output = "out/{name}.{ext}"): void {
  const entries = Object.entries(assets).map(([name, asset]) => `  ${name}: ${asset}\n`);
  project.write("images.config.yaml", `${HEAD}output: "${output}"\nassets:\n${entries.join("")}`);
}

it("two names exchanged on a fresh clone: 0, and each file is the other's", async () => {
  write({ first: LAKE, second: HILL });
  expect(await callsOf("build")).toBe(2);
  const [lake, hill] = [project.bytes("out/first.png"), project.bytes("out/second.png")];
  project.remove(".imagegen");
  write({ first: HILL, second: LAKE });
  expect(await callsOf("build")).toBe(0);
  expect(project.bytes("out/first.png")).toEqual(hill);
  expect(project.bytes("out/second.png")).toEqual(lake);
  expect((await project.run("check")).code).toBe(0);
});

it("a name that another asset leaves, on a fresh clone: 0", async () => {
  write({ first: LAKE, second: HILL });
  expect(await callsOf("build")).toBe(2);
  const lake = project.bytes("out/first.png");
  project.remove(".imagegen");
  write({ second: LAKE });
  expect(await callsOf("build")).toBe(0);
  expect(project.bytes("out/second.png")).toEqual(lake);
});

it("one picture that becomes two, on a fresh clone: 0, and both are there", async () => {
  write({ lake: LAKE });
  expect(await callsOf("build")).toBe(1);
  const lake = project.bytes("out/lake.png");
  project.remove(".imagegen");
  write({ left: LAKE, right: LAKE });
  expect(await callsOf("build")).toBe(0);
  expect(project.bytes("out/left.png")).toEqual(lake);
  expect(project.bytes("out/right.png")).toEqual(lake);
  expect(await callsOf("build")).toBe(0);
});

it("`prune` before the build leaves what a renamed asset will be moved from", async () => {
  write({ first: LAKE, second: HILL });
  expect(await callsOf("build")).toBe(2);
  project.remove(".imagegen");
  write({ third: LAKE });
  const run = await project.run("prune --yes");
  expect(run.code, run.stderr).toBe(0);
  expect(project.has("out/first.png")).toBe(true);
  expect(project.has("out/second.png")).toBe(false);
  expect(await callsOf("build")).toBe(0);
  expect(project.has("out/third.png")).toBe(true);
});

it("an asset with the recipe of another does not take the other's file from a path with {hash8}", async () => {
  write({ first: LAKE }, "out/{name}.{hash8}.{ext}");
  expect(await callsOf("build")).toBe(1);
  const before = project.snapshotOf("out");
  write({ first: LAKE, second: LAKE }, "out/{name}.{hash8}.{ext}");
  expect(await callsOf("build")).toBe(0);
  expect(project.snapshotOf("out")).toMatchObject(before);
  expect(Object.keys(project.snapshotOf("out"))).toHaveLength(2);
});

/** No seed set: each has one from the name that it was planned under first. */
const AUTO = { lake: "{ prompt: A lake }", hill: "{ prompt: A hill }", pine: "{ prompt: A pine }" };

it.each<[string, Record<string, string>, Record<string, keyof typeof AUTO>]>([
  ["two names exchanged", AUTO, { lake: "hill", hill: "lake", pine: "pine" }],
  ["three names in a ring", AUTO, { lake: "hill", hill: "pine", pine: "lake" }],
  ["a name that another asset leaves", AUTO, { lake: "hill", hill: "pine", tree: "lake" }],
])("%s, with automatic seeds: 0, with the store and on a fresh clone", async (_, before, after) => {
  write(before);
  expect(await callsOf("build")).toBe(3);
  const pictures = new Map(Object.keys(before).map((name) => [name, project.bytes(`out/${name}.png`)]));
  const renamed = Object.fromEntries(Object.entries(after).map(([name, recipe]) => [name, AUTO[recipe]]));
  const isRenamed = () => {
    for (const [name, from] of Object.entries(after))
      expect(project.bytes(`out/${name}.png`).equals(pictures.get(from) as Buffer), name).toBe(true);
  };
  write(renamed);
  expect((await project.run("plan")).stdout).toContain("renamed from");
  expect(await callsOf("build")).toBe(0);
  isRenamed();
  write(before);
  expect(await callsOf("build")).toBe(0);
  project.remove(".imagegen");
  write(renamed);
  expect(await callsOf("build")).toBe(0);
  isRenamed();
  expect((await project.run("check")).code).toBe(0);
});

describe("only some of the renamed assets carried out: the others stay free, with the store intact", () => {
  const { lake, hill, pine } = AUTO;

  /** Builds, renames, and carries a part of it out; what is left to do must cost this many calls. */
  async function inParts(
    after: Readonly<Record<string, string>>,
    { output, part, code = 0, left = 0 }: { output?: string; part: string; code?: number; left?: number },
  ): Promise<void> {
    write(AUTO, output);
    expect(await callsOf("build")).toBe(3);
    write(after, output);
    const planned = await project.run("plan");
    expect(await callsOf(part, { code })).toBe(0);
    const rest = await project.run("plan");
    // Something was done, and something is left.
    expect(rest.stdout).not.toBe(planned.stdout);
    expect(rest.stdout).not.toContain("3 up to date");
    expect(rest.stdout).toContain(left === 0 ? "No calls: $0." : `${left} call to together`);
    expect((await project.run("verify")).stdout).toContain("as the lock says");
    expect(await callsOf("build")).toBe(left);
    expect((await project.run("check")).code).toBe(0);
  }

  it.each(["build lake", "build hill"])("two names exchanged, %s", async (part) => {
    await inParts({ lake: hill, hill: lake, pine }, { part });
  });

  it.each(["build lake", "build hill", "build tree"])("a row, %s", async (part) => {
    await inParts({ lake: hill, hill: pine, tree: lake }, { part });
  });

  it.each(["build lake", "build hill", "build pine"])("a ring of three, %s", async (part) => {
    await inParts({ lake: hill, hill: pine, pine: lake }, { part });
  });

  it("an exchange with something new that there is no money for", async () => {
    const more = lake.replace("}", ", n: 2 }");
    const output = "out/{name}-{index}.{ext}";
    await inParts({ lake: hill, hill: more, pine }, { output, part: "build --max-calls 0", code: 4, left: 1 });
    expect(project.lockedOriginal("hill")).not.toBe(project.lockedOriginal("hill", 1));
  });

  it("an exchange, and one of the two cannot be placed", async () => {
    write(AUTO);
    expect(await callsOf("build")).toBe(3);
    write({ lake: hill, hill: lake, pine });
    project.remove("out/hill.png");
    project.write("out/hill.png/file", "a folder is in the way");
    const run = await project.run("build");
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining("out/hill.png is a folder")]);
    expect(run.stderr).toContain("1 done");
    project.remove("out/hill.png");
    expect(await callsOf("build")).toBe(0);
    expect(server.calls()).toBe(3);
    expect((await project.run("check")).code).toBe(0);
  });

  it("a frozen build hands nothing on", async () => {
    write(AUTO);
    expect(await callsOf("build")).toBe(3);
    const [lock, picture] = [project.read("images.lock.json"), project.bytes("out/hill.png")];
    write({ lake: hill, hill: lake, pine });
    const run = await project.run("build lake --frozen");
    expect(run.code, run.stderr).toBe(0);
    expect(project.bytes("out/lake.png").equals(picture)).toBe(true);
    expect(project.read("images.lock.json")).toBe(lock);
    expect(await callsOf("build")).toBe(0);
  });

  it("another command that writes an entry hands the former one on, too", async () => {
    write(AUTO);
    expect(await callsOf("build")).toBe(3);
    const picture = project.bytes("out/lake.png");
    project.write("mine.png", project.bytes("out/pine.png"));
    write({ lake: hill, hill: lake, pine });
    expect(await callsOf("import lake mine.png --yes")).toBe(0);
    expect(await callsOf("build")).toBe(0);
    expect(project.bytes("out/hill.png").equals(picture)).toBe(true);
  });

  it("`prune` before the build lets go of no picture that a name in use is to have", async () => {
    write(AUTO);
    expect(await callsOf("build")).toBe(3);
    write({ lake: hill, tree: lake, pine });
    expect((await project.run("prune --yes")).stdout).toContain("deleted 0 files");
    expect(await callsOf("build")).toBe(0);
    expect((await project.run("prune --yes")).stdout).toContain("deleted  out/hill.png");
  });
});

it("F19: a picture of another size than asked for is free under a new name, once `fit` says how to use it", async () => {
  write({ lake: AUTO.lake });
  server.enqueue("wrong-size");
  expect(await callsOf("build", { code: 1 })).toBe(1);
  expect(project.has("out/lake.png")).toBe(false);
  write({ tree: AUTO.lake.replace("}", ", fit: cover }") });
  expect((await project.run("plan")).stdout).toContain("No calls: $0.");
  expect(await callsOf("build")).toBe(0);
  expect(project.has("out/tree.png")).toBe(true);
  // Another one of the same words is another picture.
  write({ tree: AUTO.lake.replace("}", ", fit: cover }"), pond: AUTO.lake });
  expect(await callsOf("build")).toBe(1);
});
