import { lstatSync, mkdtempSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { GITATTRIBUTES_LINES } from "../../../src/cli/init-files.ts";
import { makeMp4 } from "../../support/clips.ts";
import { git, gitCode } from "../../support/git.ts";
import type { Project } from "../../support/project.ts";
import { whyMissing } from "../../support/real-servers.ts";
import { newProject, project as ours, serveProject, server } from "../../support/served.ts";

/**
 * A team without a server: originals are in the repository, outputs are not. One has built and committed, another
 * starts from a fresh clone.
 */

const PICTURE = "model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: webp";
const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
store: { originals: images/originals }
assets:
  hero: { prompt: A lake, ${PICTURE} }
  night: { prompt: Make it night, image: "asset:hero", ${PICTURE} }
  clip:
    model: kwaivgI/kling-2.1-standard
    frame_images: [{ input_image: "https://example.com/a.png" }]
`;
const FOLDER = "images/originals";
const NAME = /^images\/originals\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.(png|mp4)$/;
/** What `git lfs install` writes into somebody's settings. */
const LFS = Object.entries({
  "filter.lfs.clean": "git-lfs clean -- %f",
  "filter.lfs.smudge": "git-lfs smudge -- %f",
  "filter.lfs.process": "git-lfs filter-process",
  "filter.lfs.required": "true",
}).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

/** A git that knows no LFS, whatever the machine's settings say: pointers stay pointers. */
const NO_LFS = ["-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false"];

const lfsMissing = whyMissing("git-lfs");

serveProject(MANIFEST);

let clone: Project;

beforeEach(() => {
  server.setVideos({ pending: [], clip: makeMp4() });
  ours.write(".gitignore", ".imagegen/\nout/\n");
  git(ours.root, "init", "--quiet");
  clone = newProject();
});

function commit(project: Project, ...settings: string[]): void {
  git(project.root, ...settings, "add", "--all");
  git(project.root, ...settings, "commit", "--quiet", "--allow-empty", "--message", "work");
}

function cloneIt(...settings: readonly string[]): void {
  clone.remove(".");
  git(tmpdir(), ...settings, "clone", "--quiet", ours.root, clone.root);
}

/** The originals in the repository's folder, by digest. */
const kept = (project: Project): readonly string[] =>
  project.has(FOLDER) ? Object.keys(project.snapshotOf(FOLDER)).map((file) => basename(file).split(".")[0] ?? "") : [];

const locked = (project: Project): readonly string[] =>
  [...project.lock().assets.values()].flatMap(({ samples }) => samples.map(({ original }) => original.sha256));

/** Sorted, so that a difference can be read. */
const sorted = (digests: readonly string[]): readonly string[] => [...new Set(digests)].sort();

function expectSamePictures(): void {
  for (const file of ["out/hero.webp", "out/night.webp", "out/clip.mp4"])
    expect(clone.bytes(file).equals(ours.bytes(file)), file).toBe(true);
}

describe("a fresh clone", () => {
  it("builds everything from what the repository keeps, calls nobody and changes nothing", async () => {
    await ours.expectRun("build");
    expect(sorted(kept(ours))).toEqual(sorted(locked(ours)));
    for (const file of Object.keys(ours.snapshotOf(FOLDER))) {
      expect(file).toMatch(NAME);
      // As git and colleagues expect of a file of the project, not for one user only.
      expect(statSync(ours.path(file)).mode & 0o444).toBe(0o444);
    }
    commit(ours);
    cloneIt();
    const calls = server.calls();
    const restored = await clone.run("build", { environment: { CI: "true" } });
    expect([restored.code, server.calls()], restored.stderr).toEqual([0, calls]);
    expectSamePictures();
    await clone.expectRun("build");
    expect([server.calls(), git(clone.root, "status", "--porcelain")]).toEqual([calls, ""]);
    await clone.expectRun("check");
    // A format that nobody has made yet needs the originals themselves.
    clone.edit("images.config.yaml", "format: webp }\n  night", "format: png }\n  night");
    await clone.expectRun("build");
    expect([server.calls(), clone.has("out/hero.png")]).toEqual([calls, true]);
  });

  it("is the same where the store of the machine is elsewhere", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "imagegen-store-"));
    try {
      const environment = { IMAGEGEN_STORE: elsewhere };
      expect((await ours.run("build", { environment })).code).toBe(0);
      expect(sorted(kept(ours))).toEqual(sorted(locked(ours)));
      expect(ours.has(".imagegen/objects-v1")).toBe(false);
      commit(ours);
      cloneIt();
      const calls = server.calls();
      await clone.expectRun("build");
      expect(server.calls()).toBe(calls);
      expectSamePictures();
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  it.skipIf(lfsMissing !== undefined)(
    `says git lfs pull while it holds pointers, pays for nothing, and leaves them${lfsMissing === undefined ? "" : ` (skipped: ${lfsMissing})`}`,
    async () => {
      // The line that `init` proposes.
      const line = GITATTRIBUTES_LINES.find((text) => text.includes("filter=lfs")) ?? "";
      ours.write(".gitattributes", `${line.replace(/^# /, "")}\n`);
      await ours.expectRun("build");
      commit(ours, ...LFS);
      cloneIt(...NO_LFS);
      const pointers = clone.snapshotOf(FOLDER);
      const files = Object.keys(pointers);
      expect(files.map((file) => clone.read(file).slice(0, 12))).toEqual(files.map(() => "version http"));
      const calls = server.calls();
      for (const command of ["plan --exit-code", "build", "build --locked"]) {
        const { stderr } = await clone.expectRun(command, 3);
        expect(stderr.match(/is a Git LFS pointer; run: git lfs pull/g)).toHaveLength(1);
      }
      expect((await clone.expectRun("store stats")).stdout).toContain("Git LFS pointers: git lfs pull");
      expect((await clone.expectRun("store verify")).stdout).toContain(`0 damaged, ${files.length} not fetched`);
      expect([clone.snapshotOf(FOLDER), server.calls()]).toEqual([pointers, calls]);
      git(clone.root, ...LFS, "lfs", "pull");
      const { stderr } = await clone.expectRun("build");
      expect(stderr).not.toContain("warning");
      expect([server.calls(), git(clone.root, ...LFS, "status", "--porcelain")]).toEqual([calls, ""]);
      expectSamePictures();
    },
  );

  it("does not use a damaged original and does not pay for another; mended, it goes on", async () => {
    await ours.expectRun("build");
    commit(ours);
    cloneIt();
    const calls = server.calls();
    const broken = Object.keys(clone.snapshotOf(FOLDER));
    for (const file of broken) clone.write(file, Buffer.from(clone.bytes(file)).fill("?", 40, 42));
    const damaged = await clone.expectRun("build", 3);
    expect(damaged.stderr).toContain("is damaged");
    expect(damaged.stderr).toContain("git checkout has it");
    expect(clone.has("out/hero.webp")).toBe(false);
    // Nothing is moved away behind git's back.
    expect(Object.keys(clone.snapshotOf(FOLDER))).toEqual(broken);
    expect((await clone.expectRun("store verify", 3)).stdout).toContain(`${broken.length} damaged`);
    git(clone.root, "checkout", "--", FOLDER);
    await clone.expectRun("build");
    expect(server.calls()).toBe(calls);
    expectSamePictures();
  });
});

