import { expect, test } from "vitest";
import { isSecretName, looksLikeSecret, maskSecrets } from "../../src/core/secrets.ts";

test.each([
  "tgp_v1_EXAMPLEONLYNOTAREALKEY0000000000",
  "sk-EXAMPLEONLYNOTAREALKEY0",
  "Bearer EXAMPLEONLYNOTAREALKEY",
  "hf_EXAMPLEONLYNOTAREALKEY",
  "0123456789abcdef".repeat(4),
])("%s is a key", (text) => {
  expect(looksLikeSecret(text)).toBe(true);
  expect(looksLikeSecret(`behind a text: ${text}.`)).toBe(true);
  expect(maskSecrets(`a ${text} b`)).toBe(`a ${"*".repeat(text.length)} b`);
});

test.each([
  "sk-",
  "A bearer of good news walks through the town",
  "task-0123456789012345678901234",
  "black-forest-labs/FLUX.1-schnell",
  "https://example.com/sk-0123456789012345678901234.png",
  "sk-skeleton-on-a-skateboard",
])("%s is none", (text) => {
  expect(looksLikeSecret(text)).toBe(false);
  expect(maskSecrets(text)).toBe(text);
});

test.each(["api_key", "apiKey", "API-KEY", "together_api_key", "Authorization", "access_token"])(
  "%s names one",
  (name) => {
    expect(isSecretName(name)).toBe(true);
    expect(maskSecrets(`  ${name}: hunter2`)).toBe(`  ${name}: *******`);
  },
);

test.each(["key", "keyboard", "token", "api", "monkey"])("%s names none", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test("long texts take no longer than they are", () => {
  for (const unit of ["Bearer ", "sk-", "a_", "api_key: ", "tgp_v1_"]) {
    const text = unit.repeat(50_000);
    looksLikeSecret(text);
    isSecretName(text);
    expect(maskSecrets(text)).toHaveLength(text.length);
  }
}, 10_000);
