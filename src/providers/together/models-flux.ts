import type { ModelStatus, PriceRule, Size, Support } from "../../core/model.ts";
import type { TableParameter } from "../../core/parameters.ts";
import type { TogetherModel } from "./model.ts";
import { PIXELS } from "./size-menus.ts";

/**
 * FLUX on Together. Sources of the cells: the compatibility table of the image parameters page (Schnell, 1.1 Pro,
 * FLUX.2 Pro, Dev and Flex, Kontext Pro and Max); an official skill and the reference images page for the `image_*`
 * cells; refusals measured by third parties in August and September 2026; rows of retired models are inferred from
 * their nearest relative. Prices: the serverless models page, else third-party price lists, all of 2026.
 * Successors are our advice, except for FLUX.1-pro, which Together itself redirects.
 */
type Params = Partial<Record<TableParameter, Support>>;

/** What every FLUX column of the table says yes or no to. */
const COMMON: Params = {
  prompt: "required",
  width_height: "yes",
  aspect_ratio: "no",
  n: "yes",
  seed: "yes",
  prompt_upsampling: "no",
  response_format: "yes",
  output_format: "yes",
  disable_safety_checker: "yes",
  image_url: "no",
  reference_images: "no",
  image_loras: "no",
  frame_images: "no",
};

/** Prose on two pages says that Schnell takes `aspect_ratio`, the table on the second says no. */
const SCHNELL: Params = {
  ...COMMON,
  aspect_ratio: "disputed",
  steps: "yes",
  guidance_scale: "no",
  negative_prompt: "yes",
};

/** `guidance_scale` and `negative_prompt` are unknown for these, so they are absent. */
const { output_format: _unknown, ...COMMON_DEV } = COMMON;
const DEV: Params = { ...COMMON_DEV, steps: "yes", image_loras: "yes" };

const FLUX2: Params = { ...COMMON, negative_prompt: "no", reference_images: "yes" };

/** The table leaves width and height out for Kontext, the official sample sends them: either is sent, never both. */
const KONTEXT: Params = {
  ...COMMON,
  width_height: "disputed",
  aspect_ratio: "yes",
  steps: "yes",
  guidance_scale: "no",
  negative_prompt: "no",
  image_url: "yes",
};
const KONTEXT_RATIOS = ["1:1", "16:9", "9:16", "4:3", "3:2"];

const LISTED: ModelStatus = { state: "listed" };

interface Row {
  readonly id: string;
  readonly family: string;
  readonly params: Params;
  readonly price: PriceRule;
  readonly status?: ModelStatus;
  readonly defaultSize?: Size;
  readonly defaultSteps?: number;
  readonly ratios?: readonly string[];
  readonly source: string;
}

function flux({ id, status, defaultSize, defaultSteps, ...row }: Row): TogetherModel {
  return {
    ...row,
    id: `black-forest-labs/${id}`,
    endpoint: "images/generations",
    status: status ?? LISTED,
    size: { ...PIXELS, ...(defaultSize !== undefined && { default: defaultSize }) },
    ...(defaultSteps !== undefined && { steps: { default: defaultSteps } }),
  };
}

const DEV_SUCCESSOR = "black-forest-labs/FLUX.2-dev";
const FLUX2_DEFAULT: Size = [1024, 768];

