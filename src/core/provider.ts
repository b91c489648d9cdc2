import type { Http } from "./http.ts";
import type { Json, JsonObject } from "./json.ts";
import type { ModelCorrection } from "./model-correction.ts";
import type { ModelRow, Size } from "./model.ts";
import type { Price, Pricing } from "./money.ts";
import type { RateLimit } from "./pace.ts";
import type { ProviderError } from "./provider-error.ts";
import type { ContentReference, Recipe } from "./recipe.ts";

/**
 * What a provider fills in, in about a hundred lines: it translates (pure), calls once, and classifies what went
 * wrong. It neither retries, nor caches, nor writes, nor counts money: those live above it, once.
 */
export interface Provider {
  readonly name: string;
  /** See `Recipe.epoch`. */
  readonly epoch: number;
  /** Undefined for a provider that needs no key. */
  readonly credential: Credential | undefined;
  /** True when `call` opens no connection and costs nothing (`sketch`): allowed where spending is not. */
  readonly local: boolean;
  readonly limits: Limits;
  /** The API's own base URL; `undefined` for a local provider. Only the user's environment may override it. */
  readonly baseUrl: BaseUrl | undefined;
  /** The model table, retired rows included; absent where there is none. */
  readonly models?: ModelList;
  /** The same provider with rows of its table corrected or added by the manifest. Absent where there is no table. */
  withModels?(corrections: readonly ModelCorrection[]): Provider;
  /** What is known of a model; `undefined` for an unknown id, which is allowed with a warning. */
  model(id: string | undefined): ModelFacts | undefined;
  /** What every model of the API holds to, for `fit` with one that is not known. Absent: nothing is known. */
  readonly sizes?: SizeGrammar;
  /**
   * Pure. Never throws on user input: what is wrong comes back as problems. A parameter that is `undefined` is not
   * set. The seed travels as `body.seed` (that is how a renamed asset is recognised).
   */
  translate(request: TranslateRequest): Translation;
  /** Pure. Are clips made of these parameters, and no pictures? Absent: never. */
  makesClips?(parameters: Parameters): boolean;
  /** Pure. The estimate for one call of this recipe. */
  price(recipe: Recipe): Price;
  /** Pure. How that estimate comes about, for a person; absent for a provider that charges nothing. */
  pricing?(recipe: Recipe): Pricing | undefined;
  /** One attempt. Rejects with `ProviderError` only. */
  call(recipe: Recipe, context: CallContext): Promise<ProviderAnswer>;
  /** Goes on with a call that was paid for earlier (a job to poll, URLs to fetch). Never pays. */
  resume?(ticket: Ticket, context: CallContext): Promise<ProviderAnswer>;
}

export interface Credential {
  /** Environment variables, in order of preference. */
  readonly variables: readonly [string, ...string[]];
  /** Where a person gets one. */
  readonly page: string;
}

export interface BaseUrl {
  readonly default: string;
  readonly variable: string;
}

export interface Limits {
  readonly concurrency: number;
  readonly requestsPerMinute?: number;
  /** Milliseconds between two questions about a job. */
  readonly pollInterval?: number;
  /** Milliseconds for one attempt, the whole body included. */
  readonly timeout: number;
}

export interface ModelList {
  /** The day on which the sources were read: `2026-11-21`. */
  readonly date: string;
  readonly rows: readonly ModelRow[];
}

/** What the model table says about one model, as far as planning needs it. */
export interface ModelFacts {
  readonly id: string;
  /** The whole row, where there is a table. */
  readonly row?: ModelRow;
  /** Range of `seed`; `undefined` when the model takes none (or nobody knows), then no seed is invented. */
  readonly seed: { readonly min: number; readonly max: number } | undefined;
  readonly sizes: SizeGrammar;
  /** Milliseconds; slower models need more than the provider's default. */
  readonly timeout?: number;
}

/** Which sizes may be asked for. `fit: cover|contain` maps a wanted size to the nearest of these. */
export type SizeGrammar =
  | { readonly kind: "multiple"; readonly of: number; readonly min: number; readonly max: number }
  | { readonly kind: "menu"; readonly sizes: readonly Size[] }
  /** A total area in pixels, and a ratio that holds in both directions. */
  | { readonly kind: "area"; readonly of: number; readonly min: number; readonly max: number; readonly ratio: number }
  | { readonly kind: "ratio"; readonly ratios: readonly string[] }
  | { readonly kind: "unknown" };

