import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { HttpAnswer } from "../../../src/core/http.ts";
import { readResults } from "../../../src/providers/together/answer.ts";
import { answerFailure } from "../../../src/providers/together/failure.ts";

const FOLDER = new URL("../../../fixtures/http/together/", import.meta.url);

function recorded(name: string): HttpAnswer {
  const { status, headers, body } = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as {
    status: number;
    headers: Record<string, string>;
    body: unknown;
  };
  return { status, headers, body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) };
}

const ANSWERS: Record<string, object> = {
  "answer-base64.json": {
    model: "black-forest-labs/FLUX.1-schnell",
    requestId: "oNM6X9q-2kFHot",
    images: [{ index: 0, bytes: Buffer.from("ffd8ffe000104a4649460001010000", "hex") }],
    urls: [],
  },
  "answer-bare.json": { images: [{ index: 0, bytes: Buffer.from("89504e470d0a1a0a", "hex") }], urls: [], warnings: [] },
};

const FAILURES: Record<string, object> = {
  "error-data-sharing.json": {
    kind: "unauthorized",
    code: "third-party-data-sharing",
    requestId: "oNM6X9q-2kFHot-9aa9c4c93aa269a2-PDX",
    hint: "another company hosts this model: allow third-party data sharing in the organisation's privacy settings",
  },
  "error-image-url.json": { kind: "invalid-request", parameter: "image_url" },
  "error-moderated.json": { kind: "refused", code: "content-policy" },
  "error-negative-prompt.json": { kind: "invalid-request", parameter: "negative_prompt" },
  "error-plain-text.json": {
    kind: "server",
    message: "HTTP 500: upstream connect error or disconnect/reset before headers",
  },
  "error-rate-limit.json": { kind: "rate-limited", retryAfter: 3000 },
  "error-seed-range.json": {
    kind: "invalid-request",
    parameter: "seed",
    message: "HTTP 400: Seed must be an integer value between 0 and 2147483647.",
  },
  "error-size-menu.json": { kind: "invalid-request", parameter: "width" },
};

test("every recorded answer is expected below", () => {
  expect(readdirSync(FOLDER).sort()).toEqual([...Object.keys(ANSWERS), ...Object.keys(FAILURES)].sort());
});

test.each(Object.entries(ANSWERS))("%s", (name, expected) => {
  expect(readResults(recorded(name), "key")).toMatchObject(expected);
});

test.each(Object.entries(FAILURES))("%s", (name, expected) => {
  expect(answerFailure(recorded(name), { key: "key", now: 0 })).toMatchObject(expected);
});