export const FLUX_MODELS: readonly TogetherModel[] = [
  flux({
    id: "FLUX.1-schnell",
    family: "flux1-schnell",
    status: { state: "unlisted", on: "2026-10-07", successor: DEV_SUCCESSOR },
    params: SCHNELL,
    defaultSteps: 4,
    price: { unit: "megapixel", usd: 0.0027, defaultSteps: 4 },
    source: "parameters page table; price: models page",
  }),
  flux({
    id: "FLUX.1-schnell-Free",
    family: "flux1-schnell",
    status: { state: "removed", on: "2025-12-23", successor: DEV_SUCCESSOR },
    params: { ...SCHNELL, disable_safety_checker: "ignored" },
    defaultSteps: 4,
    price: { unit: "image", usd: 0 },
    source: "inferred from Schnell; safety: images overview",
  }),
  flux({
    id: "FLUX.1-pro",
    family: "flux1-pro",
    status: { state: "removed", on: "2025-10-31", successor: "black-forest-labs/FLUX.1.1-pro" },
    params: { ...COMMON_DEV, disable_safety_checker: "ignored" },
    defaultSteps: 28,
    price: { unit: "megapixel", usd: 0.05, defaultSteps: 28 },
    source: "size: images overview; rest inferred from 1.1 Pro or unknown",
  }),
  flux({
    id: "FLUX.1.1-pro",
    family: "flux1.1-pro",
    params: { ...COMMON, steps: "refused", guidance_scale: "no", negative_prompt: "disputed" },
    price: { unit: "megapixel", usd: 0.04 },
    source: "parameters page table; refusal of steps measured; negative_prompt: table yes, skill no",
  }),
  flux({
    id: "FLUX.1-dev",
    family: "flux1-dev",
    status: { state: "removed", on: "2026-02-25", successor: DEV_SUCCESSOR },
    params: DEV,
    defaultSteps: 28,
    price: { unit: "megapixel", usd: 0.025, defaultSteps: 28 },
    source: "size: images overview; loras and default steps: skill",
  }),
  flux({
    id: "FLUX.1-dev-lora",
    family: "flux1-dev",
    status: { state: "removed", on: "2026-02-25", successor: DEV_SUCCESSOR },
    params: DEV,
    defaultSteps: 28,
    price: { unit: "megapixel", usd: 0.035, roundedUp: true },
    source: "LoRA quickstart",
  }),
  flux({
    id: "FLUX.1-krea-dev",
    family: "flux1-dev",
    status: { state: "removed", on: "2026-05-27", successor: DEV_SUCCESSOR },
    params: withoutLoras(DEV),
    defaultSteps: 28,
    price: { unit: "megapixel", usd: 0.025, defaultSteps: 28 },
    source: "inferred from FLUX.1 dev",
  }),
  flux({
    id: "FLUX.2-pro",
    family: "flux2",
    params: { ...FLUX2, steps: "refused", guidance_scale: "no", prompt_upsampling: "yes", image_url: "yes" },
    defaultSize: FLUX2_DEFAULT,
    price: { unit: "image", usd: 0.03 },
    source: "parameters page table; image cells: reference images page; refusal of steps measured",
  }),
  flux({
    id: "FLUX.2-dev",
    family: "flux2",
    params: { ...FLUX2, steps: "yes", guidance_scale: "yes", prompt_upsampling: "disputed", image_loras: "yes" },
    defaultSize: FLUX2_DEFAULT,
    price: { unit: "image", usd: 0.0154 },
    source: "parameters page table; loras: skill of August 2026, gone in October; upsampling: quickstart yes, table no",
  }),
  flux({
    id: "FLUX.2-flex",
    family: "flux2",
    params: { ...FLUX2, steps: "disputed", guidance_scale: "yes", prompt_upsampling: "disputed", image_url: "yes" },
    defaultSize: FLUX2_DEFAULT,
    price: { unit: "image", usd: 0.03 },
    source: "parameters page table; steps: table yes, refusals reported; upsampling: quickstart yes, table no",
  }),
  flux({
    id: "FLUX.2-max",
    family: "flux2",
    params: {
      prompt: "required",
      width_height: "yes",
      aspect_ratio: "no",
      seed: "yes",
      negative_prompt: "no",
      response_format: "yes",
      output_format: "yes",
      disable_safety_checker: "ignored",
      image_loras: "no",
      frame_images: "no",
    },
    price: { unit: "megapixel", usd: 0.07, defaultSteps: 50 },
    source: "inferred from FLUX.2 pro; safety measured; price: models page",
  }),
  flux({
    id: "FLUX.1-kontext-pro",
    family: "kontext",
    params: KONTEXT,
    ratios: KONTEXT_RATIOS,
    defaultSteps: 28,
    price: { unit: "megapixel", usd: 0.04, defaultSteps: 28 },
    source: "parameters page table; width and height: images overview sample; ratios: skill",
  }),
  flux({
    id: "FLUX.1-kontext-max",
    family: "kontext",
    params: KONTEXT,
    ratios: KONTEXT_RATIOS,
    defaultSteps: 28,
    price: { unit: "megapixel", usd: 0.08, defaultSteps: 28 },
    source: "parameters page table; width and height: images overview sample; ratios: skill",
  }),
  flux({
    id: "FLUX.1-kontext-dev",
    family: "kontext",
    status: { state: "removed", on: "2026-02-25", successor: "black-forest-labs/FLUX.1-kontext-pro" },
    params: kontextDev(),
    ratios: KONTEXT_RATIOS,
    defaultSteps: 28,
    price: { unit: "megapixel", usd: 0.025, defaultSteps: 28 },
    source: "aspect_ratio: images overview; rest inferred from Kontext pro",
  }),
];

function withoutLoras({ image_loras: _loras, ...params }: Params): Params {
  return params;
}

function kontextDev(): Params {
  const { guidance_scale: _guidance, output_format: _format, image_loras: _loras, ...params } = KONTEXT;
  return params;
}
