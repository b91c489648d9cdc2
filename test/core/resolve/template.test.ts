import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isIdentifier, parseTemplate, renderTemplate, variablesOf } from "../../../src/core/resolve/template.ts";

const values: ReadonlyMap<string, string> = new Map([
  ["name", "hero"],
  ["a", "{name}"],
]);
const render = (text: string) => renderTemplate(parseTemplate(text), (variable) => values.get(variable));

describe("parseTemplate", () => {
  it.each([
    ["public/{name}.png", "public/hero.png"],
    ["{name}", "hero"],
    ["", ""],
    ["no variables", "no variables"],
    // Values are not templates.
    ["{a}", "{name}"],
    // Literal braces.
    ["{{name}}", "{name}"],
    ["{{{name}}}", "{hero}"],
    ["{{", "{"],
    ["}}", "}"],
    ["{{{{name}}}}", "{{name}}"],
    ["{{}}", "{}"],
    // JSON stays as it is.
    ['{"a": 1}', '{"a": 1}'],
    ['{"a": {"b": {"c": 1}}}', '{"a": {"b": {"c": 1}}}'],
    ['{"a":{}}', '{"a":{}}'],
    ['{"subject": "{name}"}', '{"subject": "hero"}'],
    ['{{"a": {"b": 1}}}', '{"a": {"b": 1}}'],
    // Neither variable nor escape.
    ["{ name }", "{ name }"],
    ["{1}", "{1}"],
    ["{}", "{}"],
    ["{na-me}", "{na-me}"],
    ["a } b { c", "a } b { c"],
    ["${name}", "$hero"],
    ["{name", "{name"],
  ])("renders %j as %j", (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it("lists variables in order", () => {
    expect(variablesOf(parseTemplate("{a}{b} {{c}} {a}"))).toEqual(["a", "b", "a"]);
  });

  it("never throws, and renders a template without braces as itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{", "}", "a", '"', "1", " ", "_", "ü") }), (text) => {
        const rendered = renderTemplate(parseTemplate(text), () => "x");
        expect(typeof rendered).toBe("string");
        if (!/[{}]/.test(text)) expect(rendered).toBe(text);
      }),
    );
  });

  it("keeps any JSON whose strings hold no braces", () => {
    const plain = fc.string({ unit: fc.constantFrom("a", "1", " ", ":") });
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: fc.constantFrom("a", "1", " ", ":") }), plain, (value, key) => {
        const text = JSON.stringify({ [key]: value });
        expect(render(text)).toBe(text);
      }),
    );
  });

  it("renders a text with every brace doubled as the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("{", "}", "a", "b") }), (text) => {
        expect(render(text.replaceAll(/[{}]/g, "$&$&"))).toBe(text);
      }),
    );
  });

  it("is linear", () => {
    const text = "{{a}".repeat(200_000);
    expect(render(text).length).toBe(text.length - 200_000);
  });
});

describe("isIdentifier", () => {
  it.each(["a", "_", "sku_2", "Aa"])("accepts %s", (text) => expect(isIdentifier(text)).toBe(true));
  it.each(["", "2a", "a-b", "a b", "ä"])("refuses %j", (text) => expect(isIdentifier(text)).toBe(false));
});
