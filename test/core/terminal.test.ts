import * as fc from "fast-check";
import { expect, test } from "vitest";
import { escapeControls } from "../../src/core/terminal.ts";

test.each([
  ["line\nfeed", "line\\nfeed"],
  ["re\rturn", "re\\rturn"],
  ["ta\tb", "ta\\tb"],
  ["\u001B[31mred", "\\e[31mred"],
  ["\u0000\u0007\u007F\u009B", "\\x00\\x07\\x7f\\x9b"],
  ["soft\u00ADhyphen", "soft\\xadhyphen"],
  ["\u202Eevil\u2066", "\\u202eevil\\u2066"],
  ["\u200Bzero\u2028line\uFEFF", "\\u200bzero\\u2028line\\ufeff"],
  ["Straße, 静かな湖, café, 🌊", "Straße, 静かな湖, café, 🌊"],
  ["", ""],
])("%j is shown as %s", (text, expected) => {
  expect(escapeControls(text)).toBe(expected);
});

test("what comes out has no control in it, and escaping it again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = escapeControls(text);
      expect(escaped).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      expect(escapeControls(escaped)).toBe(escaped);
    }),
  );
});
