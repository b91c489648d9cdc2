import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ProjectFacts } from "../../src/build/observe.ts";
import { openPlacedHistory } from "../../src/build/placed.ts";
import { openSession } from "../../src/build/session.ts";
import { sha256 } from "../../src/core/digest.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import type { Lock } from "../../src/core/lock.ts";
import { formatLock } from "../../src/core/lockfile.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { openMemo } from "../../src/store/memo.ts";
import { openStore } from "../../src/store/store.ts";
import { workspace } from "../store/workspace.ts";
import { settledLock } from "../support/settled-lock.ts";

const NAMES = ["a", "b", "c", "d", "e", "f", "g"];
const MANIFEST =
  "version: 1\nprovider: together\noutput: out/{name}.png\ndefaults: { model: black-forest-labs/FLUX.2-dev }\nassets:\n" +
  NAMES.map((name) => `  ${name}: { prompt: ${name} }\n`).join("");

const PATHS = NAMES.map((name) => `out/${name}.png`);

/** More than is read by one thread. */
const BYTES = 12 * 1024 * 1024;
const contentOf = (path: string) => Buffer.alloc(BYTES, path);

/** What happens to an output between the build and the clone. */
const ACCIDENTS: Readonly<Record<string, (file: string) => void>> = {
  nothing: () => undefined,
  edited: (file) => writeFileSync(file, "painted over"),
  longer: (file) => appendFileSync(file, "x"),
  deleted: (file) => rmSync(file),
  pointer: (file) =>
    writeFileSync(
      file,
      `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(contentOf(`out/${file.slice(-5)}`))}\nsize ${BYTES}\n`,
    ),
  "a folder": (file) => {
    rmSync(file);
    mkdirSync(file);
  },
  "a link": (file) => {
    rmSync(file);
    symlinkSync("elsewhere", file);
  },
  "moved away": (file) => renameSync(file, `${file}.old`),
};

const planOf = async (root: string, selected?: ReadonlySet<string>) => {
  const session = await openSession({
    cwd: root,
    kit: PROVIDER_KIT,
    environment: () => undefined,
    listener: () => undefined,
  });
  expect(session.diagnostics).toEqual([]);
  try {
    return (await session.begin(selected === undefined ? {} : { selected })).plan;
  } finally {
    await session.close();
  }
};

/** A clone, in which nothing has been looked at, ten seconds after it was made. */
function cloneWith(lock: Lock, accidents: readonly string[]): string {
  const root = workspace();
  writeFileSync(join(root, "images.config.yaml"), MANIFEST);
  writeFileSync(join(root, LOCK_FILE), formatLock(lock));
  for (const [index, path] of PATHS.entries()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contentOf(path));
    ACCIDENTS[accidents[index] ?? "nothing"]?.(file);
  }
  return root;
}

let lock: Lock;

beforeAll(async () => {
  const real = Date.now.bind(Date);
  vi.spyOn(Date, "now").mockImplementation(() => real() + 10_000);
  const root = workspace();
  writeFileSync(join(root, "images.config.yaml"), MANIFEST);
  const { assets } = await planOf(root);
  lock = settledLock(assets, (path) => ({ sha256: sha256(contentOf(path)), bytes: BYTES }));
});

afterAll(() => void vi.restoreAllMocks());

const accident = fc.oneof({ weight: 3, arbitrary: fc.constant("nothing") }, fc.constantFrom(...Object.keys(ACCIDENTS)));

test("a plan that is made while the outputs are read is that of what is found", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constant([]), fc.array(accident, { minLength: PATHS.length, maxLength: PATHS.length })),
      fc.constantFrom(undefined, new Set(["a", "c"])),
      async (accidents, selected) => {
        const root = cloneWith(lock, accidents);
        const early = await planOf(root, selected);
        // Where there is a memory nothing is read ahead, be it damaged.
        mkdirSync(join(root, ".imagegen"));
        writeFileSync(join(root, ".imagegen/memo"), "damaged");
        expect(early).toEqual(await planOf(root, selected));
        rmSync(root, { recursive: true });
      },
    ),
    { numRuns: 25 },
  );
});

test.each([
  ["as the lock says", [], true],
  ["painted over", ["nothing", "edited"], false],
])("files are taken for what the lock says until they are observed: %s", async (_, accidents, same) => {
  const root = cloneWith(lock, accidents);
  const memo = openMemo(undefined, { root });
  const facts = new ProjectFacts({
    memo,
    store: openStore({ directory: join(root, ".imagegen"), onWarning: () => undefined }),
    hostOf: () => "",
    placed: new Map(),
    history: openPlacedHistory(join(root, ".imagegen/placed")),
    protection: () => undefined,
    refusals: () => new Map(),
    fetchable: () => new Set(),
    arrived: () => new Map(),
    asked: () => [],
  });
  expect(facts.assume(lock, new Set(PATHS))).toBe(false);
  memo.readAhead(PATHS);
  expect(facts.assume(lock, new Set(PATHS))).toBe(true);
  expect(facts.file("out/b.png")).toEqual({ kind: "file", sha256: sha256(contentOf("out/b.png")), bytes: BYTES });
  await facts.observe(PATHS);
  expect(facts.isAsAssumed).toBe(same);
  const now = readFileSync(join(root, "out/b.png"));
  expect(facts.file("out/b.png")).toEqual({ kind: "file", sha256: sha256(now), bytes: now.length });
  memo.close();
});
