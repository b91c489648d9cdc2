import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correctProviders } from "../../src/core/correct-providers.ts";
import type { ModelFields } from "../../src/core/generated/manifest.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { ModelFacts, Parameters, Provider, Translation } from "../../src/core/provider.ts";
import type { Recipe } from "../../src/core/recipe.ts";
import { SKETCH } from "../../src/providers/sketch.ts";
import { TOGETHER } from "../../src/providers/together.ts";
import { MODELS } from "../../src/providers/together/models.ts";

const PROVIDERS = new Map([TOGETHER, SKETCH].map((provider) => [provider.name, provider]));
const PRO = "black-forest-labs/FLUX.2-pro";
const SCHNELL = "black-forest-labs/FLUX.1-schnell";
const NEW = "acme/painter-2";

function correct(models: Record<string, ModelFields>, used: readonly string[] = []) {
  return correctProviders(PROVIDERS, { models, file: "images.config.yaml", used: new Set(used) });
}

function corrected(models: Record<string, ModelFields>): Provider {
  const { providers, diagnostics } = correct(models, Object.keys(models));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return providers.get("together") as Provider;
}

function problems(provider: Provider, parameters: Parameters): string[] {
  const found = provider.translate({ parameters: { prompt: "A fox", ...parameters }, references: [] }).problems;
  return found.map(({ severity, code, field }) => `${severity} ${code} ${field}`);
}

function facts(provider: Provider, id: string): ModelFacts {
  const found = provider.model(id);
  if (found === undefined) throw new Error(`${id} is not known`);
  return found;
}

function price(provider: Provider, body: JsonObject): number | undefined {
  return provider.price(recipe(body));
}

function recipe(body: JsonObject): Recipe {
  return { provider: "together", epoch: 1, endpoint: "images/generations", body };
}

