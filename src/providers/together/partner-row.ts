import type { ModelStatus, PriceRule, SizeRule, Support } from "../../core/model.ts";
import type { TableParameter } from "../../core/parameters.ts";
import type { TogetherModel } from "./model.ts";
import { PIXELS } from "./size-menus.ts";

/** Which parameters a model takes; what is absent is unknown. */
export type Params = Partial<Record<TableParameter, Support>>;

/** `steps: no`: third parties list the refusal for these makers. */
export const NO_STEPS: Params = { prompt: "required", width_height: "yes", steps: "no" };

/** Absent from the models page that was read on that day. */
export const UNLISTED: ModelStatus = { state: "unlisted", on: "2026-10-07" };

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

/** A row of the table, of a model of another maker on Together. */
export function row({ status, size, ...rest }: Row): TogetherModel {
  return { ...rest, endpoint: "images/generations", status: status ?? { state: "listed" }, size: size ?? PIXELS };
}

/** US dollars. */
export const perMegapixel = (usd: number): PriceRule => ({ unit: "megapixel", usd });
/** US dollars. */
export const perImage = (usd: number): PriceRule => ({ unit: "image", usd });

/** Milliseconds: third parties report minutes for some. */
export const SLOW = 600_000;
