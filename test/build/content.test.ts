import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createContentLoader } from "../../src/build/content.ts";
import { sha256, type Sha256 } from "../../src/core/digest.ts";
import { INLINE_TRANSFORM } from "../../src/core/request.ts";
import { openStore } from "../../src/store/store.ts";
import { draw } from "../encode/pictures.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "imagegen-content-"));
});

afterEach(() => rmSync(root, { recursive: true }));

/** Loads what travels for `brand.png`, which had this digest when it was planned. */
function load(planned: Sha256) {
  const loader = createContentLoader({
    root,
    store: openStore({ directory: join(root, "store") }),
    bring: () => Promise.resolve(false),
    refetch: () => Promise.resolve(undefined),
    pathOf: () => "brand.png",
  });
  return loader({ $content: planned, $transform: INLINE_TRANSFORM });
}

it("sends a reference that is what was planned, and refuses one that changed or went meanwhile (F47)", async () => {
  const bytes = await draw({ width: 8, height: 8 }).png().toBuffer();
  writeFileSync(join(root, "brand.png"), bytes);
  expect(await load(sha256(bytes))).toMatchObject({ mediaType: "image/jpeg" });
  writeFileSync(join(root, "brand.png"), await draw({ width: 9, height: 8 }).png().toBuffer());
  await expect(load(sha256(bytes))).rejects.toMatchObject({
    code: "reference-changed",
    billed: "no",
    message: "brand.png changed during the build",
  });
  rmSync(join(root, "brand.png"));
  await expect(load(sha256(bytes))).rejects.toMatchObject({
    code: "reference-missing",
    billed: "no",
    message: "brand.png was deleted during the build",
  });
});