describe("what is kept", () => {
  it("are the originals that the lock names: a candidate when it was picked, and not before", async () => {
    await ours.expectRun("build");
    const before = sorted(kept(ours));
    await ours.expectRun("try hero -n 2 --yes");
    expect(sorted(kept(ours))).toEqual(before);
    await ours.expectRun("pick hero 2");
    expect(locked(ours).every((digest) => kept(ours).includes(digest))).toBe(true);
    commit(ours);
    cloneIt();
    const calls = server.calls();
    await clone.expectRun("build hero clip --locked");
    expect(server.calls()).toBe(calls);
  });

  it("is completed by a build with nothing else to do, once", async () => {
    ours.edit("images.config.yaml", "store: { originals: images/originals }\n", "");
    await ours.expectRun("build");
    expect(kept(ours)).toEqual([]);
    ours.edit("images.config.yaml", "assets:", "store: { originals: images/originals }\nassets:");
    const calls = server.calls();
    await ours.expectRun("build --locked");
    expect(kept(ours)).toEqual([]);
    expect((await ours.expectRun("store stats")).stdout).toContain("not kept   3 originals that the lock names");
    await ours.expectRun("build");
    expect(sorted(kept(ours))).toEqual(sorted(locked(ours)));
    expect((await ours.expectRun("store stats")).stdout).not.toContain("not kept");
    const after = ours.snapshot();
    await ours.expectRun("build");
    expect([ours.snapshot(), server.calls()]).toEqual([after, calls]);
  });

  it("is an imported picture as well", async () => {
    await ours.expectRun("build hero");
    const [answer = ""] = Object.keys(ours.snapshotOf(FOLDER));
    ours.write("other.png", Buffer.concat([ours.bytes(answer), Buffer.from("x")]));
    await ours.expectRun("import hero other.png");
    expect(locked(ours).every((digest) => kept(ours).includes(digest))).toBe(true);
    expect(kept(ours)).toHaveLength(2);
  });

  it("stays while a branch or recent history names it, and goes by store gc after that", async () => {
    await ours.expectRun("build");
    commit(ours);
    await ours.expectRun("build hero --replace --yes");
    const [first] = kept(ours).filter((digest) => !locked(ours).includes(digest));
    expect(kept(ours)).toHaveLength(4);
    const old = Object.keys(ours.snapshotOf(FOLDER));
    for (const file of old) utimesSync(ours.path(file), 1, 1);
    expect((await ours.expectRun("store gc")).stdout).not.toContain("from the repository");
    expect(kept(ours)).toContain(first);
    // A history that never knew it.
    ours.remove(".git");
    git(ours.root, "init", "--quiet");
    for (const folder of ["generations-v1", "objects-v1"])
      for (const file of Object.keys(ours.snapshotOf(`.imagegen/${folder}`))) utimesSync(ours.path(file), 1, 1);
    expect((await ours.expectRun("store gc --dry-run")).stdout).toContain("from the repository 1 file");
    expect(kept(ours)).toContain(first);
    await ours.expectRun("store gc");
    expect(sorted(kept(ours))).toEqual(sorted(locked(ours)));
  });

  it("is mended from the store of this machine, and mends it", async () => {
    await ours.expectRun("build");
    const files = Object.keys(ours.snapshotOf(FOLDER)).filter((file) => file.endsWith(".png"));
    const [one, other] = files as [string, string];
    const good = ours.snapshotOf(FOLDER);
    const local = `.imagegen/objects-v1/${basename(other).slice(0, 2)}/${basename(other).split(".")[0]}`;
    ours.write(one, "cut off");
    ours.write(local, "cut off as well");
    const { stdout } = await ours.expectRun("store verify");
    expect(stdout).toContain(`mended       ${one}`);
    expect(stdout).toContain(`mended       ${local}`);
    expect(ours.bytes(local).equals(ours.bytes(other))).toBe(true);
    expect(Object.entries(ours.snapshotOf(FOLDER)).map(([file, fact]) => [file, fact.split(" ")[0]])).toEqual(
      Object.entries(good).map(([file, fact]) => [file, fact.split(" ")[0]]),
    );
    expect((await ours.expectRun("store verify")).stdout).toContain("0 mended, 0 damaged");
  });

  it("is an edited output that was accepted, which no original gives again", async () => {
    await ours.expectRun("build hero");
    ours.write("out/hero.webp", Buffer.concat([ours.bytes("out/hero.webp"), Buffer.from("retouched")]));
    await ours.expectRun("accept hero");
    expect(Object.keys(ours.snapshotOf(FOLDER)).filter((file) => file.endsWith(".webp"))).toHaveLength(1);
    commit(ours);
    cloneIt();
    const calls = server.calls();
    await clone.expectRun("build hero");
    expect([server.calls(), clone.read("out/hero.webp").endsWith("retouched")]).toEqual([calls, true]);
  });

  it("comes together when branches merge, and a clone of the merge calls nobody", async () => {
    const fragment = (name: string) => `assets:\n  ${name}: { prompt: A picture of ${name}, ${PICTURE} }\n`;
    ours.edit("images.config.yaml", "assets:", 'include: ["*.images.yaml"]\nassets:');
    await ours.expectRun("build hero");
    commit(ours);
    cloneIt();
    clone.write("zebra.images.yaml", fragment("zebra"));
    await clone.expectRun("build zebra");
    commit(clone);
    ours.write("ant.images.yaml", fragment("ant"));
    await ours.expectRun("build ant hero --replace --yes");
    commit(ours);
    const calls = server.calls();
    git(ours.root, "fetch", "--quiet", clone.root, "HEAD");
    // Where git sees a conflict in the lock, the next build sees none.
    gitCode(ours.root, "merge", "--quiet", "--no-edit", "FETCH_HEAD");
    await ours.expectRun("build ant zebra hero");
    commit(ours);
    expect(sorted(locked(ours)).every((digest) => kept(ours).includes(digest))).toBe(true);
    cloneIt();
    await clone.expectRun("build ant zebra hero");
    expect(server.calls()).toBe(calls);
    for (const file of ["out/hero.webp", "out/ant.webp", "out/zebra.webp"])
      expect(clone.bytes(file).equals(ours.bytes(file)), file).toBe(true);
  });

  it("is not needed by check", async () => {
    await ours.expectRun("build");
    ours.remove(FOLDER);
    ours.remove(".imagegen");
    await ours.expectRun("check");
  });
});

describe("a folder that is no place for them", () => {
  it("is refused before anything is paid for, also where a link makes it one", async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "imagegen-elsewhere-"));
    try {
      ours.write("images/x", "");
      for (const [target, code, why] of [
        [elsewhere, "path-outside-project", "that leaves the project"],
        ["../.git", "path-invalid", "git keeps nothing that is in .git"],
        ["x", "path-invalid", "images/x is a file"],
      ] as const) {
        symlinkSync(target, ours.path(FOLDER));
        const { stderr } = await ours.expectRun("build", 2);
        expect(stderr).toContain(`error[${code}]: originals cannot be kept in "images/originals": `);
        expect(stderr).toContain(why);
        expect(stderr).toContain("images.config.yaml:4:21");
        unlinkSync(ours.path(FOLDER));
      }
      // Inside the project a link is a folder like any other.
      symlinkSync("../kept", ours.path(FOLDER));
      ours.write("kept/README", "originals");
      await ours.expectRun("build hero");
      expect(lstatSync(ours.path(FOLDER)).isSymbolicLink()).toBe(true);
      expect(kept(ours)).toEqual(expect.arrayContaining([...locked(ours)]));
      expect(server.calls()).toBe(1);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});
