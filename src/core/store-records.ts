import type { Sha256 } from "./digest.ts";
import type { Original } from "./lock.ts";
import type { Recipe } from "./recipe.ts";

/** What the store knows of one generation key. Paid for: never dropped silently. */
export interface GenerationRecord {
  readonly key: Sha256;
  readonly recipe: Recipe;
  /** The API origin that answered (`https://api.together.ai`), or empty for a local provider. A record from another one is a miss. */
  readonly host: string;
  /** Every original this recipe ever gave, the latest last (`build --replace` asks again). */
  readonly originals: readonly Original[];
}

/** What a derivation gave: free to lose. */
export interface DerivationRecord {
  readonly key: Sha256;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly width?: number;
  readonly height?: number;
}
