import { nearest } from "./nearest.ts";
import type { TableParameter } from "./parameters.ts";

/**
 * One row of a provider's model table: the single source for validation, prices, `imagegen models`, editor completion
 * and the docs. Provider-neutral; a provider adds what only it needs.
 */
export interface ModelRow {
  /** The provider's id, case-sensitive. */
  readonly id: string;
  readonly family: string;
  readonly status: ModelStatus;
  /** A parameter that is absent is unknown: looked for, not found. */
  readonly params: Readonly<Partial<Record<TableParameter, Support>>>;
  readonly size: SizeRule;
  /** Undefined where nobody published one. */
  readonly price: PriceRule | undefined;
  /** The aspect ratios that are known to be taken, where any is. */
  readonly ratios?: readonly string[];
  readonly steps?: StepsRule;
  /** Where it differs from the provider's own range. */
  readonly seed?: Range;
  /** Pictures in one request, where it differs from the provider's own range. */
  readonly n?: Range;
  /** How long a prompt may be, in characters. */
  readonly promptLength?: Range;
  /** Entries of `frame_images` at most. */
  readonly maxFrames?: number;
  /** Milliseconds; only where the provider's default is too short. */
  readonly timeout?: number;
  /** Where the row comes from. */
  readonly source: string;
  /** Set where `models` of the manifest changed the row, or made it. */
  readonly origin?: "corrected" | "added";
  /** The provider's own row under a corrected one: no estimate falls below what that one says. */
  readonly corrects?: ModelRow;
}

export type Support =
  | "yes"
  | "no"
  /** The API has answered 400 to it. */
  | "refused"
  | "required"
  /** Accepted, without effect. */
  | "ignored"
  /** The sources contradict each other; sent, with a warning. */
  | "disputed";

/** Is it known that a model does not take this? What nobody knows (undefined) is sent, and the API answers. */
export function isRefused(support: Support | undefined): boolean {
  return support === "no" || support === "refused";
}

/** Can it have an effect, as far as anybody knows? */
export function mayWork(support: Support | undefined): boolean {
  return !isRefused(support) && support !== "ignored";
}

/** Is it known to have one? */
export function surelyWorks(support: Support | undefined): boolean {
  return support === "yes" || support === "required" || support === "disputed";
}

/** Whole numbers, both ends included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export interface StepsRule {
  /** Diffusion steps when none is asked for. */
  readonly default?: number;
  /** Where it differs from the provider's own limit. */
  readonly max?: number;
}

export type Size = readonly [width: number, height: number];

/** Sizes in pixels. `strict: false` where the sources disagree or are weak: a size outside is said, not refused. */
export type SizeRule =
  | {
      readonly kind: "multiple";
      readonly of: number;
      readonly min: number;
      readonly max: number;
      /** About `min` and `max`; another multiple is refused always. */
      readonly strict: boolean;
      /** What comes when no size is asked for. */
      readonly default?: Size;
    }
  | { readonly kind: "menu"; readonly sizes: readonly Size[]; readonly strict: boolean }
  /** Multiples with a total area in pixels, and a ratio that holds in both directions. */
  | { readonly kind: "area"; readonly of: number; readonly min: number; readonly max: number; readonly ratio: number };

/** US dollars. */
export type PriceRule =
  /** Per 1,000,000 pixels; more steps than the default ones cost in proportion, fewer are not cheaper. */
  | { readonly unit: "megapixel"; readonly usd: number; readonly defaultSteps?: number; readonly roundedUp?: true }
  | { readonly unit: "image"; readonly usd: number }
  /** By the menu that the size is in. */
  | { readonly unit: "tier"; readonly tiers: readonly PriceTier[] }
  /** Per clip of `seconds`. */
  | { readonly unit: "clip"; readonly usd: number; readonly seconds: number };

export interface PriceTier {
  readonly name: string;
  readonly sizes: readonly Size[];
  readonly usd: number;
}

/** `removed` is certain; `unlisted` is absence from the provider's list on a day, which proves nothing. */
export interface ModelStatus {
  readonly state: "listed" | "unlisted" | "removed";
  /** The day, where it is known: when it was removed, or last looked for. */
  readonly on?: string;
  readonly successor?: string;
}

/** The rows of one provider, by id. */
export class ModelTable<Row extends ModelRow = ModelRow> {
  readonly rows: readonly Row[];
  readonly #byId: ReadonlyMap<string, Row>;

  constructor(rows: readonly Row[]) {
    this.rows = rows;
    this.#byId = new Map(rows.map((row) => [row.id, row]));
  }

  find(id: string | undefined): Row | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** The id that was probably meant. Makers are left out of the comparison: people remember "FLUX.2-pro". */
  nearest(id: string): string | undefined {
    const byName = new Map(this.rows.map((row) => [nameOf(row.id), row.id]));
    const name = nearest(nameOf(id), byName.keys());
    return name === undefined ? undefined : byName.get(name);
  }
}

function nameOf(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}
