import { expect, it } from "vitest";
import { readRateLimit } from "../../../src/providers/together/rate-limit.ts";

it.each([
  [{}, undefined],
  [{ "retry-after": "1" }, undefined],
  [{ "x-ratelimit-limit": "60" }, undefined],
  [{ "x-ratelimit-remaining": "5" }, { remaining: 5 }],
  [
    { "x-ratelimit-limit": "60", "x-ratelimit-remaining": "59", "x-ratelimit-reset": "1" },
    { limit: 60, remaining: 59, reset: 1000 },
  ],
  [
    {
      "x-ratelimit-limit": "60",
      "x-ratelimit-remaining": "59",
      "x-ratelimit-limit-dynamic": "12.5",
      "x-ratelimit-remaining-dynamic": "0.4",
      "x-ratelimit-reset": "0.25",
    },
    { limit: 12, remaining: 0, reset: 250 },
  ],
  [{ "x-ratelimit-remaining": "many" }, undefined],
  [{ "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "1" }, undefined],
  [{ "x-ratelimit-remaining": "3", "x-ratelimit-reset": "2026-11-21T00:00:00Z" }, { remaining: 3 }],
])("%j", (headers, rate) => {
  expect(readRateLimit(headers)).toEqual(rate);
});
