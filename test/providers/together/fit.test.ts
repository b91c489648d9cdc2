import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prepareAsset, recipesOf } from "../../../src/core/request.ts";
import { TOGETHER } from "../../../src/providers/together.ts";
import type { TogetherModel } from "../../../src/providers/together/model.ts";
import { MODELS } from "../../../src/providers/together/models.ts";
import { plainAsset } from "../../support/plain-asset.ts";

interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** What an asset of a wanted size asks for, and what our own check says of that. */
function request(model: Pick<TogetherModel, "id" | "params">, wanted: Pixels, fit: "cover" | "contain" = "cover") {
  const parameters = { model: model.id, ...(model.params.prompt !== "no" && { prompt: "A fox" }), ...wanted };
  const { prepared, diagnostics } = prepareAsset(plainAsset({ parameters, fit }), TOGETHER);
  const [recipe] = recipesOf(prepared, 1, () => undefined) ?? [];
  return { body: recipe?.body ?? {}, problems: diagnostics.filter(({ code }) => !OTHER_CODES.has(code)) };
}

/** A retired model, frames that are not there, a parameter that nobody has confirmed: not about the size. */
const OTHER_CODES = new Set(["model-retired", "missing-field", "parameter-unknown"]);

/** The part of a picture that a crop to the wanted ratio takes away, 0 to 1. */
function loss(picture: Pixels, wanted: Pixels): number {
  const ratio = (picture.width / picture.height) * (wanted.height / wanted.width);
  return 1 - Math.min(ratio, 1 / ratio);
}

function pixelsOf(body: Readonly<Record<string, unknown>>): Pixels {
  if (typeof body["aspect_ratio"] === "string") {
    const [width = 0, height = 0] = body["aspect_ratio"].split(":").map(Number);
    return { width, height };
  }
  return { width: body["width"] as number, height: body["height"] as number };
}

const side = fc.oneof(fc.integer({ min: 1, max: 8000 }), fc.integer({ min: 200, max: 2200 }));
const wanted = fc.record({ width: side, height: side });

describe.each(MODELS)("any size for $id", (model) => {
  test("becomes a legal request, whatever is wanted", () => {
    fc.assert(
      fc.property(wanted, fc.constantFrom("cover" as const, "contain" as const), (size, fit) => {
        const { body, problems } = request(model, size, fit);
        expect(problems).toEqual([]);
        expect(body["aspect_ratio"] === undefined).toBe(body["width"] !== undefined);
      }),
    );
  });

  test("crops no more than it must", () => {
    const { size, ratios } = model;
    fc.assert(
      fc.property(wanted, (target) => {
        const lost = loss(pixelsOf(request(model, target).body), target);
        const choices: readonly Pixels[] =
          model.params.aspect_ratio === "yes" && ratios !== undefined
            ? ratios.map((ratio) => pixelsOf({ aspect_ratio: ratio }))
            : size.kind === "menu"
              ? size.sizes.map(([width, height]) => ({ width, height }))
              : [];
        // Ratios that are one part in fifty apart count as the same.
        for (const choice of choices) expect(lost).toBeLessThanOrEqual(loss(choice, target) + 0.021);
        const elongation = Math.max(target.width / target.height, target.height / target.width);
        if (size.kind === "area" && elongation <= size.ratio) expect(lost).toBeLessThan(0.01);
        if (size.kind === "multiple" && choices.length === 0 && elongation <= size.max / size.min) {
          // Rounding up to the next multiple takes at most one of them from each side.
          expect(lost).toBeLessThanOrEqual(size.of / size.min);
        }
      }),
    );
  });
});

const BY_MULTIPLES = MODELS.filter(({ size, params }) => size.kind === "multiple" && params.aspect_ratio !== "yes");

test.each(BY_MULTIPLES)("$id enlarges only what is larger than its largest", (model) => {
  const within = fc.integer({ min: 1, max: 1920 });
  fc.assert(
    fc.property(fc.record({ width: within, height: within }), (target) => {
      const { width, height } = pixelsOf(request(model, target).body);
      expect(width).toBeGreaterThanOrEqual(target.width);
      expect(height).toBeGreaterThanOrEqual(target.height);
    }),
  );
});

test.each([
  [{ width: 1001, height: 763 }, { width: 1008, height: 768 }, []],
  [{ width: 1000, height: 760 }, { width: 1000, height: 760 }, []],
  // Our bounds are a guess: what is outside is said, and asked for all the same.
  [{ width: 4000, height: 300 }, { width: 4000, height: 304 }, ["size-unsupported"]],
])("%o of a model that is in no table is asked for as %o, the next multiples of 8", (size, asked, said) => {
  const { body, problems } = request({ id: "somebody/new", params: {} }, size);
  expect(pixelsOf(body)).toEqual(asked);
  expect(problems.map(({ code }) => code)).toEqual(["model-unknown", ...said]);
});