/** The parameters of one sample under the API's own names, as somebody set them. No defaults are invented. */
export interface Parameters {
  readonly prompt?: string;
  readonly model?: string;
  readonly width?: number;
  readonly height?: number;
  readonly aspect_ratio?: string;
  readonly n?: number;
  readonly steps?: number;
  readonly seed?: number;
  readonly negative_prompt?: string;
  readonly guidance_scale?: number;
  readonly prompt_upsampling?: boolean;
  readonly response_format?: "url" | "base64";
  readonly output_format?: "jpeg" | "png" | "MP4" | "WEBM";
  readonly disable_safety_checker?: boolean;
  readonly image_url?: string;
  readonly reference_images?: readonly string[];
  readonly frame_images?: readonly Json[];
  readonly image_loras?: readonly { readonly path: string; readonly scale: number }[];
  readonly provider_options?: JsonObject;
  /** Not sent but said by the address: where the request goes, if not where the model is served. */
  readonly endpoint?: "images/generations" | "videos";
}

export type ParameterName = keyof Parameters;

export interface TranslateRequest {
  readonly parameters: Parameters;
  /** Our own reference forms, already reduced to digests. */
  readonly references: readonly TranslateReference[];
}

export interface TranslateReference {
  /** The manifest field it comes from. */
  readonly field: "image" | "references" | "frames";
  /** For `frames`: which keyframe, where the manifest says it. */
  readonly frame?: "first" | "last" | number;
  readonly content: ContentReference;
}

export interface Translation {
  readonly endpoint: string;
  readonly body: JsonObject;
  readonly problems: readonly ParameterProblem[];
}

/** A parameter that this model does not take as it is. The caller decides: an error, or left out when only a default. */
export interface ParameterProblem {
  readonly field: ParameterName | "image" | "references" | "frames";
  /** Inside the field's value, where it is about a member of it. */
  readonly member?: string;
  readonly severity: "error" | "warning";
  readonly code:
    | "parameter-unsupported"
    | "parameter-unknown"
    | "parameter-repeated"
    | "size-unsupported"
    | "out-of-range"
    | "prompt-missing"
    | "model-unknown"
    | "model-retired"
    | "missing-field";
  readonly message: string;
  readonly hint?: string;
}

export interface CallContext {
  readonly http: Http;
  /** The base URL in force, without a trailing slash; empty for local providers. */
  readonly baseUrl: string;
  /** Empty for a provider without a credential. */
  readonly key: string;
  /** Aborted by the second Ctrl-C only: a paid call is never dropped for any other reason. */
  readonly signal: AbortSignal;
  /** Milliseconds for this attempt. */
  readonly timeout: number;
  /** Milliseconds between two questions about a job. */
  readonly pollInterval: number;
  /** The bytes that travel for a content reference, transformed as it says. */
  content(reference: ContentReference): Promise<Content>;
  /** Told what rate-limit headers of any answer say, good or bad, as soon as they are read. */
  heard(rate: RateLimit): void;
  /** Runs a wait with nothing under way, as between two questions about a job: others may call meanwhile. */
  aside<Value>(wait: () => Promise<Value>): Promise<Value>;
  /** Must be awaited as soon as something is paid for that is not in hand yet: a kill after it loses nothing. */
  paid(ticket: Ticket): Promise<void>;
}

export interface Content {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** What a later run needs to fetch a result that was paid for. */
export type Ticket =
  | { readonly kind: "job"; readonly id: string }
  | {
      readonly kind: "urls";
      readonly urls: readonly { readonly index: number; readonly url: string }[];
      /** The model that answered, to be told when the pictures are there. */
      readonly model?: string;
      /** Whose the indexes are, where they are not places in the answer: the asset's own pictures'. */
      readonly numbered?: "asset";
    };

export interface ProviderAnswer {
  /** Sorted by index, without duplicates. May be fewer or more than asked: the caller says so. */
  readonly images: readonly { readonly index: number; readonly bytes: Uint8Array }[];
  /** The model that answered, where the API says it. */
  readonly model?: string;
  readonly requestId?: string;
  /** US dollars, where the API says it. */
  readonly billed?: number;
  readonly warnings: readonly string[];
  /** What is paid for and has not come with the rest: why, and what to fetch it with. What has come is kept meanwhile. */
  readonly late?: { readonly error: ProviderError; readonly ticket: Ticket };
}