describe("a row of ours, corrected", () => {
  test("takes what it was said to refuse, and nothing else", () => {
    const provider = corrected({ [PRO]: { parameters: { steps: "yes" } } });
    expect(problems(TOGETHER, { model: PRO, steps: 30 })).toEqual(["error parameter-unsupported steps"]);
    expect(problems(provider, { model: PRO, steps: 30 })).toEqual([]);
    expect(problems(provider, { model: PRO, guidance_scale: 3 })).toEqual([
      "error parameter-unsupported guidance_scale",
    ]);
  });

  test("refuses what it was said to take", () => {
    const provider = corrected({ [PRO]: { parameters: { prompt_upsampling: "no", seed: "unknown", n: "ignored" } } });
    expect(problems(provider, { model: PRO, prompt_upsampling: true, seed: 1, n: 2 })).toEqual([
      "warning parameter-unknown n",
      "warning parameter-unknown seed",
      "error parameter-unsupported prompt_upsampling",
    ]);
    expect(facts(provider, PRO).seed).toBeUndefined();
  });

  test("has another price", () => {
    expect(price(TOGETHER, { model: PRO, n: 2 })).toBeCloseTo(0.06, 9);
    expect(price(corrected({ [PRO]: { price: { usd: 0.05, per: "image" } } }), { model: PRO, n: 2 })).toBeCloseTo(
      0.1,
      9,
    );
    const byPixels = corrected({ [PRO]: { price: { usd: 0.02, per: "megapixel", default_steps: 10 } } });
    expect(price(byPixels, { model: PRO, width: 1000, height: 2000, steps: 20 })).toBeCloseTo(0.08, 9);
  });

  test("has no lower estimate than our table's, by price, by steps or by size", () => {
    const body = { model: PRO, n: 2 };
    const cheap = corrected({ [PRO]: { price: { usd: 0.000001, per: "image" } } });
    expect(price(cheap, body)).toBeCloseTo(0.06, 9);
    expect(cheap.pricing?.(recipe(body))?.insteadOf).toBeCloseTo(0.000002, 12);
    const byTime = corrected({ [PRO]: { price: { usd: 0.000001, per: "clip", seconds: 8 } } });
    expect(price(byTime, { ...body, seconds: "5" })).toBeCloseTo(0.06, 9);
    const pixel = { model: SCHNELL, steps: 50 };
    const tiny = corrected({
      [SCHNELL]: {
        size: { min: 8, max: 2048, default: "8x8" },
        price: { usd: 1, per: "megapixel", default_steps: 50 },
      },
    });
    expect(price(TOGETHER, pixel)).toBeGreaterThan(0.03);
    expect(price(tiny, pixel)).toBe(price(TOGETHER, pixel));
  });

  test("a lowered price is said, a raised one is not", () => {
    const { diagnostics } = correct({ [PRO]: { price: { usd: 0.01, per: "image" } } }, [PRO]);
    expect(diagnostics).toMatchObject([
      { severity: "warning", code: "price-lowered", place: { pointer: ["models", PRO, "price", "usd"] } },
    ]);
    expect(correct({ [PRO]: { price: { usd: 0.03, per: "image" } } }, [PRO]).diagnostics).toEqual([]);
  });

  test("has other sizes: a menu, or multiples", () => {
    const menu = corrected({ [PRO]: { size: { menu: ["1000x1000", "999x333"] } } });
    expect(problems(menu, { model: PRO, width: 999, height: 333 })).toEqual([]);
    expect(problems(menu, { model: PRO, width: 1024, height: 1024 })).toEqual(["error size-unsupported width"]);
    const multiple = corrected({ [PRO]: { size: { multiple_of: 64, max: 4096 } } });
    expect(problems(multiple, { model: PRO, width: 4096, height: 256 })).toEqual([]);
    expect(problems(multiple, { model: PRO, width: 1000, height: 8192 })).toEqual(["error size-unsupported width"]);
    expect(problems(multiple, { model: PRO, width: 8192, height: 256 })).toEqual(["error size-unsupported width"]);
    expect(facts(multiple, PRO).sizes).toMatchObject({ kind: "multiple", of: 64, min: 256, max: 4096 });
  });

  test("is retired, or is not any more", () => {
    const provider = corrected({
      [PRO]: { status: "removed", successor: "acme/painter-2" },
      "black-forest-labs/FLUX.1-schnell": { status: "listed" },
    });
    expect(provider.translate({ parameters: { model: PRO, prompt: "x" }, references: [] }).problems).toEqual([
      {
        field: "model",
        severity: "warning",
        code: "model-retired",
        message: `${PRO} was removed by Together`,
        hint: "acme/painter-2 takes its place",
      },
    ]);
    expect(problems(provider, { model: "black-forest-labs/FLUX.1-schnell" })).toEqual([]);
  });

  test("has other ranges and another timeout", () => {
    const provider = corrected({
      [PRO]: { seed: { max: 99 }, steps: { default: 30, max: 60 }, n: { max: 8 }, timeout: 900 },
    });
    expect(problems(provider, { model: PRO, seed: 99, steps: 60, n: 8 })).toEqual([]);
    expect(problems(provider, { model: PRO, seed: 100, steps: 61, n: 9 })).toEqual([
      "error out-of-range n",
      "error out-of-range seed",
      "error out-of-range steps",
    ]);
    expect(facts(provider, PRO)).toMatchObject({ seed: { min: 0, max: 99 }, timeout: 900_000 });
  });

  test("sends the same request as before, whatever is said of price and status", () => {
    const provider = corrected({
      [PRO]: { price: { usd: 9, per: "image" }, status: "removed", family: "x", timeout: 5 },
    });
    const request = { parameters: { model: PRO, prompt: "A fox", width: 1024, height: 768, seed: 1 }, references: [] };
    expect(provider.translate(request).body).toEqual(TOGETHER.translate(request).body);
    expect(facts(provider, PRO).seed).toEqual(facts(TOGETHER, PRO).seed);
  });
});

const costAndStatus: fc.Arbitrary<ModelFields> = fc.record(
  {
    price: fc.record({
      usd: fc.double({ min: 0, max: 1000, noNaN: true }),
      per: fc.constantFrom("image", "megapixel", "clip"),
    }),
    status: fc.constantFrom("listed", "unlisted", "removed"),
    successor: fc.string({ minLength: 1 }),
    family: fc.string({ minLength: 1 }),
    timeout: fc.integer({ min: 1, max: 86_400 }),
    source: fc.string(),
  },
  { requiredKeys: [] },
);

test("no key moves for what is said of cost, status, patience or source, whatever the model", () => {
  fc.assert(
    fc.property(fc.constantFrom(...MODELS), costAndStatus, (model, fields) => {
      const provider = corrected({ [model.id]: fields });
      const reference = { field: "image", content: { $content: "a".repeat(64), $transform: "inline-1" } } as const;
      const request = { parameters: { model: model.id, prompt: "A fox", steps: 4 }, references: [reference] };
      const [{ problems: _before, ...ours }, { problems: _after, ...theirs }] = [TOGETHER, provider].map((one) =>
        one.translate(request),
      ) as [Translation, Translation];
      expect(theirs).toEqual(ours);
      const [before, after] = [facts(TOGETHER, model.id), facts(provider, model.id)];
      expect({ seed: after.seed, sizes: after.sizes }).toEqual({ seed: before.seed, sizes: before.sizes });
    }),
  );
});

