import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../../src/core/digest.ts";
import { parseLock } from "../../../src/core/lockfile.ts";
import { git, gitCode } from "../../support/git.ts";
import type { Project } from "../../support/project.ts";
import { callsOf, newProject, project as ours, serveProject, server } from "../../support/served.ts";

/** Two people, two clones, two stores; pictures and lock are in git. */

const HEAD = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
`;

/** Prompts by name. */
type Assets = Readonly<Record<string, string>>;

serveProject();

let theirs: Project;

beforeEach(() => {
  theirs = newProject();
});

function write(project: Project, assets: Assets): void {
  const entries = Object.entries(assets).map(([name, prompt]) => `  ${name}: { prompt: ${prompt} }\n`);
  project.write("images.config.yaml", `${HEAD}assets:${entries.length === 0 ? " {}" : ""}\n${entries.join("")}`);
}

const build = (project: Project): Promise<number> => callsOf("build", { project });

function commit(project: Project): string {
  git(project.root, "add", "--all");
  git(project.root, "commit", "--quiet", "--allow-empty", "--message", "work");
  return git(project.root, "rev-parse", "HEAD").trim();
}

/** Both start from this, built and committed. */
async function start(assets: Assets): Promise<void> {
  ours.write(".gitignore", ".imagegen/\n");
  git(ours.root, "init", "--quiet");
  write(ours, assets);
  await build(ours);
  commit(ours);
  theirs.remove(".");
  git(ours.root, "clone", "--quiet", ours.root, theirs.root);
}

/** Fetches what they committed and merges it; the exit code of `git merge`. */
function merge(style = "merge"): number | null {
  git(ours.root, "fetch", "--quiet", theirs.root, "HEAD:theirs", "--force");
  return gitCode(ours.root, "-c", `merge.conflictStyle=${style}`, "merge", "--quiet", "--no-commit", "theirs");
}

describe("each side adds an asset", () => {
  beforeEach(async () => {
    await start({ hero: "A lake" });
    write(ours, { ha: "A hill", hero: "A lake" });
    write(theirs, { hero: "A lake", hz: "A fox" });
    await build(ours);
    await build(theirs);
    commit(ours);
    commit(theirs);
  });

  it("with the driver git merges the lock by itself, and nothing is called", async () => {
    expect((await ours.run("lock install-driver")).code).toBe(0);
    expect(ours.read(".gitattributes")).toContain("images.lock.json merge=imagegen-lock");
    merge();
    expect(ours.read("images.lock.json")).not.toContain("<<<<<<<");
    write(ours, { ha: "A hill", hero: "A lake", hz: "A fox" });
    expect(await build(ours)).toBe(0);
    expect((await ours.run("check")).code).toBe(0);
  });

  it.each(["merge", "diff3", "zdiff3"])("without it %s markers are merged when they are read", async (style) => {
    merge(style);
    // Both entries stand next to one another, so that git sees a conflict in between or appends both.
    write(ours, { ha: "A hill", hero: "A lake", hz: "A fox" });
    const conflicted = ours.read("images.lock.json").includes("<<<<<<<");
    const check = await ours.run("check");
    expect(check.code).toBe(conflicted ? 3 : 0);
    expect(await build(ours)).toBe(0);
    expect("lock" in parseLock(ours.read("images.lock.json"))).toBe(true);
    expect((await ours.run("check")).code).toBe(0);
  });
});

describe("both change one prompt", () => {
  beforeEach(async () => {
    await start({ hero: "A lake" });
    write(ours, { hero: "A hill" });
    write(theirs, { hero: "A fox" });
    await build(ours);
    await build(theirs);
    commit(ours);
    commit(theirs);
  });

  it.each([
    ["ours", "A hill"],
    ["theirs", "A fox"],
  ])("the merged manifest takes %s: so does the lock, for nothing", async (side, prompt) => {
    await ours.run("lock install-driver");
    expect(merge()).not.toBe(0);
    expect(ours.read("images.lock.json")).toContain("<<<<<<<");
    write(ours, { hero: prompt });
    git(ours.root, "checkout", `--${side}`, "out/hero.png");
    const plan = await ours.run("plan --exit-code");
    expect([plan.code, plan.stderr]).toEqual([
      3,
      "warning: images.lock.json: git left conflict markers in it; a build writes it anew\n",
    ]);
    expect(plan.stdout).toContain("1 up to date");
    const check = await ours.run("check");
    expect([check.code, check.stdout]).toEqual([
      3,
      "images.lock.json: git left conflict markers in it; run: imagegen build\n",
    ]);
    const frozen = await ours.run("build --frozen");
    expect([frozen.code, ours.read("images.lock.json").includes("<<<<<<<")]).toEqual([3, true]);
    expect(await build(ours)).toBe(0);
    expect(ours.read("images.lock.json")).not.toContain("<<<<<<<");
    const after = await ours.run("check");
    expect(after.stdout).toBe("1 asset: manifest, lock and files agree.\n");
  });
});

it("what an interrupted build did and could not write into the lock is said by whoever does not write it", async () => {
  write(ours, { hero: "A lake" });
  await build(ours);
  const former = ours.read("images.lock.json");
  write(ours, { hero: "A hill" });
  await build(ours);
  const entry = ours.lock().assets.get("hero");
  ours.write("images.lock.json", former);
  const lines = [
    { type: "begin", lock: sha256(former) },
    { type: "entry", asset: "hero", entry, moved: [] },
  ];
  ours.write(".imagegen/journal", lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const lacks = "images.lock.json: it lacks what an interrupted build did";
  const plan = await ours.run("plan --exit-code");
  expect([plan.code, plan.stderr]).toEqual([3, `warning: ${lacks}; a build writes it anew\n`]);
  const check = await ours.run("check");
  expect([check.code, check.stdout]).toEqual([3, `${lacks}; run: imagegen build\n`]);
  const frozen = await ours.run("build --frozen");
  expect([frozen.code, ours.read("images.lock.json")]).toEqual([3, former]);
  expect(frozen.stderr).toContain("lacks what an interrupted build did; a frozen build does not write it");
  expect(await build(ours)).toBe(0);
  expect((await ours.run("check")).code).toBe(0);
});

it("a lock cut off in the middle is refused, then rebuilt for nothing", async () => {
  write(ours, { hero: "A lake", icon: "A fox", team: "A hill" });
  await build(ours);
  const whole = ours.read("images.lock.json");
  ours.write("images.lock.json", whole.slice(0, whole.indexOf('"team"') + 40));
  const refused = await ours.run("build");
  expect([refused.code, server.calls()]).toEqual([2, 3]);
  const rebuilt = await ours.run("lock rebuild");
  expect(rebuilt.stdout, rebuilt.stderr).toContain("2 whole assets taken over");
  expect([rebuilt.code, server.calls()]).toEqual([0, 3]);
  expect(ours.read("images.lock.json")).toBe(whole);
  expect((await ours.run("check")).code).toBe(0);
});

it("four shards, their locks merged, are the build of one machine", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `asset-${index}`);
  const assets = Object.fromEntries(names.map((name) => [name, `A picture of ${name}`]));
  write(theirs, assets);
  expect((await theirs.run("build --provider sketch")).code).toBe(0);
  write(ours, assets);
  const sides: string[] = [];
  for (const index of [1, 2, 3, 4]) {
    const run = await ours.run(`build --provider sketch --shard ${index}/4`);
    expect(run.code, run.stderr).toBe(0);
    // A shard that happened to get no asset wrote none.
    if (!ours.has("images.lock.json")) continue;
    ours.write(`shard-${index}.json`, ours.read("images.lock.json"));
    ours.remove("images.lock.json");
    sides.push(`shard-${index}.json`);
  }
  expect(sides.length).toBeGreaterThan(1);
  ours.write("base.json", "");
  const merged = await ours.run(`lock merge base.json ${sides.join(" ")} --out images.lock.json`);
  expect(merged.code, merged.stderr).toBe(0);
  expect(ours.read("images.lock.json")).toBe(theirs.read("images.lock.json"));
  for (const name of names) expect(ours.bytes(`out/${name}.png`)).toEqual(theirs.bytes(`out/${name}.png`));
});

const NAMES = ["a", "b", "c", "d"] as const;
const edits = fc.array(
  fc.record({
    name: fc.constantFrom(...NAMES),
    deed: fc.constantFrom("change", "remove", "rename", "add"),
    word: fc.constantFrom("lake", "fox", "hill"),
  }),
  { minLength: 1, maxLength: 3 },
);

type Edits = typeof edits extends fc.Arbitrary<infer Value> ? Value : never;

function edited(assets: Assets, list: Edits, side: string): Assets {
  const next = new Map(Object.entries(assets));
  for (const { name, deed, word } of list) {
    const prompt = next.get(name);
    if (deed === "add") next.set(`${name}-${side}`, `A new ${word}`);
    else if (prompt === undefined) continue;
    else if (deed === "change") next.set(name, `A ${word}`);
    else next.delete(name);
    if (deed === "rename" && prompt !== undefined) next.set(`${name}-renamed-${side}`, prompt);
  }
  return Object.fromEntries(next);
}

it("lock rebuild leaves a newer lock alone", async () => {
  write(ours, { hero: "A lake" });
  await ours.expectRun("build");
  const newer = ours.read("images.lock.json").replace('"version": 1', '"version": 99');
  ours.write("images.lock.json", newer);
  const { stderr } = await ours.expectRun("lock rebuild", 2);
  expect(stderr).toContain("upgrade imagegen");
  expect(ours.read("images.lock.json")).toBe(newer);
});

it("lock rebuild leaves a refused picture to a person, and makes again what is free", async () => {
  write(ours, { hero: "A lake", rude: "Something rude" });
  server.setMode({ choose: ({ body }) => (body["prompt"] === "A lake" ? "ok" : "nsfw") });
  expect((await ours.run("build")).code).toBe(1);
  ours.remove("images.lock.json");
  const rebuilt = await ours.run("lock rebuild");
  expect(rebuilt.stdout).toMatch(/^left {5}rude: this very request was refused before, .*--retry-refused rude/m);
  expect(rebuilt.stdout).not.toContain("hero");
  // It is not tried and failed either, as something free would be: nobody is told of a failure.
  expect([rebuilt.code, rebuilt.stderr.includes("failed")]).toEqual([3, false]);
  expect(server.calls()).toBe(2);
  expect((await ours.run("check hero")).code).toBe(0);
  const events = await ours.expectRun("lock rebuild --json", 3);
  expect(events.stdout).toMatch(/"type":"finished".*"exit":3/);
});

it("whatever two people edit, their merge calls nobody", async () => {
  await fc.assert(
    fc.asyncProperty(edits, edits, fc.boolean(), async (mine, other, driver) => {
      const base: Assets = { a: "A tree", b: "A boat", c: "A cat", d: "A dog" };
      ours.remove(".");
      await start(base);
      const left = edited(base, mine, "x");
      const right = edited(base, other, "y");
      write(ours, left);
      write(theirs, right);
      await build(ours);
      await build(theirs);
      for (const project of [ours, theirs]) expect((await project.run("prune")).code).toBe(0);
      commit(ours);
      commit(theirs);
      if (driver) await ours.run("lock install-driver");
      merge();
      // As a person would resolve it: each asset as the side that changed it has it, ours where both did.
      const names = new Set([...Object.keys(left), ...Object.keys(right)]);
      const merged = new Map<string, string>();
      for (const name of names) {
        const side = left[name] !== base[name] ? left : right;
        const prompt = side[name];
        const path = `out/${name}.png`;
        if (prompt === undefined) continue;
        merged.set(name, prompt);
        git(ours.root, "checkout", side === left ? "HEAD" : "theirs", "--", path);
      }
      write(ours, Object.fromEntries(merged));
      expect(await build(ours)).toBe(0);
      const check = await ours.run("check");
      expect([check.code, check.stdout.split("\n").length], check.stdout).toEqual([0, 2]);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);
