import { describe, expect, it } from "vitest";
import { sha256 } from "../../../src/core/digest.ts";
import { pathInBucket } from "../../../src/store/layout.ts";
import { callsOf, project, serveProject } from "../../support/served.ts";

/** On a fresh clone the outputs are the only copies of what was paid for: none is written over or deleted with them. */

const HEAD = `version: 1
provider: together
defaults: { width: 512, height: 512, model: black-forest-labs/FLUX.2-dev, steps: 4 }
`;

serveProject();

function write(assets: Readonly<Record<string, string>>, output = "out/{name}.{ext}"): void {
  const entries = Object.entries(assets).map(([name, asset]) => `  ${name}: ${asset}\n`);
  project.write("images.config.yaml", `${HEAD}output: "${output}"\nassets:\n${entries.join("")}`);
}

/** As a clone has it, or a machine that was cleaned up. */
function loseStore(): void {
  project.remove(".imagegen");
  expect(project.has(".imagegen")).toBe(false);
}

/** Is what the plan has to do free, and nothing lost? */
async function expectFree(): Promise<void> {
  const { stdout } = await project.expectRun("plan");
  expect(stdout).not.toMatch(/lost|generate|calls? to together/);
}

describe.each(["build a", "build --exclude b"])("`%s`, on a fresh clone", (command) => {
  it("with the paths of a and b exchanged: b's picture is not lost with its file", async () => {
    write({ a: "{ prompt: A lake, output: out/a.png }", b: "{ prompt: A hill, output: out/b.png }" });
    expect(await callsOf("build")).toBe(2);
    const [lake, hill] = [project.bytes("out/a.png"), project.bytes("out/b.png")];
    loseStore();
    write({ a: "{ prompt: A lake, output: out/b.png }", b: "{ prompt: A hill, output: out/a.png }" });
    expect(await callsOf(command)).toBe(0);
    expect(project.bytes("out/b.png")).toEqual(lake);
    await expectFree();
    expect(await callsOf("build")).toBe(0);
    expect(project.bytes("out/b.png")).toEqual(lake);
    expect(project.bytes("out/a.png")).toEqual(hill);
    expect((await project.run("check")).code).toBe(0);
  });

  it.each([
    ["automatic seeds", "{ prompt: A lake }", "{ prompt: A hill }"],
    ["seeds", "{ prompt: A lake, seed: 1 }", "{ prompt: A hill, seed: 2 }"],
  ])("with the names of a and b exchanged, %s: the lock goes on to say whose picture the other is", async (_, a, b) => {
    write({ a, b });
    expect(await callsOf("build")).toBe(2);
    const [lake, hill] = [project.bytes("out/a.png"), project.bytes("out/b.png")];
    loseStore();
    write({ a: b, b: a });
    expect(await callsOf(command)).toBe(0);
    expect(project.bytes("out/a.png")).toEqual(hill);
    await expectFree();
    expect(await callsOf("build")).toBe(0);
    expect(project.bytes("out/a.png")).toEqual(hill);
    expect(project.bytes("out/b.png")).toEqual(lake);
    expect((await project.run("check")).code).toBe(0);
  });
});

it("three names in a ring, built one by one on a fresh clone: 0, and each file is the next one's", async () => {
  const [lake, hill, pine] = ["{ prompt: A lake }", "{ prompt: A hill }", "{ prompt: A pine }"];
  write({ a: lake, b: hill, c: pine });
  expect(await callsOf("build")).toBe(3);
  const pictures = ["a", "b", "c"].map((name) => project.bytes(`out/${name}.png`));
  loseStore();
  write({ a: hill, b: pine, c: lake });
  for (const name of ["a", "b", "c"]) {
    expect(await callsOf(`build ${name}`)).toBe(0);
    await expectFree();
  }
  const now = ["c", "a", "b"].map((name) => project.bytes(`out/${name}.png`));
  expect(now).toEqual(pictures);
  expect((await project.run("check")).code).toBe(0);
});

it("a prompt passed on to a new name, of which the old one is built first: the new one costs nothing", async () => {
  write({ a: "{ prompt: A lake, seed: 1 }" });
  expect(await callsOf("build")).toBe(1);
  const lake = project.bytes("out/a.png");
  loseStore();
  write({ a: "{ prompt: A hill, seed: 2 }", z: "{ prompt: A lake, seed: 1 }" });
  expect(await callsOf("build a")).toBe(1);
  expect(project.bytes("out/a.png").equals(lake)).toBe(false);
  await expectFree();
  expect(await callsOf("build")).toBe(0);
  expect(project.bytes("out/z.png")).toEqual(lake);
});

/** The picture that somebody edited: any other that decodes. */
async function edit(path: string): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  const edited = await sharp(project.bytes(path)).negate().png().toBuffer();
  project.write(path, edited);
  return edited;
}

