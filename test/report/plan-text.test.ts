import { describe, expect, test } from "vitest";
import { formatPlan } from "../../src/report/plan-text.ts";
import { assetPlan, call, ORIGINAL, plan, preparedAsset, provider, samplePlan } from "./builders.ts";

const quiet = { verbose: false };
const SKETCH = provider("sketch", true);

test("says for whom the safety checker is off, where a call is due", () => {
  const off = (name: string, dropped: readonly "disable_safety_checker"[] = []) =>
    preparedAsset(name, { asset: { parameters: { prompt: "x", disable_safety_checker: true } }, dropped });
  const text = formatPlan(
    plan([
      assetPlan("hero", "generate", { samples: [call(0.01)], prepared: off("hero") }),
      assetPlan("logo", "generate", { samples: [call(0.01)], prepared: off("logo", ["disable_safety_checker"]) }),
      assetPlan("team", "generate", { samples: [call(0.01)] }),
      assetPlan("icon", "derive", { prepared: off("icon") }),
    ]),
    quiet,
  );
  expect(text).toContain("\nThe safety checker is off for hero.\n");
});

test("says which files were edited and stay although a new picture is made", () => {
  const edited = (path: string) => ({
    path,
    operations: { format: "png" as const },
    key: undefined,
    step: { type: "modified" as const },
  });
  const text = formatPlan(
    plan([
      assetPlan("hero", "generate", {
        samples: [{ ...call(0.01), outputs: [edited("a.png"), edited("b.png")] }],
      }),
      assetPlan("logo", "modified", { samples: [{ ...call(0.01), outputs: [edited("c.png")] }] }),
    ]),
    quiet,
  );
  expect(text).toContain("\nhero: a.png, b.png were edited by hand and stay (unless --overwrite)\n");
  expect(text).not.toContain("c.png");
});

test("a plan, whole", () => {
  const value = plan(
    [
      assetPlan("logo", "fresh"),
      assetPlan("hero", "generate", {
        samples: [call(0.0027)],
        reasons: [
          { type: "recipe", field: "model", old: "a/b", new: "a/c" },
          { type: "recipe", field: "prompt", old: "A lake at sunset", new: "A lake at dawn" },
        ],
      }),
      assetPlan("team", "generate", { samples: [call(0.0027, 0), call(0.0027, 1)], reasons: [{ type: "new" }] }),
      assetPlan("odd", "generate", { samples: [call(undefined)], reasons: [{ type: "replace" }] }),
      assetPlan("hero-night", "maybe", {
        samples: [samplePlan({ type: "waiting", price: 0.0027 })],
        reasons: [{ type: "waits-for", asset: "hero" }],
      }),
      assetPlan("icon", "derive", {
        reasons: [{ type: "operation", path: "public/icon.webp", field: "quality", old: 80, new: 90 }],
      }),
      assetPlan("badge", "move", { reasons: [{ type: "output-moved", path: "public/b.webp", from: "public/a.webp" }] }),
      assetPlan("photo", "modified", { reasons: [{ type: "output-modified", path: "public/photo.webp" }] }),
      assetPlan("gone", "lost", {
        samples: [samplePlan({ type: "lost", original: ORIGINAL, price: 0.04 })],
        reasons: [{ type: "original-missing", sha256: ORIGINAL.sha256 }],
      }),
      assetPlan("poster", "blocked", { reasons: [{ type: "blocked-by", asset: "gone", selected: true }] }),
    ],
    [
      { path: "public/old.webp", asset: "old", sha256: "00", state: "ours" },
      { path: "public/mine.webp", asset: undefined, sha256: "00", state: "modified" },
    ],
  );
  expect(formatPlan(value, quiet))
    .toBe(`+ generate  hero        $0.0027        prompt "A lake at sunset" → "A lake at dawn" (and 1 more)
+ generate  team        $0.0054        new
+ generate  odd         price unknown  a new picture was asked for
? maybe     hero-night  up to $0.0027  waits for hero; what it costs depends on that picture
~ derive    icon                       public/icon.webp: quality 80 → 90
> move      badge                      public/a.webp → public/b.webp
* modified  photo                      public/photo.webp was edited by hand
! lost      gone        ($0.0400)      its original 01234567 is in no store
x blocked   poster                     needs gone, which cannot be made
= 1 up to date

2 orphans:
  public/old.webp (was old): imagegen prune deletes it
  public/mine.webp: edited by hand, imagegen prune keeps it

4 calls to together: $0.0081 estimated (at most $0.0108: 1 more waits for another picture); 1 call of unknown price.
`);
});

test("nothing to do", () => {
  const value = plan(Array.from({ length: 24 }, (_, index) => assetPlan(`icon-${index}`, "fresh")));
  expect(formatPlan(value, quiet)).toBe("24 up to date.\n");
});

