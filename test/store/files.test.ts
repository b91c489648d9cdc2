import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { copyInto, createAtomically, moveFile, removeFile, writeAtomically } from "../../src/store/files.ts";
import { ensureFolder, freeBytes, probeWritable } from "../../src/store/folders.ts";
import { sweepTemporaryFiles, temporaryPath } from "../../src/store/temporary.ts";
import { filesBelow, killWhileWriting, script, start, workspace } from "./workspace.ts";

const OLD_TIME = new Date("2001-02-03T04:05:06Z");

describe("writeAtomically", () => {
  test("writes, makes folders, and leaves nothing else behind", async () => {
    const root = workspace();
    expect(await writeAtomically(join(root, "a/b/x.png"), "one", { root, durable: true })).toBe("written");
    expect(await writeAtomically(join(root, "a/b/x.png"), Buffer.from("two"), { root, durable: false })).toBe(
      "written",
    );
    expect(readFileSync(join(root, "a/b/x.png"), "utf8")).toBe("two");
    expect(filesBelow(root)).toEqual(["a/b/x.png"]);
    expect(statSync(join(root, "a/b/x.png")).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  test("does not touch a file that has the same bytes", async () => {
    const root = workspace();
    const path = join(root, "x");
    writeFileSync(path, "same");
    utimesSync(path, OLD_TIME, OLD_TIME);
    expect(await writeAtomically(path, "same", { root, durable: true })).toBe("same");
    expect(statSync(path).mtimeMs).toBe(OLD_TIME.getTime());
  });

  test("createAtomically: of many that write at once one does, and the others leave nothing", async () => {
    const root = workspace();
    const path = join(root, "a/x");
    const texts = ["one", "two", "three"];
    const results = await Promise.all(texts.map((text) => createAtomically(path, text, { root, durable: true })));
    expect(results.toSorted()).toEqual(["created", "exists", "exists"]);
    expect(readFileSync(path, "utf8")).toBe(texts[results.indexOf("created")]);
    expect(filesBelow(root)).toEqual(["a/x"]);
    expect(statSync(path)).toMatchObject({ nlink: 1 });
  });

  test("what is saved while it writes stays, where it is to replace certain bytes alone", async () => {
    const root = workspace();
    const path = join(root, "images.config.yaml");
    writeFileSync(path, "before");
    const replaces = Buffer.from("before");
    const writing = writeAtomically(path, "after", { root, durable: true, replaces });
    writeFileSync(path, "edited");
    expect(await writing).toBe("changed");
    expect([readFileSync(path, "utf8"), filesBelow(root)]).toEqual(["edited", ["images.config.yaml"]]);
    writeFileSync(path, "before");
    expect(await writeAtomically(path, "after", { root, durable: true, replaces })).toBe("written");
    expect(readFileSync(path, "utf8")).toBe("after");
  });

  test("replaces a link and leaves what it points to alone", async () => {
    const root = workspace();
    const victim = join(workspace(), "victim");
    writeFileSync(victim, "precious");
    symlinkSync(victim, join(root, "x"));
    await writeAtomically(join(root, "x"), "new", { root, durable: false });
    expect(lstatSync(join(root, "x")).isFile()).toBe(true);
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });

  test.each(["link/x.png", "link/sub/x.png", "../out.png"])(
    "refuses %s, which leads out, and makes nothing",
    async (path) => {
      const root = join(workspace(), "project");
      const outside = workspace();
      mkdirSync(root);
      symlinkSync(outside, join(root, "link"));
      await expect(writeAtomically(join(root, path), "x", { root, durable: false })).rejects.toMatchObject({
        name: "MachineError",
        code: "outside-project",
        exit: 2,
      });
      expect(filesBelow(outside)).toEqual([]);
      expect(existsSync(join(outside, "sub"))).toBe(false);
      expect(existsSync(join(root, "../out.png"))).toBe(false);
    },
  );

  test("refuses a link out of the project also when the bytes are the same", async () => {
    const root = workspace();
    const outside = workspace();
    writeFileSync(join(outside, "x"), "same");
    symlinkSync(outside, join(root, "link"));
    const attempt = writeAtomically(join(root, "link/x"), "same", { root, durable: false });
    await expect(attempt).rejects.toMatchObject({ code: "outside-project" });
  });

  test("follows a link that stays inside", async () => {
    const root = workspace();
    mkdirSync(join(root, "real"));
    symlinkSync("real", join(root, "link"));
    await writeAtomically(join(root, "link/x"), "x", { root, durable: false });
    expect(readFileSync(join(root, "real/x"), "utf8")).toBe("x");
  });

  test("says what is in the way, and removes its temporary file", async () => {
    const root = workspace();
    mkdirSync(join(root, "x/full"), { recursive: true });
    await expect(writeAtomically(join(root, "x"), "x", { root, durable: false })).rejects.toMatchObject({
      code: "io",
      exit: 6,
      message: `cannot write ${join(root, "x")}: a folder or a file is in the way (EISDIR)`,
    });
    expect(filesBelow(root)).toEqual([]);
  });

  test("a name that is too long", async () => {
    const root = workspace();
    const attempt = writeAtomically(join(root, "x".repeat(300)), "x", { root, durable: false });
    await expect(attempt).rejects.toMatchObject({ code: "name-too-long", exit: 6 });
    expect(filesBelow(root)).toEqual([]);
  });

  test("killed while it writes: the old file or a new one, and the sweep finds the rest", async () => {
    const root = workspace();
    const path = join(root, "x");
    const file = await script(`
      import { writeAtomically } from "#store/files.ts";
      const [, , root, path] = process.argv;
      for (let round = 0; ; round += 1) {
        const bytes = Buffer.alloc(2_000_000, 97 + (round % 26));
        await writeAtomically(path, bytes, { root, durable: round % 2 === 0 });
        console.log(round);
      }
    `);
    let abandoned = 0;
    for (let round = 0; round < 8 || (abandoned === 0 && round < 40); round += 1) {
      const child = start(file, root, path);
      await child.lines(2);
      await killWhileWriting(child, root);
      const bytes = readFileSync(path);
      expect(bytes.length).toBe(2_000_000);
      expect(bytes.equals(Buffer.alloc(2_000_000, bytes[0]))).toBe(true);
      const left = filesBelow(root).length - 1;
      abandoned += left;
      expect(sweepTemporaryFiles([root])).toBe(left);
      expect(filesBelow(root)).toEqual(["x"]);
    }
    expect(abandoned).toBeGreaterThan(0);
  });
});

describe("copyInto", () => {
  const bytes = Buffer.from("picture");
  const expected = sha256(bytes);

  test("copies, then leaves the copy alone", async () => {
    const root = workspace();
    const source = join(workspace(), "object");
    writeFileSync(source, bytes, { mode: 0o600 });
    const target = join(root, "out/x.png");
    const options = { root, durable: false, expect: expected };
    expect(await copyInto(source, target, options)).toBe("written");
    expect(statSync(target).mode & 0o777).toBe(0o666 & ~process.umask());
    utimesSync(target, OLD_TIME, OLD_TIME);
    expect(await copyInto(source, target, options)).toBe("same");
    expect(statSync(target).mtimeMs).toBe(OLD_TIME.getTime());
    expect(filesBelow(root)).toEqual(["out/x.png"]);
  });

  test("a damaged or missing source changes nothing", async () => {
    const root = workspace();
    const target = join(root, "x.png");
    writeFileSync(target, "old");
    const source = join(workspace(), "object");
    const options = { root, durable: false, expect: expected };
    expect(await copyInto(source, target, options)).toBe("missing");
    writeFileSync(source, "pictura");
    expect(await copyInto(source, target, options)).toBe("damaged");
    expect(readFileSync(target, "utf8")).toBe("old");
    expect(filesBelow(root)).toEqual(["x.png"]);
  });
});

describe("moveFile, removeFile", () => {
  test("move inside the project", async () => {
    const root = workspace();
    writeFileSync(join(root, "a"), "x");
    expect(await moveFile(join(root, "a"), join(root, "new/b"), { root, durable: true })).toBe(true);
    expect(filesBelow(root)).toEqual(["new/b"]);
    expect(await moveFile(join(root, "a"), join(root, "new/b"), { root, durable: true })).toBe(false);
  });

  test("neither reaches out of it", async () => {
    const root = workspace();
    const outside = workspace();
    writeFileSync(join(outside, "x"), "precious");
    symlinkSync(outside, join(root, "link"));
    writeFileSync(join(root, "a"), "x");
    expect(() => removeFile(join(root, "link/x"), { root })).toThrow(/leads out of/);
    await expect(moveFile(join(root, "link/x"), join(root, "b"), { root, durable: false })).rejects.toThrow(
      /leads out/,
    );
    await expect(moveFile(join(root, "a"), join(root, "link/x"), { root, durable: false })).rejects.toThrow(
      /leads out/,
    );
    expect(readFileSync(join(outside, "x"), "utf8")).toBe("precious");
  });

  test("a link is removed, not its target", () => {
    const root = workspace();
    writeFileSync(join(root, "a"), "x");
    symlinkSync("a", join(root, "b"));
    expect(removeFile(join(root, "b"), { root })).toBe(true);
    expect(removeFile(join(root, "b"), { root })).toBe(false);
    expect(filesBelow(root)).toEqual(["a"]);
  });
});

describe("folders", () => {
  test("a link that leads nowhere is not followed", () => {
    const root = workspace();
    symlinkSync(join(root, "nowhere"), join(root, "link"));
    expect(() => ensureFolder(join(root, "link/sub"), { root })).toThrow(/cannot create/);
    expect(readlinkSync(join(root, "link"))).toBe(join(root, "nowhere"));
    expect(existsSync(join(root, "nowhere"))).toBe(false);
  });

  test("the probe leaves only the folders", () => {
    const root = workspace();
    probeWritable([join(root, "a/b"), root], { root });
    expect(filesBelow(root)).toEqual([]);
    expect(existsSync(join(root, "a/b"))).toBe(true);
  });

  test("a folder that this user may not write says so, and who it is", () => {
    const root = workspace();
    chmodSync(root, 0o555);
    const asRoot = process.geteuid?.() === 0;
    // Permissions do not bind root.
    if (asRoot) process.seteuid?.(65_534);
    try {
      expect(() => probeWritable([root], { root })).toThrow(
        expect.objectContaining({ code: "permission", exit: 6, message: expect.stringMatching(/: user \S+ may not/) }),
      );
    } finally {
      if (asRoot) process.seteuid?.(0);
    }
  });

  test("free bytes of what does not exist yet", () => {
    expect(freeBytes(join(workspace(), "not/yet"))).toBeGreaterThan(0);
  });
});

describe("sweepTemporaryFiles", () => {
  test("leaves alone what is being written, what others wrote, and what is not ours", () => {
    const folder = workspace();
    const mine = temporaryPath(folder);
    writeFileSync(mine, "");
    const elsewhere = mine.replace(/-[0-9a-f]{8}-/, "-00000000-");
    writeFileSync(elsewhere, "");
    // A container gives the same number to the next run.
    const earlier = mine.replace(`-${process.pid}-`, `-${process.pid}-1`);
    writeFileSync(join(folder, ".imagegen-notes.tmp"), "");
    expect(sweepTemporaryFiles([folder, join(folder, "missing")])).toBe(0);
    utimesSync(elsewhere, OLD_TIME, OLD_TIME);
    writeFileSync(earlier, "");
    expect(sweepTemporaryFiles([folder])).toBe(2);
    expect(existsSync(mine)).toBe(true);
    expect(existsSync(join(folder, ".imagegen-notes.tmp"))).toBe(true);
  });
});