it("an accepted edit exchanged with another's picture: what it keeps out of its place is in the store", async () => {
  const [lake, hill] = ["{ prompt: A lake }", "{ prompt: A hill }"];
  write({ a: lake, b: hill });
  expect(await callsOf("build")).toBe(2);
  const drawn = project.bytes("out/b.png");
  const edited = await edit("out/a.png");
  await project.expectRun("accept a");
  loseStore();
  write({ z: lake, b: hill });
  expect(await callsOf("build")).toBe(0);
  write({ z: lake, b: hill }, "pics/{name}.{ext}");
  expect(await callsOf("build")).toBe(0);
  write({ b: lake, z: hill }, "pics/{name}.{ext}");
  const run = await project.expectRun("build", 1);
  expect(run.stderr + run.stdout).toContain("failed z: the new picture is in the store; pics/z.png was edited by hand");
  expect(project.bytes("pics/b.png")).toEqual(edited);
  expect(project.bytes("pics/z.png")).toEqual(edited);
  expect(await callsOf("build --overwrite")).toBe(0);
  expect(project.bytes("pics/z.png")).toEqual(drawn);
  expect(project.bytes("pics/b.png")).toEqual(edited);
});

describe("a name taken over where an edit stands in the way, on a fresh clone", () => {
  const [lake, hill] = ["{ prompt: A lake, seed: 1 }", "{ prompt: A hill, seed: 2 }"];

  async function takeOver(): Promise<Buffer> {
    write({ a: lake, c: hill });
    expect(await callsOf("build")).toBe(2);
    const drawn = project.bytes("out/a.png");
    await edit("out/c.png");
    loseStore();
    write({ c: lake });
    return drawn;
  }

  it("`prune` before the build leaves the picture and its entry", async () => {
    const drawn = await takeOver();
    await project.expectRun("prune");
    expect(project.bytes("out/a.png")).toEqual(drawn);
    await expectFree();
    expect(await callsOf("build --overwrite")).toBe(0);
    expect(project.bytes("out/c.png")).toEqual(drawn);
  });

  it("`prune` after the build deletes the file, and the store has it", async () => {
    const drawn = await takeOver();
    const run = await project.expectRun("build", 1);
    expect(run.stderr + run.stdout).toContain("the new picture is in the store");
    loseStore();
    expect((await project.expectRun("prune")).stdout).toContain("deleted  out/a.png");
    expect(project.has("out/a.png")).toBe(false);
    await expectFree();
    expect(await callsOf("build --overwrite")).toBe(0);
    expect(project.bytes("out/c.png")).toEqual(drawn);
  });

  it("says that the picture is in no store where it is nowhere", async () => {
    await takeOver();
    project.remove("out/a.png");
    const run = await project.expectRun("build", 1);
    expect(run.stderr + run.stdout).toContain("out/c.png was edited by hand and is kept");
    expect(run.stderr + run.stdout).toContain("what belongs at out/c.png is in no store");
  });
});

it("with the store at hand nothing is copied: the original gives what is written over", async () => {
  write({ a: "{ prompt: A lake, output: out/a.png }", b: "{ prompt: A hill, output: out/b.png }" });
  expect(await callsOf("build")).toBe(2);
  const objects = Object.keys(project.snapshotOf(".imagegen/objects-v1"));
  write({ a: "{ prompt: A lake, output: out/b.png }", b: "{ prompt: A hill, output: out/a.png }" });
  expect(await callsOf("build a")).toBe(0);
  expect(Object.keys(project.snapshotOf(".imagegen/objects-v1"))).toEqual(objects);
  await expectFree();
});

const storePath = (bytes: Buffer) => pathInBucket(".imagegen", "objects", sha256(bytes));

it("what an imported picture replaces on a fresh clone is in the store", async () => {
  write({ a: "{ prompt: A lake }" });
  expect(await callsOf("build")).toBe(1);
  const drawn = project.bytes("out/a.png");
  loseStore();
  const { default: sharp } = await import("sharp");
  project.write("mine.png", await sharp(drawn).negate().png().toBuffer());
  await project.expectRun("import a mine.png");
  await project.expectRun("build");
  expect(project.bytes("out/a.png")).not.toEqual(drawn);
  expect(project.has(storePath(drawn))).toBe(true);
});

it("what prune deletes of an asset's outputs on a fresh clone is in the store", async () => {
  const outputs = (widths: string) =>
    `{ prompt: A lake, output: "out/{name}-{width}.png", outputs: [{ widths: ${widths} }] }`;
  write({ a: outputs("[128, 256]") });
  expect(await callsOf("build")).toBe(1);
  loseStore();
  write({ a: outputs("[128]") });
  expect(await callsOf("build")).toBe(0);
  const dropped = project.bytes("out/a-256.png");
  await project.expectRun("prune");
  expect(project.has("out/a-256.png")).toBe(false);
  expect(project.has(storePath(dropped))).toBe(true);
});