test("no call of a known price is cheaper for what is said of cost, whatever the model", () => {
  const priced = MODELS.filter(({ price: rule }) => rule !== undefined);
  const bodies = fc.record({ n: fc.integer({ min: 1, max: 4 }), steps: fc.integer({ min: 1, max: 50 }) });
  fc.assert(
    fc.property(fc.constantFrom(...priced), costAndStatus, bodies, ({ id: model }, fields, body) => {
      const before = price(TOGETHER, { model, ...body });
      fc.pre(before !== undefined);
      expect(price(corrected({ [model]: fields }), { model, ...body })).toBeGreaterThanOrEqual(before);
    }),
  );
});

describe("a model that is not in our table", () => {
  const provider = corrected({
    [NEW]: { parameters: { steps: "no" }, price: { usd: 0.5, per: "image" }, aspect_ratios: ["1:1", "2:1"] },
  });

  test("is known: no warning, its own rules, its own price", () => {
    expect(problems(TOGETHER, { model: NEW })).toEqual(["warning model-unknown model"]);
    expect(problems(provider, { model: NEW, guidance_scale: 3 })).toEqual([]);
    expect(problems(provider, { model: NEW, steps: 4 })).toEqual(["error parameter-unsupported steps"]);
    expect(price(provider, { model: NEW })).toBe(0.5);
    expect(facts(provider, NEW).sizes).toEqual({ kind: "ratio", ratios: ["1:1", "2:1"] });
  });

  test("is proposed for one that is misspelt", () => {
    const { problems: found } = provider.translate({
      parameters: { model: "acme/paintr-2", prompt: "x" },
      references: [],
    });
    expect(found[0]?.hint).toBe("did you mean acme/painter-2?");
  });

  test("makes clips where it says so", () => {
    const clips = corrected({ [NEW]: { endpoint: "videos" } });
    const request = { parameters: { model: NEW, prompt: "A wave" }, references: [] };
    expect(clips.translate(request).endpoint).toBe("videos");
    expect(provider.translate(request).endpoint).toBe("images/generations");
  });
});

describe("mistakes", () => {
  test.each<[string, ModelFields, string, string]>([
    ["two kinds of size", { size: { menu: ["8x8"], min: 8 } }, "size", "conflicting-fields"],
    ["an empty range of sizes", { size: { multiple_of: 64, min: 65, max: 127 } }, "size", "out-of-range"],
    ["an empty range of seeds", { seed: { min: 9, max: 8 } }, "seed", "out-of-range"],
    ["an empty range of n", { n: { min: 3, max: 2 } }, "n", "out-of-range"],
    ["no such provider", { provider: "togehter" }, "provider", "unknown-provider"],
    ["a provider without a table", { provider: "sketch" }, "provider", "not-allowed"],
  ])("%s: said with its place", (_name, fields, field, code) => {
    const { diagnostics } = correct({ [NEW]: fields }, [NEW]);
    expect(diagnostics).toMatchObject([
      { severity: "error", code, place: { file: "images.config.yaml", pointer: ["models", NEW, field], at: "value" } },
    ]);
  });

  test("a new model that nobody uses is rather an old one, misspelt: a warning", () => {
    const prices: ModelFields = { price: { usd: 1, per: "image" } };
    expect(correct({ "black-forest-labs/FLUX2-pro": prices, [PRO]: prices, [NEW]: prices }, [NEW]).diagnostics).toEqual(
      [
        {
          severity: "warning",
          code: "model-unknown",
          message: 'no asset uses the model "black-forest-labs/FLUX2-pro", and no provider has it in its table',
          hint: `did you mean ${PRO}?`,
          place: { file: "images.config.yaml", pointer: ["models", "black-forest-labs/FLUX2-pro"], at: "key" },
        },
      ],
    );
  });

  test("a row for another provider changes nothing here", () => {
    const provider = corrected({ [PRO]: { provider: "together", price: { usd: 1, per: "image" } } });
    expect(price(provider, { model: PRO })).toBe(1);
    const { providers } = correct({ [PRO]: { provider: "elsewhere", price: { usd: 1, per: "image" } } });
    expect(price(providers.get("together") as Provider, { model: PRO })).toBe(0.03);
  });

  test("names that objects have are ids like others", () => {
    const models = Object.fromEntries([["__proto__", { price: { usd: 1, per: "image" } } satisfies ModelFields]]);
    expect(price(corrected(models), { model: "__proto__" })).toBe(1);
    expect(corrected({}).model("constructor")).toBeUndefined();
  });
});
