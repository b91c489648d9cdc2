import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { sha256 } from "../../src/core/digest.ts";
import { MachineError } from "../../src/store/machine-error.ts";
import { OriginalsFolder } from "../../src/store/originals.ts";
import type { StoreWarning } from "../../src/store/store-folders.ts";
import { filesBelow, workspace } from "./workspace.ts";

const BYTES = Buffer.from("the bytes of a picture");
const DIGEST = sha256(BYTES);
const NAME = `${DIGEST.slice(0, 2)}/${DIGEST}.png`;
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${DIGEST}\nsize ${BYTES.length}\n`;

function newFolder() {
  const root = workspace();
  const directory = join(root, "originals");
  const source = join(root, "source");
  writeFileSync(source, BYTES);
  const warnings: StoreWarning[] = [];
  const open = () => new OriginalsFolder({ root, directory, onWarning: (warning) => warnings.push(warning) });
  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  };
  return { root, directory, source, warnings, open, write };
}

test("keeps a copy under its digest, and finds it again", async () => {
  const { directory, source, open } = newFolder();
  const folder = open();
  expect([folder.keeps(DIGEST), folder.has(DIGEST), folder.get(DIGEST)]).toEqual([false, false, undefined]);
  expect(await folder.keep({ sha256: DIGEST, format: "png" }, source)).toBe(true);
  expect(filesBelow(directory)).toEqual([NAME]);
  for (const opened of [folder, open()]) {
    expect([opened.keeps(DIGEST), opened.has(DIGEST)]).toEqual([true, true]);
    expect(opened.get(DIGEST)).toEqual(BYTES);
    expect([...opened.all()].map(({ sha256: digest, bytes }) => [digest, bytes])).toEqual([[DIGEST, BYTES.length]]);
  }
});

test.each([
  ["jpeg", "jpg"],
  ["mp4", "mp4"],
  ["../../x", "bin"],
  ["constructor", "bin"],
])("a format that a lock calls %j gives the extension .%s", async (format, extension) => {
  const { directory, source, open } = newFolder();
  await open().keep({ sha256: DIGEST, format }, source);
  expect(filesBelow(directory)).toEqual([`${DIGEST.slice(0, 2)}/${DIGEST}.${extension}`]);
});

test("what is not its copy is not kept, and nothing is left of it", async () => {
  const { directory, source, open } = newFolder();
  writeFileSync(source, "something else");
  expect(await open().keep({ sha256: DIGEST, format: "png" }, source)).toBe(false);
  expect(filesBelow(directory)).toEqual([]);
});

test("other people's files are not taken for originals", () => {
  const { open, write } = newFolder();
  for (const name of ["README.md", `${DIGEST}.png`, `00/${DIGEST}.png`, `${DIGEST.slice(0, 2)}/${DIGEST}`])
    write(name, BYTES);
  expect([...open().all()]).toEqual([]);
});

test("a pointer is kept, is not here, and is said once", () => {
  const { directory, warnings, open, write } = newFolder();
  write(NAME, POINTER);
  const folder = open();
  expect([folder.has(DIGEST), folder.get(DIGEST), folder.has(DIGEST), folder.keeps(DIGEST)]).toEqual([
    false,
    undefined,
    false,
    true,
  ]);
  expect(warnings.map(({ code }) => code)).toEqual(["object-not-fetched"]);
  expect(readFileSync(join(directory, NAME), "utf8")).toBe(POINTER);
});

test("a damaged one is said, left where it is, no longer here, and mended by a good copy", async () => {
  const { directory, source, warnings, open, write } = newFolder();
  write(NAME, "the bytes of a picturE");
  const folder = open();
  expect(folder.has(DIGEST)).toBe(true);
  expect(folder.get(DIGEST)).toBeUndefined();
  expect([folder.has(DIGEST), folder.keeps(DIGEST)]).toEqual([false, false]);
  expect(warnings.map(({ code }) => code)).toEqual(["object-damaged"]);
  expect(filesBelow(directory)).toEqual([NAME]);
  expect(await folder.keep({ sha256: DIGEST, format: "png" }, source)).toBe(true);
  expect(folder.get(DIGEST)).toEqual(BYTES);
});

test("a link is not read, and nothing is written through one that leads out of the project", async () => {
  const { directory, source, open } = newFolder();
  const elsewhere = workspace();
  writeFileSync(join(elsewhere, `${DIGEST}.png`), BYTES);
  mkdirSync(directory);
  symlinkSync(elsewhere, join(directory, DIGEST.slice(0, 2)));
  const folder = open();
  expect([folder.has(DIGEST), folder.get(DIGEST)]).toEqual([false, undefined]);
  writeFileSync(source, `${BYTES.toString()}?`);
  const other = sha256(readFileSync(source));
  symlinkSync(elsewhere, join(directory, other.slice(0, 2)));
  await expect(folder.keep({ sha256: other, format: "png" }, source)).rejects.toThrow(MachineError);
  expect(filesBelow(elsewhere)).toEqual([`${DIGEST}.png`]);
});
