import type { ModelStatus, Size, SizeRule } from "../../core/model.ts";
import type { TogetherModel } from "./model.ts";
import { NO_STEPS, perImage, perMegapixel, row, SLOW, UNLISTED, type Params } from "./partner-row.ts";
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
} from "./size-menus.ts";

/**
 * Google's models on Together. None is in the parameters page's table; the cells are from an official skill, the
 * reference images page and third-party refusals. Prices: the serverless models page of 2026, units partly from
 * third-party code.
 */
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

const IMAGEN_STATUS: ModelStatus = { ...UNLISTED, successor: "google/flash-image-3.1" };

/** A menu that every source agrees on: another size would be refused by the API, so it is by us. */
function menuOf(sizes: readonly Size[]): SizeRule {
  return { kind: "menu", sizes, strict: true };
}

/** Published menus that disagree, or come from third parties only: another size is said, and sent. */
function disputedMenu(...menus: readonly (readonly Size[])[]): SizeRule {
  return { kind: "menu", sizes: menus.flat(), strict: false };
}

export const GOOGLE_MODELS: readonly TogetherModel[] = [
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
];
