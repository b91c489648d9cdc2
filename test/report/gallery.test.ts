import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { GalleryFile } from "../../src/core/gallery.ts";
import { html } from "../../src/report/gallery/html.ts";
import { galleryPage } from "../../src/report/gallery/page.ts";
import { assetPlan, plan, preparedAsset } from "./builders.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("base64");

function page(prompt: string, name = "hero"): string {
  const prepared = preparedAsset(name, { asset: { parameters: { prompt }, tags: ["home"] } });
  const made = plan([assetPlan(name, "fresh", { prepared })]);
  const file = (path: string, width: number): GalleryFile => ({
    path,
    address: `files/${path}`,
    thumbnail: "small/1.webp",
    bytes: 1000,
    width,
    height: 100,
    clip: false,
  });
  const path = made.assets[0]?.samples[0]?.outputs[0]?.path ?? "";
  return galleryPage({
    history: new Map(),
    title: "Pictures",
    plan: made,
    files: new Map([[path, file(path, 200)]]),
    hash,
  });
}

describe("nothing that a project says becomes markup (T14)", () => {
  const hostile = `</script><script>alert(1)</script>"><img src=x onerror=alert(1)> '\u202E\u0007`;

  test("neither in a text nor in an attribute", () => {
    const text = page(hostile, `hero"onclick="x`);
    expect(text.match(/<script>/g)).toHaveLength(1);
    expect(text).not.toContain("<img src=x");
    expect(text).not.toMatch(/"onclick="x/);
    expect(text).not.toContain("\u202E");
    expect(text).not.toContain("\u0007");
    expect(text).toContain("&lt;/script&gt;");
  });

  test("and the policy lets nothing run or load but the page's own", () => {
    const text = page("A lake");
    const script = /<script>(.*?)<\/script>/s.exec(text)?.[1] ?? "";
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? "";
    expect(text).toContain("default-src &#39;none&#39;");
    expect(text).toContain(`script-src &#39;sha256-${hash(script)}&#39;`);
    expect(text).toContain(`style-src &#39;sha256-${hash(style)}&#39;`);
    expect(text).not.toMatch(/https?:\/\//);
  });

  test("a template escapes values, and lists, and leaves its own kind as it is", () => {
    expect(html`<b title="${'"'}">${["<", html`<i>${"&"}</i>`, undefined, 3]}</b>`.html).toBe(
      '<b title="&quot;">&lt;<i>&amp;</i>3</b>',
    );
  });
});
