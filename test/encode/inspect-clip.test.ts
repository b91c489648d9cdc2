import { describe, expect, it, test } from "vitest";
import { ImageError } from "../../src/encode/image-error.ts";
import { inspectClip } from "../../src/encode/inspect-clip.ts";
import { makeMp4, makeWebm } from "../support/clips.ts";
import { makePng } from "../support/together-server/images.ts";

function problemOf(bytes: Uint8Array): string {
  try {
    return `nothing: ${inspectClip(bytes).format}`;
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe("a whole clip", () => {
  it("is what its bytes say", () => {
    expect(inspectClip(makeMp4())).toEqual({ format: "mp4" });
    expect(inspectClip(makeWebm())).toEqual({ format: "webm" });
  });

  it("may have a box of 64 bits, or one that takes all the rest", () => {
    const long = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from("mdat"),
      Buffer.alloc(7),
      Buffer.from([20, 1, 2, 3, 4]),
    ]);
    const rest = Buffer.concat([Buffer.alloc(4), Buffer.from("mdat whatever comes")]);
    expect(inspectClip(Buffer.concat([makeMp4(), long, rest])).format).toBe("mp4");
  });

  it("may not know the length of its segment, as a stream does not", () => {
    const bytes = makeWebm();
    bytes[bytes.indexOf(Buffer.from("18538067", "hex")) + 4] = 0xff;
    expect(inspectClip(bytes).format).toBe("webm");
  });
});

test.each([
  ["a picture", makePng({ width: 16, height: 16, seedText: "x" }), "not-a-clip: got a PNG, not an MP4 or WebM clip"],
  ["a web page", Buffer.from("<!doctype html>"), "not-a-clip: got a web page, not an MP4 or WebM clip"],
  ["nothing", Buffer.alloc(0), "not-a-clip: got no bytes at all, not an MP4 or WebM clip"],
  ["Matroska", makeWebm("x", "matroska"), "not-a-clip: got a Matroska video that is no WebM"],
  [
    "an MP4 without an index",
    makeMp4().subarray(0, 24),
    "damaged: got an MP4 clip that is damaged: it has no moov and no mdat box",
  ],
])("%s is no clip", (_, bytes, problem) => {
  expect(problemOf(bytes)).toBe(problem);
});

test("a clip that is cut off anywhere is damaged", () => {
  for (const clip of [makeMp4(), makeWebm()]) {
    for (let length = 16; length < clip.length; length += 1)
      expect(problemOf(clip.subarray(0, length)), `${length} bytes`).toMatch(/^damaged: /);
  }
});
