import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { generationKey, type Recipe } from "../../src/core/recipe.ts";
import { collectGarbage } from "../../src/store/gc.ts";
import { pathInBucket } from "../../src/store/layout.ts";
import { storeStats } from "../../src/store/stats.ts";
import type { StoreWarning } from "../../src/store/store-folders.ts";
import { openStore } from "../../src/store/store.ts";
import { verifyStore } from "../../src/store/verify.ts";
import { filesBelow, workspace } from "./workspace.ts";

const NONE: ReadonlySet<string> = new Set();

/** Two recipes with an original each and two derived files of the first, oldest first; and bytes without a record. */
async function filledStore() {
  const warnings: StoreWarning[] = [];
  const store = openStore({ directory: join(workspace(), "store"), onWarning: (warning) => warnings.push(warning) });
  const keys: string[] = [];
  const originals: string[] = [];
  for (const prompt of ["first", "second"]) {
    const recipe: Recipe = { provider: "together", epoch: 1, endpoint: "images", body: { prompt } };
    const bytes = Buffer.from(`original of the ${prompt}`);
    const digest = await store.putObject(bytes, { durable: true });
    const key = generationKey(recipe);
    await store.putGeneration({
      key,
      recipe,
      host: "https://a",
      originals: [{ sha256: digest, bytes: bytes.length, format: "png" }],
    });
    keys.push(key);
    originals.push(digest);
  }
  const derived: string[] = [];
  for (const [index, name] of ["old", "new"].entries()) {
    const bytes = Buffer.alloc(100, name);
    const digest = await store.putObject(bytes, { durable: false });
    await store.putDerivation({ key: sha256(name), sha256: digest, bytes: 100 });
    utimesSync(pathInBucket(store.directory, "objects", digest), 1000 + index, 1000 + index);
    derived.push(digest);
  }
  const stray = await store.putObject(Buffer.from("paid, and killed before the record was written"), { durable: true });
  return { store, warnings, keys, originals, derived, stray };
}

describe("collectGarbage", () => {
  test("after a build: only derived files over the cap, the oldest first, and their records", async () => {
    const { store, derived, originals, stray } = await filledStore();
    const before = filesBelow(store.directory);
    const options = { keepObjects: NONE, derivedCap: 150, grace: 0 };
    const expected = {
      originals: { files: 0, bytes: 0 },
      kept: { files: 0, bytes: 0 },
      derived: { files: 1, bytes: 100 },
      generations: 0,
      derivations: 1,
      damaged: 0,
    };
    expect(collectGarbage(store, { ...options, dryRun: true })).toEqual(expected);
    expect(filesBelow(store.directory)).toEqual(before);
    expect(collectGarbage(store, options)).toEqual(expected);
    expect(derived.map((digest) => store.hasObject(digest))).toEqual([false, true]);
    expect(store.getDerivation(sha256("old"))).toBeUndefined();
    expect([...originals, stray].every((digest) => store.hasObject(digest))).toBe(true);
    expect(collectGarbage(store, options)).toMatchObject({ derived: { files: 0 }, derivations: 0 });
  });

  test("what a lock names stays, however small the cap", async () => {
    const { store, derived } = await filledStore();
    collectGarbage(store, { keepObjects: new Set([derived[0] as string]), derivedCap: 0 });
    expect(derived.map((digest) => store.hasObject(digest))).toEqual([true, false]);
  });

  test("asked for: records that no lock names, their originals, and bytes without a record", async () => {
    const { store, keys, originals, stray } = await filledStore();
    writeFileSync(pathInBucket(store.directory, "objects", stray), "damaged");
    await store.getObject(stray);
    const keep = { keepObjects: NONE, keepGenerations: new Set([keys[0] as string]), grace: 0 };
    expect(collectGarbage(store, keep)).toMatchObject({
      originals: { files: 1 },
      derived: { files: 0 },
      generations: 1,
      damaged: 1,
    });
    expect(originals.map((digest) => store.hasObject(digest))).toEqual([true, false]);
    expect([...store.generations()].map(({ key }) => key)).toEqual([keys[0]]);
  });

  test("an original that a lock names stays without its record", async () => {
    const { store, originals, stray } = await filledStore();
    collectGarbage(store, { keepObjects: new Set([...originals, stray]), keepGenerations: NONE, grace: 0 });
    expect([...originals, stray].every((digest) => store.hasObject(digest))).toBe(true);
    expect([...store.generations()]).toEqual([]);
  });

  test("what was paid for in the last day stays: another build may not have written its lock yet", async () => {
    const { store, keys, originals, stray } = await filledStore();
    // A wrong clock: from the future.
    utimesSync(pathInBucket(store.directory, "objects", stray), 4e9, 4e9);
    const gone = collectGarbage(store, { keepObjects: NONE, keepGenerations: NONE });
    expect(gone).toMatchObject({ originals: { files: 0 }, generations: 0 });
    expect([...originals, stray].every((digest) => store.hasObject(digest))).toBe(true);
    expect(keys.every((key) => store.getGeneration(key) !== undefined)).toBe(true);
  });
});

describe("storeStats", () => {
  test("counts", async () => {
    const { store } = await filledStore();
    expect(storeStats(store)).toEqual({
      originals: { files: 3, bytes: expect.any(Number) },
      derived: { files: 2, bytes: 200 },
      generations: 2,
      derivations: 2,
      damaged: 0,
    });
  });

  test("a store that does not exist yet is empty", () => {
    const store = openStore({ directory: join(workspace(), "store") });
    expect(storeStats(store)).toMatchObject({ originals: { files: 0 }, generations: 0 });
    expect(collectGarbage(store, { keepObjects: NONE, keepGenerations: NONE })).toMatchObject({ generations: 0 });
  });
});

describe("verifyStore", () => {
  test("names what is damaged or not fetched, and leaves the objects where they are", async () => {
    const { store, warnings, originals, derived, keys } = await filledStore();
    expect(await verifyStore(store)).toMatchObject({ checked: { files: 5 }, damaged: [], notFetched: [] });
    const [flipped, pointer] = [originals[0], derived[0]] as [string, string];
    const path = pathInBucket(store.directory, "objects", flipped);
    const bytes = readFileSync(path);
    bytes[0] = (bytes[0] as number) ^ 1;
    writeFileSync(path, bytes);
    writeFileSync(
      pathInBucket(store.directory, "objects", pointer),
      `version https://git-lfs.github.com/spec/v1\noid sha256:${pointer}\nsize 100\n`,
    );
    writeFileSync(pathInBucket(store.directory, "generations", keys[1] as string), "{}");
    const verified = await verifyStore(store);
    expect(verified.damaged.map((damage) => damage.sha256)).toEqual([flipped]);
    expect(verified.notFetched.map((damage) => damage.sha256)).toEqual([pointer]);
    expect(warnings.map(({ code }) => code)).toEqual(["record-damaged"]);
    expect(readFileSync(path)).toEqual(bytes);
  });
});
