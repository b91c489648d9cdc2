import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import type { Original } from "../../src/core/lock.ts";
import { generationKey } from "../../src/core/recipe.ts";
import type { GenerationRecord } from "../../src/core/store-records.ts";
import { pathInBucket, requestLease } from "../../src/store/layout.ts";
import { acquireLease } from "../../src/store/lease.ts";
import type { StoreWarning } from "../../src/store/store-folders.ts";
import { openStore } from "../../src/store/store.ts";
import { filesBelow, killWhileWriting, script, start, workspace } from "./workspace.ts";

const BYTES = Buffer.from("the bytes of a picture");
const DIGEST = sha256(BYTES);

function newStore(directory = join(workspace(), "store")) {
  const warnings: StoreWarning[] = [];
  const store = openStore({ directory, onWarning: (warning) => warnings.push(warning) });
  return { store, directory, warnings, object: (digest: string) => pathInBucket(directory, "objects", digest) };
}

function original(text: string): Original {
  return { sha256: sha256(text), bytes: text.length, format: "png", width: 1, height: 1 };
}

function record(host: string, ...originals: readonly Original[]): GenerationRecord {
  const recipe = { provider: "together", epoch: 1, endpoint: "images/generations", body: { prompt: "x" } };
  return { key: generationKey(recipe), recipe, host, originals };
}

