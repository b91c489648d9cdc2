import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { copyInto, moveFile, writeAtomically } from "../../src/store/files.ts";
import { freeBytes, probeWritable } from "../../src/store/folders.ts";
import { openJournal, readJournal } from "../../src/store/journal.ts";
import { acquireLease } from "../../src/store/lease.ts";
import { OriginalsFolder } from "../../src/store/originals.ts";
import { openStore } from "../../src/store/store.ts";
import { CAN_MOUNT, filesBelow, makeReadOnly, mountSmall, REQUIRED, workspace } from "./workspace.ts";

describe.skipIf(!CAN_MOUNT && !REQUIRED)("small, full and read-only disks (need root, to mount a tmpfs)", () => {
  test("full: the old file stands, the message says how much is missing", async () => {
    const root = workspace();
    mountSmall(root, "size=64k");
    const path = join(root, "x");
    await writeAtomically(path, "old", { root, durable: true });
    const free = freeBytes(root);
    expect(free).toBeLessThan(64 * 1024);
    await expect(writeAtomically(path, Buffer.alloc(100_000), { root, durable: true })).rejects.toMatchObject({
      code: "disk-full",
      exit: 6,
      path,
      message: expect.stringMatching(/: the disk is full: 100000 bytes needed, \d+ bytes free$/),
    });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(filesBelow(root)).toEqual(["x"]);
    expect(freeBytes(root)).toBe(free);
  });

  test("full while copying an output: the same", async () => {
    const root = workspace();
    mountSmall(root, "size=64k");
    const bytes = Buffer.alloc(100_000, 1);
    const source = join(workspace(), "object");
    writeFileSync(source, bytes);
    const attempt = copyInto(source, join(root, "x"), { root, durable: false, expect: sha256(bytes) });
    await expect(attempt).rejects.toMatchObject({ code: "disk-full" });
    expect(filesBelow(root)).toEqual([]);
  });

  test("full or read-only where the repository keeps originals: nothing half is there, and the probe finds it", async () => {
    const root = workspace();
    const directory = join(root, "originals");
    mountSmall(directory, "size=64k");
    const bytes = Buffer.alloc(100_000, 1);
    const source = join(root, "object");
    writeFileSync(source, bytes);
    const folder = new OriginalsFolder({ root, directory });
    const original = { sha256: sha256(bytes), format: "png" };
    await expect(folder.keep(original, source)).rejects.toMatchObject({ code: "disk-full" });
    expect([folder.keeps(original.sha256), filesBelow(directory)]).toEqual([false, []]);
    makeReadOnly(directory);
    expect(() => folder.probe()).toThrow(expect.objectContaining({ code: "read-only", exit: 6 }));
  });

  test("no inodes", async () => {
    const root = workspace();
    mountSmall(root, "size=1m,nr_inodes=4");
    const fill = async (): Promise<void> => {
      for (let index = 0; index < 9; index += 1)
        await writeAtomically(join(root, String(index)), "x", { root, durable: false });
    };
    await expect(fill()).rejects.toMatchObject({ code: "no-inodes", message: expect.stringContaining("no inodes") });
    expect(filesBelow(root)).toEqual(["0", "1", "2"]);
  });

  test("read-only: found by the probe, and by every write", async () => {
    const root = workspace();
    mountSmall(root, "size=64k");
    writeFileSync(join(root, "x"), "old");
    const store = openStore({ directory: join(root, "store") });
    await store.putObject(Buffer.from("kept"), { durable: true });
    makeReadOnly(root);
    const readOnly = expect.objectContaining({ code: "read-only", exit: 6 });
    expect(() => probeWritable([root], { root })).toThrow(readOnly);
    expect(() => openStore({ directory: join(root, "store") }).probe()).toThrow(readOnly);
    await expect(writeAtomically(join(root, "x"), "new", { root, durable: false })).rejects.toThrow(readOnly);
    await expect(acquireLease(join(root, "lease"), { wait: 0 })).rejects.toThrow(readOnly);
    await expect(openJournal(join(root, "journal")).append(LINE, { durable: true })).rejects.toThrow(readOnly);
    expect(await writeAtomically(join(root, "x"), "old", { root, durable: false })).toBe("same");
    expect(Buffer.from((await store.getObject(sha256("kept"))) ?? []).toString()).toBe("kept");
  });

  test("the store on another file system than the project (EXDEV), and a move between two", async () => {
    const root = workspace();
    mountSmall(join(root, "other"), "size=1m");
    const elsewhere = workspace();
    mountSmall(elsewhere, "size=1m");
    expect(statSync(elsewhere).dev).not.toBe(statSync(root).dev);
    const store = openStore({ directory: join(elsewhere, "store") });
    const digest = await store.putObject(Buffer.from("picture"), { durable: true });
    expect(await store.copyObjectTo(digest, root, "out/x.png")).toBe(true);
    expect(await store.moveOutput(root, "out/x.png", "other/y.png")).toBe(true);
    expect(readFileSync(join(root, "other/y.png"), "utf8")).toBe("picture");
    expect(existsSync(join(root, "out/x.png"))).toBe(false);
    expect(await moveFile(join(root, "other/y.png"), join(root, "z.png"), { root, durable: true })).toBe(true);
    expect(filesBelow(root)).toEqual(["z.png"]);
  });

  test("a journal that hits the end of the disk goes on when there is room again", async () => {
    const root = workspace();
    mountSmall(root, "size=64k");
    const file = join(root, "journal");
    writeFileSync(join(root, "filler"), Buffer.alloc(16 * 1024));
    const journal = openJournal(file);
    await journal.append(LINE, { durable: true });
    const long = { type: "removed", asset: "x".repeat(100_000) } as const;
    await expect(journal.append(long, { durable: true })).rejects.toMatchObject({ code: "disk-full" });
    // The write stopped in the middle of the line.
    expect(statSync(file).size).toBeGreaterThan(LENGTH);
    expect(readJournal(file)).toEqual({ lines: [LINE], damaged: 0 });
    rmSync(join(root, "filler"));
    await journal.append(LINE, { durable: true });
    expect(readJournal(file)).toEqual({ lines: [LINE, LINE], damaged: 1 });
    await journal.compact(() => true);
    await journal.append(LINE, { durable: true });
    await journal.close();
    expect(readJournal(file)).toEqual({ lines: [LINE, LINE, LINE], damaged: 0 });
  });
});

const LINE = { type: "begin", lock: null } as const;
const LENGTH = JSON.stringify(LINE).length + 1;
