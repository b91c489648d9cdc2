import type { Place } from "./diagnostic.ts";
import type { Sha256 } from "./digest.ts";
import type { MatrixRow } from "./matrix-row.ts";
import type { OutputOperations } from "./operations.ts";
import type { ParameterName, Parameters } from "./provider.ts";

/** One named image of the manifest after matrix, styles, defaults, templates and files have been applied. */
export interface Asset {
  readonly name: string;
  /** The asset's key in the manifest. */
  readonly place: Place;
  /** What a matrix fills in. Absent where there is none. */
  readonly row?: MatrixRow;
  readonly provider: string;
  /** The API's parameters as somebody set them; `prompt` is the final text. `n` lives in `samples`. */
  readonly parameters: Omit<Parameters, "n">;
  /** `n`: how many pictures are wanted, each a recipe of its own. */
  readonly samples: number;
  /** One request for all samples. */
  readonly batch: boolean;
  /** Ask for exactly width x height, or for the nearest legal size and crop (`cover`) or pad (`contain`) it. */
  readonly fit: "exact" | "cover" | "contain";
  /** The profile that it is made by, where it is one. */
  readonly profile?: {
    readonly name: string;
    /** Part of each side that is asked for. */
    readonly scale: number;
  };
  /** What the provider makes of it. Absent: pictures. */
  readonly media?: "clip";
  readonly references: readonly AssetReference[];
  /** `outputs[i]` are the files of sample `i`. Never empty. */
  readonly outputs: readonly (readonly AssetOutput[])[];
  readonly alt: string | undefined;
  readonly tags: readonly string[];
  /** Where each field that is set was set. Shared by the rows of a matrix. */
  readonly origins: Origins;
}

export interface AssetOutput {
  /**
   * Relative to the project, with `/`. May still hold `{hash8}`: the first eight hex digits of the derivation key,
   * known as soon as the original is, and free of encoder versions (see `outputPath`).
   */
  readonly path: string;
  readonly operations: OutputOperations;
  /** Absent where nobody set one side, and where both sides are set: only then a picture is enlarged. */
  readonly wanted?: WantedSide;
}

/** One side of an output, as the manifest sets it. */
export interface WantedSide {
  readonly side: "width" | "height";
  readonly pixels: number;
  readonly place: Place;
}

/** Our own reference forms. Hashed by content, sent inline. */
export type AssetReference = {
  readonly field: "image" | "references" | "frames";
  /** For `frames`: which keyframe it is, where the manifest says it. */
  readonly frame?: "first" | "last" | number;
  readonly place: Place;
} & (
  | { readonly kind: "asset"; readonly name: string; readonly sample: number }
  | { readonly kind: "file"; readonly path: string; readonly sha256: Sha256 }
  /** Fetched once; its digest is pinned in the lock. */
  | { readonly kind: "url"; readonly url: string }
);

export type FieldName =
  | ParameterName
  | "provider"
  | "batch"
  | "fit"
  | "image"
  | "references"
  | "frames"
  | "outputs"
  | "output";

export type Origins = Readonly<Partial<Record<FieldName, Origin>>>;

export interface Origin {
  readonly from: "asset" | "style" | "defaults" | "profile" | "command-line";
  /** The style's name. */
  readonly style?: string;
  /** The profile's name. Its place is the file alone where it is built in. */
  readonly profile?: string;
  readonly place: Place;
  /** What went into a text besides. Absent where nothing did. */
  readonly parts?: readonly OriginPart[];
}

/** A style around a prompt, the file that it is in, or a variable in a text. */
export interface OriginPart {
  readonly kind: "style" | "file" | "variable";
  readonly name: string;
  /** Absent for a variable of the matrix: it is written where the asset's row is. */
  readonly place?: Place;
}
