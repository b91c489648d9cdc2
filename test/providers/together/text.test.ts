import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64 } from "../../../src/providers/together/base64.ts";
import { cleanText } from "../../../src/providers/together/clean.ts";
import { parseRetryAfter } from "../../../src/providers/together/retry-after.ts";

describe("decodeBase64", () => {
  test("reads what was encoded", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        expect([...(decodeBase64(Buffer.from(bytes).toString("base64")) ?? [])]).toEqual([...bytes]);
      }),
    );
  });

  test("refuses it with any character replaced by one outside the alphabet", () => {
    const foreign = fc.constantFrom("-", "_", "!", "*", ".", " ", "\n", "\t", "\0", "é", ",", ":");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), foreign, (bytes, at, character) => {
        const text = Buffer.from(bytes).toString("base64");
        const position = at % text.length;
        expect(decodeBase64(text.slice(0, position) + character + text.slice(position + 1))).toBeUndefined();
      }),
    );
  });

  test.each(["", "A", "AAA", "====", "AA=A", "=AAA", "AAAA=AAA", "data:image/png;base64,AAAA"])(
    "refuses %j",
    (text) => {
      expect(decodeBase64(text)).toBeUndefined();
    },
  );
});

describe("parseRetryAfter", () => {
  const now = Date.parse("Sat, 21 Nov 2026 10:00:00 GMT");

  test.each<[Record<string, string>, number | undefined]>([
    [{ "retry-after": "1" }, 1000],
    [{ "retry-after": " 30 " }, 30_000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after": "86400" }, 86_400_000],
    [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
    [{ "retry-after-ms": "soon", "retry-after": "9" }, 9000],
    [{ "retry-after": "Sat, 21 Nov 2026 10:00:05 GMT" }, 5000],
    [{ "retry-after": "Sat, 21 Nov 2026 10:00:05 GMT", date: "Sat, 21 Nov 2026 10:00:02 GMT" }, 3000],
    [{ "retry-after": "Sat, 21 Nov 2026 09:59:00 GMT" }, undefined],
    [{ "retry-after": "0" }, undefined],
    [{ "retry-after": "-1" }, undefined],
    [{ "retry-after": "1e3" }, undefined],
    [{ "retry-after": "garbage 1" }, undefined],
    [{ "retry-after": "Infinity" }, undefined],
    [{ "retry-after": "" }, undefined],
    [{}, undefined],
  ])("%j", (headers, expected) => {
    expect(parseRetryAfter(headers, now)).toBe(expected);
  });
});

describe("cleanText", () => {
  test("is one printable line of bounded length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), fc.integer({ min: 1, max: 50 }), (text, limit) => {
        const line = cleanText(text, "", limit);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(Array.from(line).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test("never holds the key, wherever it stands", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 100 }), (before, after) => {
        expect(cleanText(`${before}KEY-0123456789${after}`, "KEY-0123456789", 100)).not.toContain("KEY-0123456789");
      }),
    );
  });

  test("takes terminal sequences out", () => {
    expect(cleanText("\u001b[31mred\u001b[0m\r\nline\u202e", "")).toBe("red line");
    expect(cleanText("wrong:\n[Width] KEY-0123456789\nKEY-0123456789", "KEY-0123456789")).toBe(
      "wrong: [Width] [key] [key]",
    );
  });
});
