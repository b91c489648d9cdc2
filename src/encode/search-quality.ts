export interface QualitySearch {
  /** The best quality that may be used, and the lowest there is. */
  readonly highest: number;
  readonly lowest: number;
  readonly maxBytes: number;
  readonly encode: (quality: number) => Promise<Uint8Array>;
}

export type FoundQuality =
  | { readonly fits: true; readonly quality: number; readonly bytes: Uint8Array }
  /** Not even the lowest quality fits; `bytes` is how many that takes. */
  | { readonly fits: false; readonly smallest: number };

/**
 * Finds a quality that fits while the next higher one does not: the highest that fits, since sizes grow with quality
 * but for ripples. Plain bisection, one encoding if the highest fits and at most eight of a scale of 100: interpolating
 * the logarithm of the size was measured and saves one of them on average, at the price of a longer worst case.
 */
export async function searchQuality(search: QualitySearch): Promise<FoundQuality> {
  const { highest, lowest, maxBytes, encode } = search;
  let found: FoundQuality = { fits: false, smallest: 0 };
  let low = lowest - 1;
  let high = highest + 1;
  let quality = highest;
  while (high - low > 1) {
    const bytes = await encode(quality);
    if (bytes.length <= maxBytes) {
      found = { fits: true, quality, bytes };
      low = quality;
    } else {
      if (!found.fits) found = { fits: false, smallest: bytes.length };
      high = quality;
    }
    quality = Math.floor((low + high) / 2);
  }
  return found;
}
