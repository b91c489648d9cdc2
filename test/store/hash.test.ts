import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { digestFile, digestFiles, digestNow } from "../../src/store/hash.ts";
import { parsePointer } from "../../src/store/pointer.ts";
import { script, startWithOpenFiles, workspace } from "./workspace.ts";

const OID = sha256("the picture");
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 12345\n`;

describe("digestFile", () => {
  const piece = 1024 * 1024;
  test.each([0, 1, 1023, 1024, piece - 1, piece, piece + 1, 2 * piece, 2 * piece + 7])("%i bytes", async (size) => {
    const path = join(workspace(), "x");
    const bytes = randomBytes(size);
    writeFileSync(path, bytes);
    const expected = { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: size };
    expect(await digestFile(path)).toEqual(expected);
    expect(digestNow(path)).toEqual(expected);
  });

  test("nothing there, a folder, a file in the way", async () => {
    const folder = workspace();
    writeFileSync(join(folder, "x"), "x");
    expect(await digestFile(join(folder, "missing"))).toBeUndefined();
    expect(await digestFile(folder)).toBeUndefined();
    expect(await digestFile(join(folder, "x/y"))).toBeUndefined();
  });
});

describe("digestFiles", () => {
  test("with a second thread: the same answers, in order", async () => {
    const folder = workspace();
    mkdirSync(join(folder, "folder"));
    // Keeps this thread busy until the other one has started, and leaves it the rest.
    const large = join(folder, "large");
    writeFileSync(large, "");
    truncateSync(large, 100_000_000);
    const files = Array.from({ length: 60 }, (_, index) => {
      const path = join(folder, String(index));
      const bytes = index % 7 === 0 ? Buffer.from(POINTER) : randomBytes(index * 997);
      writeFileSync(path, bytes);
      return { path, bytes: bytes.length };
    });
    files.unshift({ path: large, bytes: 100_000_000 });
    files.splice(5, 0, { path: join(folder, "missing"), bytes: 9 });
    files.splice(30, 0, { path: join(folder, "folder"), bytes: 9 });
    const alone = await digestFiles(files, { parallelFrom: Number.POSITIVE_INFINITY });
    expect(alone).toEqual(files.map(({ path }) => digestNow(path)));
    expect(alone.filter((digest) => digest === undefined)).toHaveLength(2);
    for (let round = 0; round < 2; round += 1) expect(await digestFiles(files, { parallelFrom: 0 })).toEqual(alone);
  });

  test("500 files, bundled, with 64 open files allowed", async () => {
    const folder = workspace();
    for (let index = 0; index < 500; index += 1) writeFileSync(join(folder, String(index)), randomBytes(2000));
    const file = await script(`
      import { execFileSync } from "node:child_process";
      import { digestFiles } from "#store/hash.ts";
      const files = Array.from({ length: 500 }, (_, index) => ({ path: process.argv[2] + "/" + index, bytes: 2000 }));
      console.log(execFileSync("sh", ["-c", "ulimit -n"]).toString().trim());
      const digests = await digestFiles(files, { parallelFrom: 0 });
      console.log(new Set(digests.map((digest) => digest.sha256)).size);
    `);
    const { lines, error } = await startWithOpenFiles(64, file, folder).ended;
    expect({ lines, error }).toEqual({ lines: ["64", "500"], error: "" });
  });
});

describe("Git LFS pointers", () => {
  test("the oid is the digest, the size is the content's", async () => {
    const path = join(workspace(), "x.png");
    writeFileSync(path, POINTER);
    expect(await digestFile(path)).toEqual({ sha256: OID, bytes: 12_345, pointer: true });
  });

  test.each([
    ["no size", POINTER.replace(/size.*\n/, "")],
    ["another hash", POINTER.replace("sha256:", "md5:")],
    ["cut off", POINTER.slice(0, 100)],
    ["something before it", ` ${POINTER}`],
    ["too long", POINTER + "x-note y\n".repeat(200)],
    ["not text lines", POINTER + "\u0000"],
  ])("not a pointer: %s", (_, text) => {
    expect(parsePointer(Buffer.from(text))).toBeUndefined();
  });

  test("other lines may stand between", () => {
    const text = POINTER.replace("oid", "ext-0-foo sha256:00\noid");
    expect(parsePointer(Buffer.from(text))).toMatchObject({ sha256: OID });
  });
});
