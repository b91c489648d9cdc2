/** The parameters of Together's image API as its tables list them; `width_height` stands for both. */
export type TableParameter =
  | "prompt"
  | "width_height"
  | "aspect_ratio"
  | "steps"
  | "guidance_scale"
  | "n"
  | "seed"
  | "negative_prompt"
  | "prompt_upsampling"
  | "response_format"
  | "output_format"
  | "disable_safety_checker"
  | "image_url"
  | "reference_images"
  | "image_loras"
  | "frame_images";

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

export type Size = readonly [width: number, height: number];

/** How the numbers 256 to 1920 and multiples of 8 apply, or what stands in their place. */
export type SizeRule =
  | { readonly kind: "multiple"; readonly default?: Size }
  /** `strict: false` where the published menus disagree: a size outside is said, not refused. */
  | { readonly kind: "menu"; readonly sizes: readonly Size[]; readonly strict: boolean }
  /** A total area in pixels and a ratio in both directions; `examples` are legal sizes to choose from. */
  | {
      readonly kind: "area";
      readonly min: number;
      readonly max: number;
      readonly ratio: number;
      readonly examples: readonly Size[];
    };

/** US dollars. */
export type PriceRule =
  /** Per 1,000,000 pixels; more steps than the default ones cost in proportion, fewer are not cheaper. */
  | { readonly unit: "megapixel"; readonly usd: number; readonly defaultSteps?: number; readonly roundedUp?: true }
  | { readonly unit: "image"; readonly usd: number }
  /** By the menu that the size is in. */
  | { readonly unit: "tier"; readonly tiers: readonly { readonly sizes: readonly Size[]; readonly usd: number }[] }
  /** Per clip of `seconds`. */
  | { readonly unit: "clip"; readonly usd: number; readonly seconds: number };

export type Status =
  | { readonly state: "listed" }
  /** Absent from Together's list on that date, which proves nothing. */
  | { readonly state: "unlisted"; readonly by: string; readonly successor?: string }
  | { readonly state: "removed"; readonly on: string; readonly successor?: string };

/** One row of the model table: the source for validation, prices and the docs alike. */
export interface TogetherModel {
  /** Case-sensitive. */
  readonly id: string;
  readonly family: string;
  readonly endpoint: "images/generations" | "videos";
  readonly status: Status;
  /** A parameter that is absent is unknown: looked for, not found. */
  readonly params: Readonly<Partial<Record<TableParameter, Support>>>;
  readonly size: SizeRule;
  readonly price: PriceRule;
  /** The aspect ratios that are known to be taken, where any is. */
  readonly ratios?: readonly string[];
  /** Number of diffusion steps when none is asked for. */
  readonly defaultSteps?: number;
  /** How long a prompt may be, in characters. */
  readonly promptLength?: readonly [min: number, max: number];
  /** Entries of `frame_images` at most. */
  readonly maxFrames?: number;
  /** Milliseconds; only where the provider's default is too short. */
  readonly timeout?: number;
  /** Where the row comes from. */
  readonly source: string;
}
