import type { ModelStatus, PriceRule, Size, SizeRule, Support, TableParameter } from "../../core/model.ts";
import type { TogetherModel } from "./model.ts";
import {
  GEMINI_25,
  GEMINI_31_FLASH_1K,
  GEMINI_31_FLASH_2K,
  GEMINI_31_FLASH_4K,
  GEMINI_31_FLASH_HALF_K,
  GEMINI_31_LITE,
  GEMINI_3_1K,
  GEMINI_3_2K,
  GEMINI_3_4K,
  PIXELS,
} from "./size-menus.ts";

/**
 * Models of other makers on Together. None is in the parameters page's table. Google: skill, reference images page,
 * third-party refusals. The others: `steps: no` from a third party's list of refusals; `width_height: yes` inferred
 * from third-party code that sends both sizes to every model; the rest is unknown. Prices: the serverless models
 * page of 2026, units partly from third-party code.
 */
type Params = Partial<Record<TableParameter, Support>>;

const NO_STEPS: Params = { prompt: "required", width_height: "yes", steps: "no" };
const SIZE_ONLY: Params = { prompt: "required", width_height: "yes" };
const PROMPT_ONLY: Params = { prompt: "required" };

const IMAGEN: Params = {
  ...NO_STEPS,
  prompt_upsampling: "no",
  response_format: "yes",
  image_url: "no",
  reference_images: "no",
  image_loras: "no",
  frame_images: "no",
};

const GEMINI: Params = {
  ...IMAGEN,
  aspect_ratio: "no",
  guidance_scale: "no",
  negative_prompt: "no",
  disable_safety_checker: "no",
  reference_images: "yes",
};

const UNLISTED: ModelStatus = { state: "unlisted", on: "2026-10-07" };
const IMAGEN_STATUS: ModelStatus = { ...UNLISTED, successor: "google/flash-image-3.1" };

/** A menu that every source agrees on: another size would be refused by the API, so it is by us. */
function menuOf(sizes: readonly Size[]): SizeRule {
  return { kind: "menu", sizes, strict: true };
}

/** Published menus that disagree, or come from third parties only: another size is said, and sent. */
function disputedMenu(...menus: readonly (readonly Size[])[]): SizeRule {
  return { kind: "menu", sizes: menus.flat(), strict: false };
}

interface Row {
  readonly id: string;
  readonly family: string;
  readonly params: Params;
  readonly price: PriceRule;
  readonly status?: ModelStatus;
  readonly size?: SizeRule;
  readonly timeout?: number;
  readonly source: string;
}

function row({ status, size, ...rest }: Row): TogetherModel {
  return { ...rest, endpoint: "images/generations", status: status ?? { state: "listed" }, size: size ?? PIXELS };
}

const perMegapixel = (usd: number): PriceRule => ({ unit: "megapixel", usd });
const perImage = (usd: number): PriceRule => ({ unit: "image", usd });

/** Milliseconds: third parties report minutes for these. */
const SLOW = 600_000;

const MODELS_PAGE = "models page";

export const PARTNER_MODELS: readonly TogetherModel[] = [
  row({
    id: "google/imagen-4.0-preview",
    family: "imagen",
    params: IMAGEN,
    price: perMegapixel(0.04),
    status: IMAGEN_STATUS,
    source: "skill",
  }),
  row({
    id: "google/imagen-4.0-fast",
    family: "imagen",
    params: IMAGEN,
    price: perMegapixel(0.02),
    status: IMAGEN_STATUS,
    source: "skill",
  }),
  row({
    id: "google/imagen-4.0-ultra",
    family: "imagen",
    params: IMAGEN,
    price: perMegapixel(0.06),
    status: IMAGEN_STATUS,
    source: "skill",
  }),
  row({
    id: "google/flash-image-2.5",
    family: "gemini-image",
    params: GEMINI,
    size: menuOf(GEMINI_25),
    price: perImage(0.039),
    source: "skill, reference images page; menu: models page of 2025",
  }),
  row({
    id: "google/gemini-3-pro-image",
    family: "gemini-image",
    params: { ...GEMINI, seed: "refused" },
    size: disputedMenu(GEMINI_3_1K, GEMINI_3_2K, GEMINI_3_4K),
    price: {
      unit: "tier",
      tiers: [
        { name: "1K", sizes: GEMINI_3_1K, usd: 0.134 },
        { name: "2K", sizes: GEMINI_3_2K, usd: 0.134 },
        { name: "4K", sizes: GEMINI_3_4K, usd: 0.24 },
      ],
    },
    timeout: SLOW,
    source: "refusal of seed measured; menu and prices: models page",
  }),
  row({
    id: "google/flash-image-3.1",
    family: "gemini-image",
    params: GEMINI,
    size: disputedMenu(GEMINI_31_FLASH_1K, GEMINI_31_FLASH_2K, GEMINI_31_FLASH_4K, GEMINI_31_FLASH_HALF_K),
    price: {
      unit: "tier",
      tiers: [
        { name: "0.5K", sizes: GEMINI_31_FLASH_HALF_K, usd: 0.045 },
        { name: "1K", sizes: GEMINI_31_FLASH_1K, usd: 0.067 },
        { name: "2K", sizes: GEMINI_31_FLASH_2K, usd: 0.101 },
        { name: "4K", sizes: GEMINI_31_FLASH_4K, usd: 0.151 },
      ],
    },
    source: "inferred from 2.5; menu and tiers: third-party code (the models page says 0.05 for all)",
  }),
  row({
    id: "google/flash-image-3.1-lite",
    family: "gemini-image",
    params: GEMINI,
    size: menuOf(GEMINI_31_LITE),
    price: perImage(0.069),
    source: "inferred from 2.5; menu measured; price: models page",
  }),
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
