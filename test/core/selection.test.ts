import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { selectAssets, type SelectableAsset, type SelectionRequest } from "../../src/core/selection.ts";

const PLACE = { file: "images.config.yaml" };

function asset(name: string, needs: readonly string[] = [], tags: readonly string[] = []): SelectableAsset {
  return {
    name,
    tags,
    references: needs.map((other) => ({ kind: "asset", name: other, sample: 0, field: "image", place: PLACE })),
  };
}

const made = (name: string, path: string): SelectableAsset => ({
  ...asset(name),
  outputs: [[{ path, operations: { format: "png" } }]],
});

/** base ← hero ← hero-night ← poster; two icons. */
const ASSETS = [
  asset("base", [], ["home"]),
  asset("hero", ["base"], ["home"]),
  asset("hero-night", ["hero"]),
  asset("poster", ["hero-night"]),
  asset("icons/spring", [], ["icon"]),
  asset("icons/summer", [], ["icon", "home"]),
];

function select(request: Partial<SelectionRequest>) {
  const selection = selectAssets(ASSETS, { names: [], exclude: [], tags: [], ...request });
  return "names" in selection ? selection.names && [...selection.names].sort() : selection.problems;
}

describe("what is selected", () => {
  test("nothing asked is everything, unlisted", () => {
    expect(select({})).toBeUndefined();
  });

  test.each<[Partial<SelectionRequest>, string[]]>([
    [{ names: ["hero"] }, ["hero"]],
    [{ names: ["hero*"] }, ["hero", "hero-night"]],
    [{ names: ["*"] }, ["base", "hero", "hero-night", "poster"]],
    [{ names: ["icons/*"] }, ["icons/spring", "icons/summer"]],
    [{ names: ["icons/s[pq]*"] }, ["icons/spring"]],
    [{ names: ["**er"] }, ["icons/summer", "poster"]],
    [{ names: ["+hero-night"] }, ["base", "hero", "hero-night"]],
    [{ names: ["hero+"] }, ["hero", "hero-night", "poster"]],
    [{ names: ["+hero+"] }, ["base", "hero", "hero-night", "poster"]],
    [{ names: ["+hero-*"] }, ["base", "hero", "hero-night"]],
    [{ tags: ["icon"] }, ["icons/spring", "icons/summer"]],
    [{ names: ["icons/*"], tags: ["home"] }, ["icons/summer"]],
    [{ names: ["+hero*"], tags: ["home"] }, ["base", "hero"]],
    [{ exclude: ["icons/*", "poster"] }, ["base", "hero", "hero-night"]],
    [{ names: ["hero+"], exclude: ["hero-night+"] }, ["hero"]],
  ])("%j", (request, names) => {
    expect(select(request)).toEqual(names);
  });
});

describe("what is a mistake", () => {
  test.each<[Partial<SelectionRequest>, unknown]>([
    [{ names: ["heor"] }, [{ message: 'no asset is called "heor"', hint: "did you mean hero?" }]],
    [{ names: ["+zzzzzz"] }, [{ message: 'no asset is called "zzzzzz"' }]],
    [{ names: ["logo-*"] }, [{ message: '"logo-*" matches no asset' }]],
    [{ exclude: ["postre"] }, [{ message: 'no asset is called "postre"', hint: "did you mean poster?" }]],
    [{ tags: ["icn"] }, [{ message: 'no asset has the tag "icn"', hint: "did you mean icon?" }]],
    [
      { names: ["hero"], exclude: ["hero"] },
      [{ message: "nothing is left of the selection", hint: "take back an --exclude or a --tag" }],
    ],
    [{ names: ["__proto__"] }, [{ message: 'no asset is called "__proto__"' }]],
  ])("%j", (request, problems) => {
    expect(select(request)).toEqual(problems);
  });
});

test.each([
  ["out/js.png", "js"],
  ["./out/js.png", "js"],
  ["+out/js.png", "js"],
  ["out/logo-0123abcd.png", "logo"],
])("%s is an output: the asset is named", (word, name) => {
  const assets = [made("js", "out/js.png"), made("logo", "out/logo-{hash8}.png")];
  expect(selectAssets(assets, { names: [word], exclude: [], tags: [] })).toMatchObject({
    problems: [{ hint: `it is an output of ${name}: say ${name} instead` }],
  });
});

describe("invariants", () => {
  const names = ASSETS.map(({ name }) => name);

  test("+name+ is the union of +name and name+, and holds the name", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        const both = select({ names: [`+${name}+`] });
        expect(both).toEqual(select({ names: [`+${name}`, `${name}+`] }));
        expect(both).toContain(name);
      }),
    );
  });

  test("the order of the words does not matter", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 1 }), (words) => {
        expect(select({ names: words })).toEqual([...words].sort());
      }),
    );
  });
});

describe("shards", () => {
  const shards = (assets: readonly SelectableAsset[], count: number) =>
    Array.from({ length: count }, (_, at) => {
      const selection = selectAssets(assets, { names: [], exclude: [], tags: [], shard: { index: at + 1, count } });
      return "names" in selection ? [...(selection.names ?? [])] : [];
    });
  const many = Array.from({ length: 40 }, (_, index) => asset(`asset-${index}`));

  test("every asset is in exactly one, whatever their number, and what refers to each other is together", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (count) => {
        const parts = shards([...ASSETS, ...many], count);
        expect(parts.flat().sort()).toEqual([...ASSETS, ...many].map(({ name }) => name).sort());
        expect(parts.find((part) => part.includes("base"))).toEqual(expect.arrayContaining(["hero", "poster"]));
      }),
    );
  });

  test("an asset more moves no other", () => {
    const before = shards(many, 4);
    const after = shards([...many, asset("new")], 4);
    expect(after.map((part) => part.filter((name) => name !== "new"))).toEqual(before);
  });

  test("assets that share a request go together", () => {
    const same = { parameters: { prompt: "A lake", seed: 1 }, provider: "paper" };
    const twins = Array.from({ length: 12 }, (_, index) => ({ ...asset(`twin-${index}`), ...same }));
    expect(shards(twins, 4).filter((part) => part.length > 0)).toHaveLength(1);
  });
});
