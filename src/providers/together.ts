import type { ModelCorrection } from "../core/model-correction.ts";
import type { Provider } from "../core/provider.ts";
import { TABLE_DATE, correctedTable, isCheckerOptional, makesClips, modelFacts } from "./together/models.ts";
import { estimatePrice, estimatePricing } from "./together/price.ts";
import { ANY_SIZES } from "./together/size-menus.ts";
import { translate } from "./together/translate.ts";

/** Together AI: images from `POST /images/generations`, clips as jobs on `/v2/videos`. `corrections`: the manifest's. */
export function createTogether(corrections: readonly ModelCorrection[] = []): Provider {
  const table = correctedTable(corrections);
  return {
    name: "together",
    epoch: 1,
    credential: { variables: ["TOGETHER_API_KEY"], page: "https://api.together.ai/settings/api-keys" },
    local: false,
    // 60 s, the default of Together's own client, is short for the slow models; the docs' samples ask every 5 s.
    limits: { concurrency: 8, timeout: 300_000, pollInterval: 5_000 },
    baseUrl: { default: "https://api.together.ai/v1", variable: "TOGETHER_BASE_URL" },
    models: { date: TABLE_DATE, rows: table.rows },
    withModels: (more) => createTogether([...corrections, ...more]),
    model(id) {
      const model = table.find(id);
      return model === undefined ? undefined : modelFacts(model);
    },
    sizes: ANY_SIZES,
    translate: (request) => translate(request, table),
    makesClips: (parameters) => makesClips(parameters, table),
    price: (recipe) => estimatePrice(recipe, table),
    pricing: (recipe) => estimatePricing(recipe, table),
    // Most commands call nobody: what speaks to the API is loaded when somebody does.
    async call(recipe, context) {
      const { callTogether } = await import("./together/call.ts");
      return callTogether(recipe, context, { checkerOptional: isCheckerOptional(recipe.body, table) });
    },
    async resume(ticket, context) {
      const { resumeTogether } = await import("./together/call.ts");
      return resumeTogether(ticket, context);
    },
  };
}

export const TOGETHER: Provider = createTogether();
