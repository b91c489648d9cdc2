import type { Size, SizeRule } from "../../core/model.ts";

/** The multiple is from the images page, the bounds from a skill. */
export const PIXELS = { kind: "multiple", of: 8, min: 256, max: 1920, strict: false } as const satisfies SizeRule;

/**
 * Of a model that is in no table: the multiple holds for the whole API, by both of its pages, and nothing else is
 * known. Bounds of ours would make a size smaller that the model may well take.
 */
export const ANY_SIZES = { kind: "multiple", of: PIXELS.of, min: PIXELS.of, max: 65_536 } as const;

/** A menu as the pages print it: `1024x1024 1248x832 …`. */
function menu(text: string): readonly Size[] {
  return text.split(/\s+/).map((entry) => {
    const [width = 0, height = 0] = entry.split("x").map(Number);
    return [width, height];
  });
}

function scaled(sizes: readonly Size[], factor: number): readonly Size[] {
  return sizes.map(([width, height]) => [width * factor, height * factor]);
}

/** Together's docs, late 2025; 672x1536 from third-party code. */
export const GEMINI_25 = menu(
  "1024x1024 1248x832 832x1248 1184x864 864x1184 896x1152 1152x896 768x1344 1344x768 1536x672 672x1536",
);

/** Together's docs, 2026. An older copy of them, and an official skill of August 2026, still print the 2.5 menu here. */
export const GEMINI_3_1K = menu(
  "1024x1024 1264x848 848x1264 1200x896 896x1200 928x1152 1152x928 768x1376 1376x768 1584x672",
);
export const GEMINI_3_2K = menu(
  "2048x2048 2528x1696 1696x2528 2400x1792 1792x2400 1856x2304 2304x1856 1536x2752 2752x1536 3168x1344",
);
/** 3:2 is printed as 5056x3392 and as 5096x3392. */
export const GEMINI_3_4K = menu(
  "4096x4096 5056x3392 3392x5056 5096x3392 3392x5096 4800x3584 3584x4800 3712x4608 4608x3712 3072x5504 5504x3072 6336x2688",
);

/** Listed word for word by the API in a refusal that a third party quotes, September 2026. */
export const GEMINI_31_LITE = menu(
  "1024x1024 1264x848 848x1264 1200x896 896x1200 928x1152 1152x928 768x1376 1376x768 1584x672 2048x512 512x2048 3072x384 384x3072",
);

/** Third-party code; the larger tiers are said to be two and four times the 1K one. */
export const GEMINI_31_FLASH_1K = menu(
  "1024x1024 512x2048 384x3072 848x1264 1264x848 896x1200 2048x512 1200x896 928x1152 1152x928 3072x384 768x1376 1376x768 1584x672",
);
export const GEMINI_31_FLASH_2K = scaled(GEMINI_31_FLASH_1K, 2);
export const GEMINI_31_FLASH_4K = scaled(GEMINI_31_FLASH_1K, 4);
export const GEMINI_31_FLASH_HALF_K = menu(
  "512x512 256x1024 192x1536 424x632 632x424 448x600 1024x256 600x448 464x576 576x464 1536x192 384x688 688x384",
);

/** Together's video docs. */
export const KLING_1080 = menu("1920x1080 1080x1080 1080x1920");
export const KLING_720 = menu("1280x720 720x720 720x1280");
