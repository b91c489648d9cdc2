import type { Asset } from "../../src/core/asset.ts";

/** An asset as the manifest gives it, with nothing set but what a test says. */
export function plainAsset(fields: Partial<Asset> = {}): Asset {
  return {
    name: "hero",
    place: { file: "images.config.yaml" },
    provider: "together",
    parameters: {},
    samples: 1,
    batch: false,
    fit: "exact",
    references: [],
    outputs: [[]],
    alt: undefined,
    tags: [],
    origins: {},
    ...fields,
  };
}
