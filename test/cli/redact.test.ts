import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedactor, isSecretVariable } from "../../src/cli/redact.ts";

const KEY = "tgp_v1_Zq7+/abc=DEF&ghi";

describe("one redactor for every sink (T1)", () => {
  const redact = createRedactor([KEY]);

  test.each([
    ["raw", `Bearer ${KEY}`, "Bearer [key removed]"],
    ["URL-encoded", `?key=${encodeURIComponent(KEY)}`, "?key=[key removed]"],
    ["twice", `${KEY} ${KEY}`, "[key removed] [key removed]"],
    ["nothing", "all is well", "all is well"],
  ])("%s", (_name, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test("in Base64, wherever it starts", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const encoded = Buffer.from(before + KEY + after).toString("base64");
        const text = redact(encoded);
        expect(text).toContain("[key removed]");
        expect(Buffer.from(text, "base64").toString()).not.toContain(KEY);
      }),
    );
  });

  test("a key with a line break inside: whole, as JSON writes it, and by its lines", () => {
    const broken = createRedactor(["first-half-of-it\nsecond-half-of-it"]);
    expect(broken("first-half-of-it\nsecond-half-of-it")).toBe("[key removed]");
    expect(broken(JSON.stringify("first-half-of-it\nsecond-half-of-it"))).toBe('"[key removed]"');
    expect(broken("header: second-half-of-it")).toBe("header: [key removed]");
  });

  test("no key is ever left, whatever surrounds it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.string(), fc.string(), (key, before, after) => {
        fc.pre(!"[key removed]".includes(key) && key.trim().length >= 8);
        expect(createRedactor([key])(before + key + after)).toContain("[key removed]");
      }),
    );
  });

  test("short values would garble every text, so they are left", () => {
    expect(createRedactor(["1", "dev"])("1 dev")).toBe("1 dev");
  });
});

test.each([
  ["TOGETHER_API_KEY", true],
  ["REPLICATE_API_TOKEN", true],
  ["FAL_KEY", true],
  ["CLIENT_SECRET", true],
  ["PATH", false],
  ["MONKEY", false],
  ["KEYBOARD", false],
  ["TOGETHER_BASE_URL", false],
])("%s holds a secret: %s", (name, secret) => {
  expect(isSecretVariable(name)).toBe(secret);
});
