import type { JsonObject } from "../../core/json.ts";
import type { ModelRow, PriceRule, Size } from "../../core/model.ts";
import { priceOf, type Price, type Pricing } from "../../core/money.ts";
import type { Recipe } from "../../core/recipe.ts";
import { defaultSize, type TogetherTable } from "./models.ts";

/**
 * The estimate for one request; undefined where no price is known. By Together's pages: per megapixel the cost is
 * MP x price x (steps / default steps), the last factor only above the default; per image the figure is itself an
 * estimate of what the model's maker charges. Every image of `n` is billed. Of our table's price and the manifest's
 * the higher counts.
 */
export function estimatePricing(recipe: Recipe, table: TogetherTable): Pricing | undefined {
  const id = recipe.body["model"];
  const model = typeof id === "string" ? table.find(id) : undefined;
  const corrected = model && pricingOf(model, recipe.body);
  const own = model?.corrects && pricingOf(model.corrects, recipe.body);
  const [lower, counted] = [priceOf(corrected), priceOf(own)];
  // A manifest arrives with a pull request: it may raise what is held against a limit, and not lower it.
  if (counted === undefined || (lower !== undefined && lower >= counted)) return corrected;
  return own && { ...own, ...(lower !== undefined && { insteadOf: lower }) };
}

/** US dollars. */
export function estimatePrice(recipe: Recipe, table: TogetherTable): Price {
  return priceOf(estimatePricing(recipe, table));
}

function pricingOf(model: ModelRow, body: JsonObject): Pricing | undefined {
  const one = model.price && pricingOfOne(model.price, body, model);
  const images = numberOf(body, "n") ?? 1;
  return (
    one && { ...one, times: [...one.times, { factor: images, what: "pictures" }].filter(({ factor }) => factor !== 1) }
  );
}

function pricingOfOne(rule: PriceRule, body: JsonObject, model: ModelRow): Pricing | undefined {
  switch (rule.unit) {
    case "image":
      return { usd: rule.usd, per: "picture", times: [] };
    case "megapixel": {
      const [width, height] = sizeOf(body, model);
      const megapixels = (width * height) / 1e6;
      const counted = rule.roundedUp ? Math.ceil(megapixels) : megapixels;
      return {
        usd: rule.usd,
        per: "megapixel",
        times: [
          { factor: counted, what: `megapixels (${width}x${height}${rule.roundedUp ? ", rounded up" : ""})` },
          ...stepsFactor(rule.defaultSteps, numberOf(body, "steps")),
        ],
      };
    }
    case "tier": {
      const [width, height] = sizeOf(body, model);
      const tier = rule.tiers.find(({ sizes }) => sizes.some(([w, h]) => w === width && h === height));
      return tier && { usd: tier.usd, per: `picture of ${width}x${height}`, times: [] };
    }
    case "clip":
      // How a longer clip is charged is not published.
      if (body["seconds"] !== undefined && Number(body["seconds"]) !== rule.seconds) return undefined;
      return { usd: rule.usd, per: `clip of ${rule.seconds} s`, times: [] };
    default:
      return rule satisfies never;
  }
}

/** Fewer steps than usual are not cheaper. */
function stepsFactor(usual: number | undefined, asked: number | undefined): Pricing["times"] {
  if (usual === undefined || asked === undefined || asked <= usual) return [];
  return [{ factor: asked / usual, what: `(${asked} steps, of which ${usual} are in the price)` }];
}

function sizeOf(body: JsonObject, model: ModelRow): Size {
  // A ratio comes out near one megapixel whatever it is (the docs' list of common sizes).
  if (body["aspect_ratio"] !== undefined) return [1024, 1024];
  const [width, height] = defaultSize(model);
  return [numberOf(body, "width") ?? width, numberOf(body, "height") ?? height];
}

function numberOf(body: JsonObject, name: string): number | undefined {
  const value = body[name];
  return typeof value === "number" ? value : undefined;
}
