import type { TogetherModel } from "./model.ts";
import { NO_STEPS, perImage, perMegapixel, row, SLOW, UNLISTED, type Params } from "./partner-row.ts";

/**
 * Models of other makers on Together, but for Google's and Kling's. None is in the parameters page's table: `steps: no`
 * is from a third party's list of refusals, `width_height: yes` inferred from third-party code that sends both sizes to
 * every model; the rest is unknown. Prices: the serverless models page of 2026, units partly from third-party code.
 */
const SIZE_ONLY: Params = { prompt: "required", width_height: "yes" };
const PROMPT_ONLY: Params = { prompt: "required" };

const MODELS_PAGE = "models page";

export const PARTNER_MODELS: readonly TogetherModel[] = [
  row({
    id: "ByteDance-Seed/Seedream-3.0",
    family: "seedream",
    params: NO_STEPS,
    price: perMegapixel(0.018),
    source: MODELS_PAGE,
  }),
  row({
    id: "ByteDance-Seed/Seedream-4.0",
    family: "seedream",
    params: NO_STEPS,
    price: perMegapixel(0.03),
    source: MODELS_PAGE,
  }),
  row({
    id: "ByteDance/Seedream-5.0-lite",
    family: "seedream",
    params: NO_STEPS,
    price: perImage(0.035),
    source: MODELS_PAGE,
  }),
  row({
    id: "Qwen/Qwen-Image",
    family: "qwen-image",
    params: NO_STEPS,
    price: perMegapixel(0.0058),
    source: MODELS_PAGE,
  }),
  row({
    id: "Qwen/Qwen-Image-2.0",
    family: "qwen-image",
    params: NO_STEPS,
    price: perImage(0.035),
    source: MODELS_PAGE,
  }),
  row({
    id: "Qwen/Qwen-Image-2.0-Pro",
    family: "qwen-image",
    params: NO_STEPS,
    price: perImage(0.075),
    source: MODELS_PAGE,
  }),
  row({
    id: "Wan-AI/Wan2.6-image",
    family: "wan-image",
    params: NO_STEPS,
    size: { kind: "area", of: 8, min: 1265 * 1265, max: 1440 * 1440, ratio: 4 },
    price: perImage(0.03),
    source: "size rule measured by a third party; price: models page",
  }),
  row({
    id: "ideogram/ideogram-3.0",
    family: "ideogram",
    params: NO_STEPS,
    price: perMegapixel(0.06),
    source: MODELS_PAGE,
  }),
  row({
    id: "ideogram/ideogram-4.0",
    family: "ideogram",
    params: NO_STEPS,
    price: perMegapixel(0.06),
    source: MODELS_PAGE,
  }),
  row({
    id: "prunaai/p-image-ideogram",
    family: "ideogram",
    params: PROMPT_ONLY,
    price: perImage(0.00225),
    source: MODELS_PAGE,
  }),
  row({
    id: "openai/gpt-image-1.5",
    family: "gpt-image",
    params: { ...PROMPT_ONLY, steps: "no" },
    price: perImage(0.034),
    source: MODELS_PAGE,
  }),
  row({
    id: "openai/gpt-image-2",
    family: "gpt-image",
    params: { ...PROMPT_ONLY, steps: "no" },
    price: perImage(0.053),
    timeout: SLOW,
    source: MODELS_PAGE,
  }),
  row({
    id: "RunDiffusion/Juggernaut-pro-flux",
    family: "flux1-dev",
    params: SIZE_ONLY,
    price: perMegapixel(0.0049),
    source: MODELS_PAGE,
  }),
  row({
    id: "Rundiffusion/Juggernaut-Lightning-Flux",
    family: "flux1-schnell",
    params: SIZE_ONLY,
    price: perMegapixel(0.0017),
    source: MODELS_PAGE,
  }),
  row({
    id: "stabilityai/stable-diffusion-xl-base-1.0",
    family: "sdxl",
    params: SIZE_ONLY,
    price: perMegapixel(0.0019),
    source: MODELS_PAGE,
  }),
  row({
    id: "stabilityai/stable-diffusion-3-medium",
    family: "sd3",
    params: SIZE_ONLY,
    price: perMegapixel(0.0019),
    status: UNLISTED,
    source: MODELS_PAGE,
  }),
  row({
    id: "HiDream-ai/HiDream-I1-Full",
    family: "hidream",
    params: SIZE_ONLY,
    price: perMegapixel(0.009),
    status: UNLISTED,
    source: MODELS_PAGE,
  }),
  row({
    id: "HiDream-ai/HiDream-I1-Dev",
    family: "hidream",
    params: SIZE_ONLY,
    price: perMegapixel(0.0045),
    status: UNLISTED,
    source: MODELS_PAGE,
  }),
  row({
    id: "HiDream-ai/HiDream-I1-Fast",
    family: "hidream",
    params: SIZE_ONLY,
    price: perMegapixel(0.0032),
    status: UNLISTED,
    source: MODELS_PAGE,
  }),
  row({
    id: "Lykon/DreamShaper",
    family: "sd15",
    params: SIZE_ONLY,
    price: perMegapixel(0.0006),
    status: UNLISTED,
    source: MODELS_PAGE,
  }),
];
