import {
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeSnapshot, type SnapshotContent } from "../../src/store/snapshot-write.ts";
import { readSnapshot } from "../../src/store/snapshot.ts";
import { tick } from "../support/tick.ts";
import { filesBelow, workspace } from "./workspace.ts";

const CIRCUMSTANCES = "imagegen 1 on Node 20";
const FILES = ["manifest.yaml", "out/a.webp", "out/b.webp"];

interface World {
  readonly root: string;
  readonly file: string;
  readonly content: SnapshotContent;
}

/** A project at rest: its files count as old. */
function world(): World {
  const root = workspace();
  mkdirSync(join(root, "out"));
  mkdirSync(join(root, "brand/logos"), { recursive: true });
  for (const file of FILES) writeFileSync(join(root, file), `content of ${file}`);
  writeFileSync(join(root, "brand/logos/one.png"), "a logo");
  const content = {
    circumstances: CIRCUMSTANCES,
    assets: 2,
    orphans: 1,
    recall: () => Promise.resolve(null),
    files: FILES,
    others: ["other.yaml", "journal"],
    searched: ["brand"],
    since: Date.now() + 10_000,
  };
  return { root, file: join(root, ".state/snapshot"), content };
}

function read({ file, root }: World, circumstances = CIRCUMSTANCES) {
  return readSnapshot(file, { root, circumstances, required: ["manifest.yaml"] });
}

/** What somebody may do to a project; all but `nothing` and `unrelated` could change a plan. */
const EDITS: Readonly<Record<string, (root: string) => void>> = {
  nothing: () => undefined,
  unrelated: (root) => writeFileSync(join(root, "readme.md"), "new"),
  "other bytes, same size": (root) => writeFileSync(join(root, "out/a.webp"), "CONTENT of out/a.webp"),
  "other bytes, old time": (root) => {
    const path = join(root, "out/b.webp");
    const { atime, mtime } = statSync(path);
    writeFileSync(path, "CONTENT of out/b.webp");
    utimesSync(path, atime, mtime);
  },
  replaced: (root) => {
    writeFileSync(join(root, "new"), "content of manifest.yaml");
    renameSync(join(root, "new"), join(root, "manifest.yaml"));
  },
  removed: (root) => rmSync(join(root, "out/a.webp")),
  linked: (root) => {
    renameSync(join(root, "out/a.webp"), join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(root, "out/a.webp"));
  },
  "second manifest": (root) => writeFileSync(join(root, "other.yaml"), ""),
  "killed build": (root) => writeFileSync(join(root, "journal"), "{}\n"),
  "new match": (root) => writeFileSync(join(root, "brand/logos/two.png"), "another"),
  "new folder": (root) => mkdirSync(join(root, "brand/new")),
};
const HARMLESS = new Set(["nothing", "unrelated"]);

describe("a snapshot", () => {
  test("holds exactly as long as nothing changed that the plan depended on", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...Object.keys(EDITS)), { maxLength: 3 }), async (names) => {
        const here = world();
        expect(await writeSnapshot(here.file, here.root, here.content)).toBe(true);
        tick(here.root);
        for (const name of names) {
          // What an earlier edit took away cannot be edited again.
          if (name === "linked" && !lstatSync(join(here.root, "out/a.webp"), { throwIfNoEntry: false })) continue;
          EDITS[name]?.(here.root);
        }
        const held = read(here);
        expect(held !== undefined).toBe(names.every((name) => HARMLESS.has(name)));
        if (held !== undefined) expect(held).toMatchObject({ assets: 2, orphans: 1 });
      }),
      { numRuns: 60 },
    );
  });

  test("other circumstances are another plan", async () => {
    const here = world();
    await writeSnapshot(here.file, here.root, here.content);
    expect(read(here)).toBeDefined();
    expect(read(here, "imagegen 2 on Node 20")).toBeUndefined();
  });

  test("is not written over something younger than the clock can tell", async () => {
    const here = world();
    const since = statSync(join(here.root, "out/a.webp")).mtimeMs + 1000;
    expect(await writeSnapshot(here.file, here.root, { ...here.content, since })).toBe(false);
    expect(filesBelow(here.root)).not.toContain(".state/snapshot");
  });

  test("is not written over a link, nor without a file that was read", async () => {
    const linked = world();
    EDITS["linked"]?.(linked.root);
    expect(await writeSnapshot(linked.file, linked.root, linked.content)).toBe(false);
    const without = world();
    EDITS["removed"]?.(without.root);
    expect(await writeSnapshot(without.file, without.root, without.content)).toBe(false);
  });

  test("one that arrives with a pull request proves nothing", async () => {
    const here = world();
    const forged = { ...here.content, files: [], searched: [], others: ["there/is/no/such/file"] };
    expect(await writeSnapshot(here.file, here.root, forged)).toBe(true);
    expect(read(here)).toBeUndefined();
  });

  test("damaged anywhere, it claims nothing that is not so", async () => {
    const here = world();
    await writeSnapshot(here.file, here.root, here.content);
    const whole = readFileSync(here.file);
    tick(here.root);
    EDITS["other bytes, same size"]?.(here.root);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, mask, cut) => {
        const bytes = Buffer.from(cut ? whole.subarray(0, at) : whole);
        if (!cut) bytes[at] = (bytes[at] ?? 0) ^ mask;
        writeFileSync(here.file, bytes);
        expect(read(here)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});
