import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { describeFormat, isAnimatedPng, isForeignPicture, isRasterFormat, sniffFormat } from "../../src/core/sniff.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("sniffFormat", () => {
  it.each([
    ["png", latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
    ["jpeg", latin1("\xff\xd8\xff\xe0\0\x10JFIF")],
    ["webp", latin1("RIFF\x24\0\0\0WEBPVP8 ")],
    ["gif", latin1("GIF89a\x01\0\x01\0")],
    ["gif", latin1("GIF87a\x01\0\x01\0")],
    ["tiff", latin1("II*\0\x08\0\0\0")],
    ["tiff", latin1("MM\0*\0\0\0\x08")],
    ["avif", latin1("\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf")],
    ["avif", latin1("\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf")],
    ["heic", latin1("\0\0\0\x18ftypheic\0\0\0\0mif1heic")],
    ["heic", latin1("\0\0\0\x18ftypmif1\0\0\0\0mif1heic")],
    ["mp4", latin1("\0\0\0\x18ftypisom\0\0\0\0isommp42")],
    ["mp4", latin1("\0\0\0\x14ftypqt  \0\0\0\0qt  ")],
    // A brand that stands behind the box belongs to the next one.
    ["mp4", latin1("\0\0\0\x14ftypisom\0\0\0\0isomavif")],
    ["jxl", latin1("\0\0\0\x0cJXL \r\n\x87\n")],
    ["avi", latin1("RIFF\x24\0\0\0AVI LIST")],
    ["unknown", latin1("RIFF\x24\0\0\0WAVEfmt ")],
    ["webm", latin1("\x1a\x45\xdf\xa3\x01\0")],
    ["svg", latin1('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["svg", latin1('\xef\xbb\xbf  <?xml version="1.0"?>\n<!-- drawn -->\n<svg width="1"/>')],
    ["html", latin1("\n<!DOCTYPE html><title>Blocked</title>")],
    ["html", latin1("<HTML><body>502</body>")],
    ["xml", latin1("<Error><Code>AccessDenied</Code></Error>")],
    ["json", latin1('{"error":"nsfw"}')],
    ["pdf", latin1("%PDF-1.7")],
    ["lfs-pointer", latin1("version https://git-lfs.github.com/spec/v1\noid sha256:00")],
    ["text", latin1("upstream timed out")],
    ["text", Buffer.from("Zeitüberschreitung – später")],
    ["empty", latin1("")],
    ["unknown", latin1("\0\0\0\0\0\0")],
  ])("says %s", (format, bytes) => {
    expect(sniffFormat(bytes)).toBe(format);
  });

  it("takes any bytes and describes them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const format = sniffFormat(bytes);
        expect(describeFormat(format)).toMatch(/^\w[\w -]+$/);
        expect(isRasterFormat(format) && isForeignPicture(format)).toBe(false);
      }),
    );
  });
});

describe("isAnimatedPng", () => {
  const signature = "\x89PNG\r\n\x1a\n";
  const header = "\0\0\0\x02IHDRxx\0\0\0\0";
  test.each([
    [true, "\0\0\0\x01acTLx\0\0\0\0\0\0\0\x01IDATx\0\0\0\0"],
    [false, "\0\0\0\x01IDATx\0\0\0\0\0\0\0\x01acTLx\0\0\0\0"],
    [false, ""],
    [false, "\xff\xff\xff\xffIDA"],
  ])("%s", (animated, chunks) => {
    // A view into a larger buffer, as downloads are.
    const bytes = latin1(`??${signature}${header}${chunks}`).subarray(2);
    expect(isAnimatedPng(bytes)).toBe(animated);
  });

  it("ends on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(typeof isAnimatedPng(bytes)).toBe("boolean");
      }),
    );
  });
});
