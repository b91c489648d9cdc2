import { expect, test } from "vitest";
import { prepareAsset } from "../../src/core/request.ts";
import { PROVIDERS } from "../../src/providers/registry.ts";
import { plainAsset } from "../support/plain-asset.ts";

const OPTIONS = { pointer: ["assets", "hero", "provider_options"], file: "m.yaml", at: "value" } as const;

test.each([...PROVIDERS.values()].map((provider) => [provider.name, provider] as const))(
  "%s: provider_options may not repeat a field that there is",
  (name, provider) => {
    const asset = plainAsset({
      provider: name,
      parameters: {
        model: "black-forest-labs/FLUX.2-dev",
        prompt: "A fox",
        provider_options: { guidance: 7, steps: 4, n: 2 },
      },
      origins: { provider_options: { from: "asset", place: OPTIONS } },
    });
    const { diagnostics } = prepareAsset(asset, provider);
    expect(diagnostics).toMatchObject([
      {
        code: "parameter-repeated",
        message: "provider_options repeats steps",
        place: { pointer: [...OPTIONS.pointer, "steps"], at: "key" },
      },
      { code: "parameter-repeated", message: "provider_options repeats n" },
    ]);
  },
);