test("nothing to do, and why", () => {
  expect(formatPlan(plan([assetPlan("hero", "fresh")]), { verbose: true })).toBe(`1 up to date.
  the request, the original and the files are those of the lock
  = hero
`);
});

test("no assets", () => {
  expect(formatPlan(plan([]), quiet)).toBe("No assets.\n");
});

test("local work alone costs nothing, and that is said", () => {
  const value = plan([
    assetPlan("icon", "restore", { reasons: [{ type: "output-missing", path: "public/icon.webp" }] }),
  ]);
  expect(formatPlan(value, quiet)).toBe(`< restore   icon  public/icon.webp is missing

No calls: $0.
`);
});

test("verbose: every reason, and where the money goes", () => {
  const value = plan([
    assetPlan("hero", "generate", {
      samples: [call(0.0027)],
      reasons: [
        { type: "recipe", field: "steps", old: 4, new: undefined },
        { type: "recipe", field: "seed", old: undefined, new: 7 },
        { type: "lock-edited", sample: 0 },
      ],
    }),
  ]);
  expect(formatPlan(value, { verbose: true }))
    .toBe(`+ generate  hero  $0.0027  the lock's entry for picture 1 does not match its own key: edited by hand
      steps 4 taken away
      seed set to 7

1 call to together: $0.0027 estimated.
  black-forest-labs/FLUX.2-dev: 1 call, $0.0027
`);
});

test("several models: where the money goes, without being asked", () => {
  const of = (model: string) => ({ prepared: preparedAsset("x", { asset: { parameters: { model } } }) });
  const value = plan([
    assetPlan("hero", "generate", { ...of("a/one"), samples: [call(0.5)] }),
    assetPlan("team", "generate", { ...of("b/two"), samples: [call(0.25), call(undefined, 1)] }),
    assetPlan("icon", "generate", { ...of("c/three"), samples: [call(undefined)] }),
    assetPlan("night", "maybe", { ...of("a/one"), samples: [samplePlan({ type: "waiting", price: 0.5 })] }),
    assetPlan("day", "maybe", { ...of("c/three"), samples: [samplePlan({ type: "waiting", price: undefined })] }),
  ]);
  expect(formatPlan(value, quiet).split("\n\n").at(-1))
    .toBe(`4 calls to together: $0.75 estimated (2 more wait for another picture, 1 of unknown price); 2 calls of unknown price.
  a/one: 1 call, $0.50; at most 1 more, $1.00 in all
  b/two: 2 calls, $0.25, 1 of unknown price
  c/three: 1 call, price unknown; at most 1 more, price unknown
`);
});

describe("the total", () => {
  function totalOf(assets: Parameters<typeof plan>[0]): string {
    return formatPlan(plan(assets), quiet).split("\n\n").at(-1) ?? "";
  }

  test.each([
    [[call(undefined)], "1 call to together: price unknown.\n"],
    [[call(0.5), call(undefined, 1)], "2 calls to together: $0.50 estimated; 1 call of unknown price.\n"],
    [[call(0)], "1 call to together: $0 estimated.\n"],
    [
      [samplePlan({ type: "waiting", price: 0.5 })],
      "No certain call to together (at most $0.50: 1 waits for another picture).\n",
    ],
    [
      [samplePlan({ type: "waiting", price: undefined })],
      "No certain call to together (1 waits for another picture, 1 of unknown price).\n",
    ],
    [
      [
        call(0.5),
        samplePlan({ type: "waiting", price: undefined }, [], 1),
        samplePlan({ type: "waiting", price: 0.1 }, [], 2),
      ],
      "1 call to together: $0.50 estimated (2 more wait for another picture, 1 of unknown price).\n",
    ],
  ])("%#", (samples, text) => {
    expect(totalOf([assetPlan("hero", "generate", { samples })])).toBe(text);
  });

  test("one line per provider; what is made here is free", () => {
    const drawn = assetPlan("draft", "generate", {
      samples: [call(0)],
      prepared: preparedAsset("draft", { provider: SKETCH }),
    });
    expect(totalOf([assetPlan("hero", "generate", { samples: [call(0.0027)] }), drawn])).toBe(
      "1 call to together: $0.0027 estimated.\n1 picture from sketch: made on this machine, for nothing.\n",
    );
  });
});

test("the name of a model obeys no terminal (T13)", () => {
  const prepared = preparedAsset("hero", { asset: { parameters: { model: "m\u001b[2J\nall up to date" } } });
  const text = formatPlan(plan([assetPlan("hero", "generate", { samples: [call(0.01)], prepared })]), {
    verbose: true,
  });
  expect(text).toContain("m\\e[2J\\nall up to date: 1 call");
});
