import { describe, expect, it } from "vitest";
import { pictureMarkup } from "../../src/report/markup.ts";

const file = (path: string, width?: number) => ({ path, width, height: width, clip: false });

describe("pictureMarkup", () => {
  it("has a source for each other format, with the widths of each", () => {
    const files = [file("a-64.avif", 64), file("a-128.avif", 128), file("a.webp", 128), file("a.png", 128)];
    expect(pictureMarkup(files, 'A "lake"')).toBe(`<picture>
  <source type="image/avif" srcset="a-64.avif 64w, a-128.avif 128w">
  <source type="image/webp" srcset="a.webp">
  <img src="a.png" width="128" height="128" alt="A &quot;lake&quot;">
</picture>`);
  });

  it.each([
    ["a.jpg", "image/jpeg"],
    ["a.JPEG", "image/jpeg"],
    ["a.tif", "image/tiff"],
    ["a.tiff", "image/tiff"],
    ["a.WEBP", "image/webp"],
    ["jpg.d/a.gif", "image/gif"],
  ])("calls %s %s, as browsers do", (path, type) => {
    expect(pictureMarkup([file(path), file("a.png")], "")).toContain(`<source type="${type}" srcset="${path}">`);
  });

  it("takes two spellings of one format for one", () => {
    expect(pictureMarkup([file("a.jpg"), file("b.JPEG")], "")).toBe('<img src="b.JPEG" alt="">');
  });

  it("leaves clips out, and says nothing where there is nothing else", () => {
    const clip = { ...file("a.mp4"), clip: true };
    expect(pictureMarkup([file("a.png"), clip], "")).toBe('<img src="a.png" alt="">');
    expect(pictureMarkup([clip], "")).toBeUndefined();
  });
});
