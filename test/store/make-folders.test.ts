import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolders } from "../../src/store/make-folders.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "imagegen-folders-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe("makeFolders", () => {
  it("makes what is missing, with the mode, and says whether the last of it is new", () => {
    const folder = join(root, "a/b/c");
    expect(makeFolders(folder, 0o700)).toBe(true);
    expect(makeFolders(folder, 0o700)).toBe(false);
    for (const made of [folder, join(root, "a")]) expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it("goes through links to folders", () => {
    makeFolders(join(root, "real"));
    symlinkSync("real", join(root, "link"));
    expect(makeFolders(join(root, "link/below"))).toBe(true);
    expect(statSync(join(root, "real/below")).isDirectory()).toBe(true);
  });

  it("throws what the system says where a file or a link to nothing is in the way", () => {
    writeFileSync(join(root, "file"), "");
    symlinkSync("nowhere", join(root, "dangling"));
    expect(() => makeFolders(join(root, "file"))).toThrow("EEXIST");
    expect(() => makeFolders(join(root, "file/below"))).toThrow(/EEXIST|ENOTDIR/);
    expect(() => makeFolders(join(root, "dangling"))).toThrow("EEXIST");
  });

  it.skipIf(process.platform !== "linux")("comes back where a file system makes no folders", () => {
    expect(() => makeFolders("/proc/nope/below")).toThrow("ENOENT");
  });
});
