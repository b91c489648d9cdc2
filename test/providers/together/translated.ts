import type { Parameters, TranslateReference } from "../../../src/core/provider.ts";
import { TOGETHER } from "../../../src/providers/together.ts";

export const SCHNELL = "black-forest-labs/FLUX.1-schnell";
export const FLUX2_PRO = "black-forest-labs/FLUX.2-pro";
export const FLUX2_DEV = "black-forest-labs/FLUX.2-dev";
export const KONTEXT = "black-forest-labs/FLUX.1-kontext-pro";
export const KLING = "kwaivgI/kling-2.1-standard";

export function translate(parameters: Parameters, references: readonly TranslateReference[] = []) {
  return TOGETHER.translate({ parameters, references });
}

/** `severity code field` of each problem, apart from a model's retirement. */
export function problems(parameters: Parameters, references: readonly TranslateReference[] = []): string[] {
  return translate(parameters, references)
    .problems.filter(({ code }) => code !== "model-retired")
    .map(({ severity, code, field }) => `${severity} ${code} ${field}`);
}