describe("objects", () => {
  test("are stored once, for this user only, and found again", async () => {
    const { store, directory, object } = newStore();
    expect(existsSync(directory)).toBe(false);
    expect(store.hasObject(DIGEST)).toBe(false);
    expect(await store.putObject(BYTES, { durable: true })).toBe(DIGEST);
    const { mtimeMs, ino } = statSync(object(DIGEST));
    expect(await store.putObject(BYTES, { durable: true })).toBe(DIGEST);
    expect(statSync(object(DIGEST))).toMatchObject({ mtimeMs, ino });
    expect(store.hasObject(DIGEST)).toBe(true);
    expect(await store.getObject(DIGEST)).toEqual(BYTES);
    expect(filesBelow(directory)).toEqual([`objects-v1/${DIGEST.slice(0, 2)}/${DIGEST}`]);
    for (let path = dirname(object(DIGEST)); path.startsWith(directory); path = dirname(path))
      expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  test.each([
    ["flipped", (path: string) => writeFileSync(path, Buffer.from(BYTES).fill("?", 3, 4))],
    ["cut", (path: string) => writeFileSync(path, BYTES.subarray(0, 10))],
    ["empty", (path: string) => writeFileSync(path, "")],
  ])("%s: not used, said, set aside, and mended by the next put", async (_, damage) => {
    const { store, directory, object, warnings } = newStore();
    await store.putObject(BYTES, { durable: true });
    damage(object(DIGEST));
    expect(readFileSync(object(DIGEST))).not.toEqual(BYTES);
    const root = workspace();
    writeFileSync(join(root, "x.png"), "old");
    expect(await store.copyObjectTo(DIGEST, root, "x.png")).toBe(false);
    expect(await store.getObject(DIGEST)).toBeUndefined();
    expect(store.hasObject(DIGEST)).toBe(false);
    expect(warnings).toEqual([{ code: "object-damaged", message: expect.stringContaining(object(DIGEST)) }]);
    expect(filesBelow(root)).toEqual(["x.png"]);
    expect(readFileSync(join(root, "x.png"), "utf8")).toBe("old");
    expect(filesBelow(directory)).toEqual([`damaged/${DIGEST}`]);
    await store.putObject(BYTES, { durable: false });
    expect(await store.getObject(DIGEST)).toEqual(BYTES);
  });

  test("damaged, then put before anybody read it: mended", async () => {
    const { store, object, warnings } = newStore();
    await store.putObject(BYTES, { durable: true });
    writeFileSync(object(DIGEST), Buffer.alloc(BYTES.length));
    await store.putObject(BYTES, { durable: true });
    expect(await store.getObject(DIGEST)).toEqual(BYTES);
    expect(warnings).toEqual([]);
  });

  test("a Git LFS pointer is not damage: it is not here yet", async () => {
    const { store, object, warnings } = newStore();
    await store.putObject(BYTES, { durable: true });
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${DIGEST}\nsize 22\n`;
    writeFileSync(object(DIGEST), pointer);
    expect(store.hasObject(DIGEST)).toBe(false);
    expect(await store.getObject(DIGEST)).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(["object-not-fetched"]);
    expect(readFileSync(object(DIGEST), "utf8")).toBe(pointer);
  });

  test("links inside the store are not followed", async () => {
    const { store, directory, object } = newStore();
    await store.putObject(BYTES, { durable: true });
    const outside = join(workspace(), "object");
    renameSync(object(DIGEST), outside);
    symlinkSync(outside, object(DIGEST));
    expect(store.hasObject(DIGEST)).toBe(false);
    expect(await store.getObject(DIGEST)).toBeUndefined();
    await store.putObject(BYTES, { durable: true });
    expect(lstatSync(object(DIGEST)).isFile()).toBe(true);

    const fan = dirname(object(DIGEST));
    const moved = join(workspace(), "fan");
    renameSync(fan, moved);
    symlinkSync(moved, fan);
    expect(store.hasObject(DIGEST)).toBe(false);
    await expect(store.putObject(BYTES, { durable: true })).rejects.toMatchObject({ name: "MachineError" });

    const bucket = dirname(fan);
    unlinkSync(fan);
    renameSync(bucket, join(workspace(), "bucket"));
    symlinkSync(moved, bucket);
    expect(() => openStore({ directory })).toThrow(/is not a folder/);
  });

  test("what is no digest never becomes a path", () => {
    expect(() => newStore().store.hasObject("../../../../etc/passwd")).toThrow(/not a digest/);
  });

  test("an output: copied, its folder made, left alone when it is right", async () => {
    const { store } = newStore();
    const root = workspace();
    await store.putObject(BYTES, { durable: true });
    expect(await store.copyObjectTo(DIGEST, root, "a/b.png")).toBe(true);
    const { ino } = statSync(join(root, "a/b.png"));
    expect(await store.copyObjectTo(DIGEST, root, "a/b.png")).toBe(true);
    expect(statSync(join(root, "a/b.png")).ino).toBe(ino);
    expect(readFileSync(join(root, "a/b.png"))).toEqual(BYTES);
    expect(await store.copyObjectTo(sha256("nothing"), root, "c.png")).toBe(false);
    await expect(store.copyObjectTo(DIGEST, root, "../c.png")).rejects.toMatchObject({ code: "outside-project" });
    expect(filesBelow(root)).toEqual(["a/b.png"]);
  });

  test("killed while it stores: what is there is whole, what was acknowledged is there, the rest is swept", async () => {
    const { store, directory } = newStore();
    const file = await script(`
      import { openStore } from "#store/store.ts";
      const store = openStore({ directory: process.argv[2] });
      for (let round = 0; ; round += 1)
        console.log(await store.putObject(Buffer.alloc(2_000_000, process.pid + "-" + round + "|"), { durable: round % 2 === 0 }));
    `);
    let abandoned = 0;
    for (let round = 0; round < 4 || (abandoned === 0 && round < 40); round += 1) {
      const child = start(file, directory);
      await child.lines(1);
      for (const digest of await killWhileWriting(child, join(directory, "tmp")))
        expect(await store.getObject(digest)).toBeDefined();
      for (const { sha256: name, path } of store.objects()) expect(sha256(readFileSync(path))).toBe(name);
      abandoned += store.sweep();
      expect(filesBelow(directory).filter((name) => name.startsWith("tmp/"))).toEqual([]);
    }
    expect(abandoned).toBeGreaterThan(0);
  });
});

describe("generation records", () => {
  const { key } = record("");

  test("originals add up per host, the latest last", async () => {
    const { store } = newStore();
    expect(store.getGeneration(key)).toBeUndefined();
    await store.putGeneration(record("https://a", original("1")));
    await store.putGeneration(record("https://a", original("2")));
    await store.putGeneration(record("http://127.0.0.1:1", original("3")));
    await store.putGeneration(record("https://a", original("1")));
    expect(store.getGeneration(key)).toEqual(record("https://a", original("2"), original("1")));
    const local = store.getGeneration(key, ({ host }) => host.startsWith("http:"));
    expect(local).toEqual(record("http://127.0.0.1:1", original("3")));
    expect(store.getGeneration(key, () => false)).toBeUndefined();
    expect([...store.generations()]).toHaveLength(2);
  });

  test("none is lost when several processes write at once", async () => {
    const { store, directory } = newStore();
    const file = await script(`
      import { openStore } from "#store/store.ts";
      const store = openStore({ directory: process.argv[2] });
      const record = JSON.parse(process.argv[3]);
      await Promise.all(record.originals.map((original) => store.putGeneration({ ...record, originals: [original] })));
    `);
    const names = ["a", "b", "c"].map((name) => [1, 2, 3].map((number) => original(name + number)));
    const children = names.map((originals) =>
      start(file, directory, JSON.stringify(record("https://a", ...originals))),
    );
    for (const child of children) expect(await child.ended).toMatchObject({ code: 0, error: "" });
    const found = store.getGeneration(key)?.originals.map(({ sha256: digest }) => digest) ?? [];
    expect([...found].sort()).toEqual(
      names
        .flat()
        .map((one) => one.sha256)
        .sort(),
    );
    expect(filesBelow(directory)).toEqual([`generations-v1/${key.slice(0, 2)}/${key}.json`]);
  });

  test.each([
    ["cut", (text: string) => text.slice(0, -20)],
    ["of another recipe", (text: string) => text.replace('"prompt":"x"', '"prompt":"y"')],
    ["with a digest that is none", (text: string) => text.replace(/"sha256":"[0-9a-f]{4}/, '"sha256":"../x')],
    ["empty", () => ""],
  ])("%s: not used, said, set aside", async (_, damage) => {
    const { store, directory, warnings } = newStore();
    await store.putGeneration(record("https://a", original("1")));
    const path = pathInBucket(directory, "generations", key);
    const before = readFileSync(path, "utf8");
    writeFileSync(path, damage(before));
    expect(readFileSync(path, "utf8")).not.toBe(before);
    expect(store.getGeneration(key)).toBeUndefined();
    expect(warnings).toEqual([{ code: "record-damaged", message: expect.stringContaining(path) }]);
    expect(filesBelow(directory)).toEqual([`damaged/${key}.json`]);
    await store.putGeneration(record("https://a", original("2")));
    expect(store.getGeneration(key)?.originals).toEqual([original("2")]);
  });

  test("a record under a key that is not its own is a bug, not data", async () => {
    const wrong = { ...record("https://a", original("1")), key: DIGEST };
    await expect(newStore().store.putGeneration(wrong)).rejects.toThrow(/has another key/);
  });
});

describe("derivation records", () => {
  const derivation = { key: sha256("key"), sha256: DIGEST, bytes: 22, width: 4, height: 3 };

  test("kept and found; replaced by the latest", async () => {
    const { store } = newStore();
    expect(store.getDerivation(derivation.key)).toBeUndefined();
    await store.putDerivation({ ...derivation, bytes: 1 });
    await store.putDerivation(derivation);
    expect(store.getDerivation(derivation.key)).toEqual(derivation);
    expect([...store.derivations()]).toEqual([derivation]);
  });

  test("one that lies under another's name is not used", async () => {
    const { store, directory, warnings } = newStore();
    await store.putDerivation(derivation);
    const other = sha256("other");
    mkdirSync(dirname(pathInBucket(directory, "derivations", other)), { recursive: true });
    renameSync(pathInBucket(directory, "derivations", derivation.key), pathInBucket(directory, "derivations", other));
    expect(store.getDerivation(other)).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(["record-damaged"]);
  });
});

describe("who may", () => {
  test("another user's store is refused", async () => {
    const { store, directory } = newStore();
    await store.putObject(BYTES, { durable: true });
    const refused = expect.objectContaining({ name: "MachineError", code: "foreign-owner", exit: 6 });
    if (process.geteuid?.() === 0) {
      chownSync(directory, 65_534, 65_534);
      expect(() => openStore({ directory })).toThrow(refused);
    } else expect(() => openStore({ directory: "/" })).toThrow(refused);
  });

  test("a file where the store should be", () => {
    const directory = join(workspace(), "store");
    writeFileSync(directory, "");
    expect(() => openStore({ directory })).toThrow(`${directory} is not a folder`);
  });

  test("opened read-only: it answers, and changes nothing", async () => {
    const { store, directory, object } = newStore();
    await store.putObject(BYTES, { durable: true });
    const reader = openStore({ directory, readOnly: true });
    expect(await reader.getObject(DIGEST)).toEqual(BYTES);
    await expect(reader.putObject(Buffer.from("y"), { durable: true })).rejects.toMatchObject({ code: "read-only" });
    writeFileSync(object(DIGEST), "damaged");
    expect(await reader.getObject(DIGEST)).toBeUndefined();
    expect(filesBelow(directory)).toHaveLength(1);
  });
});

describe("leaseRequest", () => {
  const signal = new AbortController().signal;

  test("one at a time, across stores opened twice", async () => {
    const { store, directory } = newStore();
    const release = await store.leaseRequest(DIGEST, signal);
    await expect(acquireLease(requestLease(directory, DIGEST), { wait: 0 })).rejects.toThrow(/holds/);
    let second = false;
    const waiting = openStore({ directory })
      .leaseRequest(DIGEST, signal)
      .then((next) => {
        second = true;
        return next;
      });
    expect(second).toBe(false);
    release?.();
    (await waiting)?.();
    expect(second).toBe(true);
    expect(filesBelow(directory)).toEqual([]);
  });

  test("stopped while waiting: undefined", async () => {
    const { store } = newStore();
    const release = await store.leaseRequest(DIGEST, signal);
    const stop = new AbortController();
    const waiting = store.leaseRequest(DIGEST, stop.signal);
    stop.abort();
    expect(await waiting).toBeUndefined();
    release?.();
  });

  test("held on another host: goes on without it, and says so", async () => {
    const { store, directory, warnings } = newStore();
    mkdirSync(join(directory, "leases"), { recursive: true });
    const holder = { pid: 1, host: "other-host", id: "0123456789abcdef", since: "2026-01-02T03:04:05.678Z" };
    writeFileSync(requestLease(directory, DIGEST), JSON.stringify(holder));
    const release = await store.leaseRequest(DIGEST, signal);
    expect(warnings).toEqual([
      { code: "request-not-leased", message: expect.stringMatching(/^pid 1 on other-host .* asking without it$/) },
    ]);
    release?.();
    expect(existsSync(requestLease(directory, DIGEST))).toBe(true);
  });
});
