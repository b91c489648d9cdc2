import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admit, type Asked } from "../../src/studio/guard.ts";

const DOOR = { port: 4321, token: "0123456789abcdef0123456789abcdef" };

const PAGE: Asked = {
  method: "GET",
  path: `/${DOOR.token}/`,
  host: "127.0.0.1:4321",
  origin: undefined,
  contentType: undefined,
  site: "none",
};

const DEED: Asked = {
  ...PAGE,
  method: "POST",
  path: `/${DOOR.token}/do/make`,
  origin: "http://127.0.0.1:4321",
  contentType: "application/json",
  site: "same-origin",
};

describe("who may come in", () => {
  test.each<[string, Asked, string]>([
    ["the page, by its printed address", PAGE, ""],
    ["by the machine's other names", { ...PAGE, host: "localhost:4321" }, ""],
    ["a deed of the page", DEED, "do/make"],
    ["an odd way to say JSON", { ...DEED, contentType: "Application/JSON; charset=utf-8" }, "do/make"],
  ])("%s", (_, asked, rest) => {
    expect(admit(asked, DOOR)).toEqual({ rest });
  });
});

describe("who may not", () => {
  test.each<[string, Asked, number]>([
    ["a name that was rebound to this machine", { ...PAGE, host: "attacker.example:4321" }, 403],
    ["the right name without the port", { ...PAGE, host: "127.0.0.1" }, 403],
    ["no name at all", { ...PAGE, host: undefined }, 403],
    ["a page of another site", { ...DEED, origin: "https://attacker.example" }, 403],
    ["a page of another port of this machine", { ...DEED, origin: "http://127.0.0.1:8080" }, 403],
    ["a sandboxed frame", { ...DEED, origin: "null" }, 403],
    ["an image of another site", { ...PAGE, site: "cross-site" }, 403],
    ["no token", { ...PAGE, path: "/" }, 403],
    ["another token", { ...PAGE, path: `/${"0".repeat(32)}/` }, 403],
    ["a token that only begins right", { ...PAGE, path: `/${DOOR.token.slice(0, 31)}/` }, 403],
    ["a form: text", { ...DEED, contentType: "text/plain" }, 415],
    ["a form: fields", { ...DEED, contentType: "application/x-www-form-urlencoded" }, 415],
    ["a form: parts", { ...DEED, contentType: "multipart/form-data; boundary=x" }, 415],
    ["JSON in name only", { ...DEED, contentType: "application/jsonish" }, 415],
    ["another method", { ...DEED, method: "PUT" }, 405],
  ])("%s", (_, asked, status) => {
    expect(admit(asked, DOOR)).toMatchObject({ status });
  });

  test("anybody without the token, whatever the path", () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        fc.pre(!path.startsWith(`/${DOOR.token}/`));
        expect(admit({ ...DEED, path }, DOOR)).toMatchObject({ status: 403 });
      }),
    );
  });
});
