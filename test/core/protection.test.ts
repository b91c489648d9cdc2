import { expect, it } from "vitest";
import { protectContent, protectPath } from "../../src/core/protection.ts";
import { ProtectedPaths } from "../../src/core/resolve/protected-paths.ts";

const INPUTS = [
  ["images.config.yaml", "the manifest"],
  ["refs/Photo.png", "a reference image"],
] as const;
const RESERVED = [["drafts", "the folder of a profile"]] as const;

const ground = (profile?: { readonly name: string; readonly folder: string }) => ({
  profile,
  paths: new ProtectedPaths(INPUTS, { reserved: RESERVED, below: profile?.folder }),
});

it.each([
  ["out/hero.png", undefined],
  [".github/images/hero.png", undefined],
  ["images.config.yaml", "the manifest"],
  ["REFS/photo.PNG", "a reference image"],
  ["drafts/hero.png", "the folder of a profile"],
  ["sub/.Git/hero.png", "something in .git"],
  [".IMAGEGEN/profiles/draft/hero.png", "something in .imagegen"],
  ["sub/package.json", "a file of the project"],
  ["out/.hero.png", "a hidden file"],
  ["out/he\u200bro.png", "no output of ours: the path has a control or invisible character in it"],
  [".git./hero.png", 'no output of ours: ".git." ends in a dot or a space, which Windows drops'],
])("a lock may speak of %s: %s", (path, what) => {
  expect(protectPath(path, ground())).toEqual(what === undefined ? undefined : { code: "protected-path", what });
});

it.each([
  ["drafts/out/hero.png", undefined],
  [".imagegen/profiles/small/out/hero.png", undefined],
  ["out/hero.png", 'not in the folder of the profile "small"'],
  [".imagegen/profiles/draft/out/hero.png", 'not in the folder of the profile "small"'],
  ["drafts/images.lock.json", "a file of the project"],
  ["drafts/.imagegen/hero.png", "something in .imagegen"],
])("the lock of a profile may speak of %s: %s", (path, what) => {
  const found = protectPath(path, {
    ...ground(),
    paths: new ProtectedPaths(INPUTS, { reserved: [], below: "drafts" }),
    profile: { name: "small", folder: "drafts" },
  });
  expect(found?.what).toBe(what);
});

const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

it.each<[string, string, Buffer | undefined, string | undefined]>([
  ["a picture", "out/a.png", PNG, undefined],
  ["a picture of another kind than its name says", "out/a.JPG", PNG, undefined],
  ["a clip", "out/a.mp4", Buffer.from("\0\0\0\x18ftypisom\0\0\0\0isom"), undefined],
  ["the pointer of one", "out/a.png", undefined, undefined],
  ["the pointer of something else", "data/model.bin", undefined, "not called as a picture or a clip is"],
  ["a picture that is called otherwise", "src/index.ts", PNG, "not called as a picture or a clip is"],
  ["text", "out/a.png", Buffer.from("const a = 1;"), "plain text, neither a picture nor a clip of ours"],
  ["a drawing", "out/a.png", Buffer.from("<svg/>"), "an SVG drawing, neither a picture nor a clip of ours"],
  ["nothing", "out/a.png", Buffer.alloc(0), "no bytes at all, neither a picture nor a clip of ours"],
])("%s, by its content: %s", (_, path, head, what) => {
  expect(protectContent(path, head)).toEqual(what === undefined ? undefined : { code: "not-a-picture", what });
});
