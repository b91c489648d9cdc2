import { describe, expect, test } from "vitest";
import type { Reason } from "../../src/core/reason.ts";
import { rankReasons, reasonText } from "../../src/report/reason-text.ts";

const DIGEST = "0123456789abcdef".repeat(4);

describe("every reason has words", () => {
  test.each<[Reason, string]>([
    [{ type: "new" }, "new"],
    [{ type: "renamed", from: "old" }, "renamed from old"],
    [{ type: "sample-added", sample: 2 }, "picture 3 is new: n grew"],
    [{ type: "rest-of-batch", missing: 1, of: 3 }, "1 of the batch's 3 pictures is missing; the others are in hand"],
    [{ type: "rest-of-batch", missing: 2, of: 3 }, "2 of the batch's 3 pictures are missing; the others are in hand"],
    [{ type: "recipe", field: "steps", old: 4, new: 8 }, "steps 4 → 8"],
    [{ type: "recipe", field: "steps", old: undefined, new: 8 }, "steps set to 8"],
    [{ type: "recipe", field: "steps", old: 4, new: undefined }, "steps 4 taken away"],
    [{ type: "recipe", field: "epoch", old: 1, new: 2 }, "the provider's adapter 1 → 2"],
    [
      {
        type: "recipe",
        field: "image_url",
        old: { $content: DIGEST, $transform: "inline-1" },
        new: "https://example.org/a.png",
      },
      'image_url "content 01234567" → "https://example.org/a.png"',
    ],
    [{ type: "operation", path: "a.webp", field: "quality", old: 80, new: 90 }, "a.webp: quality 80 → 90"],
    [{ type: "output-added", path: "a.webp" }, "a.webp is a new output"],
    [{ type: "output-moved", path: "b.webp", from: "a.webp" }, "a.webp → b.webp"],
    [{ type: "output-missing", path: "a.webp" }, "a.webp is missing"],
    [{ type: "output-missing", path: "a.webp", other: true }, "a.webp is not the file that the lock names"],
    [{ type: "output-modified", path: "a.webp" }, "a.webp was edited by hand"],
    [{ type: "output-foreign", path: "a.webp", what: "a folder" }, "a.webp is in the way: a folder"],
    [{ type: "output-dropped", path: "a.webp" }, "a.webp is no longer an output; it stays until imagegen prune"],
    [
      { type: "output-dropped", path: "a.webp", accepted: true },
      "a.webp is no longer an output; it stays, and the edit in it, which was accepted, is in nothing that is made now",
    ],
    [{ type: "output-dropped", path: "a.webp", taken: true }, "a.webp is an output of another asset now"],
    [{ type: "output-former", path: "a.webp" }, "a.webp was made from the former original; another was imported"],
    [{ type: "lock-seed", locked: 3, seed: 7 }, "the lock has the automatic seed 3; the picture has 7"],
    [{ type: "lock-seed", seed: 7 }, "the lock has no automatic seed; the picture has 7"],
    [
      { type: "lock-output-key", path: "a.webp" },
      "the lock has another key for a.webp than its original and its encoding give",
    ],
    [{ type: "original-missing", sha256: DIGEST }, "its original 01234567 is in no store"],
    [{ type: "wrong-size", asked: "64x48", got: "32x24" }, "asked for 64x48, got 32x24"],
    [{ type: "wrong-format", asked: "mp4", got: "webm" }, "asked for mp4, got webm"],
    [{ type: "in-store" }, "this picture was paid for before and is in the store"],
    [{ type: "fetchable" }, "paid for before; what came of it is fetched, for nothing"],
    [{ type: "shared", with: "hero" }, "the same request as hero: one call for both"],
    [{ type: "waits-for", asset: "hero" }, "waits for hero; what it costs depends on that picture"],
    [
      { type: "fetches", url: "https://example.org/a.png?signature=secret" },
      "https://example.org/a.png?… will be fetched; what it costs depends on that picture",
    ],
    [{ type: "blocked-by", asset: "hero", selected: true }, "needs hero, which cannot be made"],
    [
      { type: "blocked-by", asset: "hero", selected: false },
      "needs hero, which has no picture yet and is not selected",
    ],
    [{ type: "replace" }, "a new picture was asked for"],
    [{ type: "replace", seed: 7 }, "a new picture was asked for; with seed 7 set it may be the same one"],
    [{ type: "lock-edited", sample: 0 }, "the lock's entry for picture 1 does not match its own key: edited by hand"],
  ])("%j", (reason, text) => {
    expect(reasonText(reason)).toBe(text);
  });
});

describe("long values", () => {
  const prompt =
    "A serene mountain landscape at sunset with a lake reflection, a small boat, three pines and a red hut";

  test("are cut so that the difference is seen", () => {
    const reason: Reason = { type: "recipe", field: "prompt", old: prompt, new: prompt.replace("red hut", "blue hut") };
    expect(reasonText(reason, 40)).toBe(
      'prompt … small boat, three pines and a red hut" → …small boat, three pines and a blue hut"',
    );
  });

  test("are cut at the end when they start differently", () => {
    const reason: Reason = { type: "recipe", field: "prompt", old: prompt, new: `Night: ${prompt}` };
    expect(reasonText(reason, 30)).toBe('prompt "A serene mountain landscape … → "Night: A serene mountain lan…');
  });

  test("are never longer than asked, and never cut a character in two", () => {
    const reason: Reason = { type: "recipe", field: "prompt", old: "🏔️🌅".repeat(50), new: "🌅🏔️".repeat(50) };
    const text = reasonText(reason, 20);
    expect(Array.from(text).length).toBeLessThanOrEqual("prompt ".length + 20 + 3 + 20);
    expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  test("that are data say only what they are", () => {
    const reason: Reason = {
      type: "recipe",
      field: "image_url",
      old: undefined,
      new: `data:image/png;base64,${"A".repeat(9000)}`,
    };
    expect(reasonText(reason)).toBe('image_url set to "data:image/png, 9022 characters"');
  });
});

test("signed URLs lose what signs them (T26)", () => {
  const reason: Reason = { type: "recipe", field: "image_url", old: "a?b", new: "https://example.org/a.png?sig=1234" };
  expect(reasonText(reason)).toBe('image_url "a?b" → "https://example.org/a.png?…"');
});

test("prompts cannot forge a line (T13)", () => {
  const reason: Reason = { type: "recipe", field: "prompt", old: "a", new: "\u001B[2J\nall assets up to date\u202E" };
  const text = reasonText(reason, 100);
  expect(text).not.toMatch(/[\p{Cc}\u202E]/u);
});

test("what must be known comes first, then what costs, then what is local", () => {
  const reasons: Reason[] = [
    { type: "output-dropped", path: "a" },
    { type: "output-missing", path: "a" },
    { type: "recipe", field: "model", old: 1, new: 2 },
    { type: "recipe", field: "prompt", old: 1, new: 2 },
    { type: "replace" },
    { type: "lock-edited", sample: 0 },
  ];
  expect(rankReasons(reasons)).toEqual([reasons[5], reasons[4], reasons[3], reasons[2], reasons[1], reasons[0]]);
});
