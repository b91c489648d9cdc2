import type { JsonObject } from "../../core/json.ts";
import type { Price } from "../../core/money.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { PriceRule, Size } from "../../core/model.ts";
import type { TogetherModel } from "./model.ts";
import { defaultSize, type TogetherTable } from "./models.ts";

/**
 * The estimate for one request in US dollars; undefined where no price is known. By Together's pages: per megapixel
 * the cost is MP x price x (steps / default steps), the last factor only above the default; per image the figure is
 * itself an estimate of what the model's maker charges. Every image of `n` is billed.
 */
export function estimatePrice(recipe: Recipe, table: TogetherTable): Price {
  const id = recipe.body["model"];
  const model = typeof id === "string" ? table.find(id) : undefined;
  if (model?.price === undefined) return undefined;
  const one = priceOfOne(model.price, recipe.body, model);
  return one === undefined ? undefined : one * (numberOf(recipe.body, "n") ?? 1);
}

function priceOfOne(rule: PriceRule, body: JsonObject, model: TogetherModel): Price {
  switch (rule.unit) {
    case "image":
      return rule.usd;
    case "megapixel": {
      const [width, height] = sizeOf(body, model);
      const megapixels = (width * height) / 1e6;
      const steps =
        rule.defaultSteps === undefined ? 1 : (numberOf(body, "steps") ?? rule.defaultSteps) / rule.defaultSteps;
      return (rule.roundedUp ? Math.ceil(megapixels) : megapixels) * rule.usd * Math.max(1, steps);
    }
    case "tier": {
      const [width, height] = sizeOf(body, model);
      return rule.tiers.find(({ sizes }) => sizes.some(([w, h]) => w === width && h === height))?.usd;
    }
    case "clip":
      // How a longer clip is charged is not published.
      return body["seconds"] === undefined || Number(body["seconds"]) === rule.seconds ? rule.usd : undefined;
    default:
      return rule satisfies never;
  }
}

function sizeOf(body: JsonObject, model: TogetherModel): Size {
  // A ratio comes out near one megapixel whatever it is (the docs' list of common sizes).
  if (body["aspect_ratio"] !== undefined) return [1024, 1024];
  const [width, height] = defaultSize(model);
  return [numberOf(body, "width") ?? width, numberOf(body, "height") ?? height];
}

function numberOf(body: JsonObject, name: string): number | undefined {
  const value = body[name];
  return typeof value === "number" ? value : undefined;
}
