import { describe, expect, test } from "vitest";
import { checkBaseUrl } from "../../../src/providers/http/base-url.ts";
import { checkKey } from "../../../src/providers/http/key.ts";

describe("checkBaseUrl", () => {
  test.each([
    "https://api.together.ai/v1",
    "https://gateway.example:8443/together/v1",
    "http://127.0.0.1:9/v1",
    "http://localhost:8080/v1",
    "http://[::1]:1/v1",
  ])("accepts %s", (url) => {
    expect(checkBaseUrl(url)).toBeUndefined();
  });

  test.each([
    ["", "is not a URL"],
    ["api.together.ai/v1", "is not a URL"],
    ["ftp://api.together.ai", "must start with https://, not ftp:"],
    ["file:///etc/passwd", "must start with https://, not file:"],
    ["http://api.together.ai/v1", "must use https:// (api.together.ai is not this machine)"],
    ["http://10.0.0.1/v1", "must use https:// (10.0.0.1 is not this machine)"],
    ["http://localhost.evil.example/v1", "must use https:// (localhost.evil.example is not this machine)"],
    ["https://user:pass@api.together.ai/v1", "must not hold a user name or a password"],
    ["https://api.together.ai/v1?key=1", "must not hold a query or a fragment"],
  ])("refuses %j", (url, problem) => {
    expect(checkBaseUrl(url)).toBe(problem);
  });
});

describe("checkKey", () => {
  test.each(["tgp_v1_abcDEF-123", "  padded-by-a-shell \n"])("accepts %j", (key) => {
    expect(checkKey(key)).toBeUndefined();
  });

  test.each([
    ["", "is empty"],
    [" \n ", "is empty"],
    ["abc\ndef", "has a line break inside"],
    ["abc\r\nX-Evil: 1", "has a line break inside"],
    ['"abc"', "has quotes in it; set the bare key"],
    ["'abc'", "has quotes in it; set the bare key"],
    ["abc def", "has white space inside"],
    ["abc\u0000def", "has characters that no key has"],
    ["schlüssel", "has characters that no key has"],
  ])("refuses %j without repeating it", (key, problem) => {
    expect(checkKey(key)).toBe(problem);
  });
});
