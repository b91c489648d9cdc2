import { describe, expect, test } from "vitest";
import type { BuildEvent } from "../../src/core/event.ts";
import { createPlainReporter } from "../../src/report/plain.ts";
import { EVENTS, MANIFEST, record, SUMMARY } from "./builders.ts";

const RESULT = {
  ...SUMMARY,
  done: 2,
  fresh: 1,
  failed: 1,
  skipped: 1,
  calls: 3,
  usd: 0.0154,
  unpriced: 1,
  ambiguous: 1,
  ambiguousUsd: 0.0027,
  orphans: 2,
  milliseconds: 41_200,
};

describe("a run, one line per asset", () => {
  test("as usual", () => {
    const recording = record(createPlainReporter);
    EVENTS.forEach(recording.listener);
    recording.end(RESULT);
    expect(recording.stdout()).toBe("");
    expect(recording.stderr())
      .toBe(`2 calls to together: $0.0154 estimated (at most $0.0554: 1 more waits for another picture); 1 call of unknown price.
together: rate limited, waiting 1.0 s
derive    team  public/team.webp (31 kB)
generate  hero  $0.0154  1.2 s  public/hero-1.avif (10 kB), public/hero-2.avif (20 kB), public/hero-3.avif (30 kB), 1 more
note      hero: public/old.webp was edited by hand and is kept
failed bad: HTTP 422 from api.together.ai: steps must be at most 50\\e[2J\\nall assets up to date; set steps to 50 or less (1 call made, none billed)
skipped night: needs bad, which failed
2 done, 1 up to date, 1 failed, 1 skipped; 3 calls, $0.0154 estimated and 1 of unknown price; 41 s.
1 call may have been billed twice or for nothing, up to $0.0027 more: sent, and no usable answer came back; see imagegen spend.
2 orphaned files: see imagegen prune --dry-run.
`);
  });

  test("quiet says failures and what follows from them", () => {
    const recording = record(createPlainReporter, { detail: "quiet" });
    EVENTS.forEach(recording.listener);
    recording.end(RESULT);
    expect(recording.stderr())
      .toBe(`failed bad: HTTP 422 from api.together.ai: steps must be at most 50\\e[2J\\nall assets up to date; set steps to 50 or less (1 call made, none billed)
skipped night: needs bad, which failed
`);
  });

  test("verbose says reasons, retries and what is up to date", () => {
    const recording = record(createPlainReporter, { detail: "verbose" });
    EVENTS.slice(0, 7).forEach(recording.listener);
    expect(recording.stderr()).toBe(`+ generate  hero: new
~ derive    team: public/team.webp: quality 80 → 90
+ generate  bad: new
? maybe     night: it waits for another picture; afterwards it may cost a call or nothing
2 calls to together: $0.0154 estimated (at most $0.0554: 1 more waits for another picture); 1 call of unknown price.
fresh     logo
calling together for hero
together: rate limited, waiting 1.0 s
retry hero in 1.0 s: HTTP 429
calling together for hero (attempt 2)
derive    team  public/team.webp (31 kB), public/team.png (900 B)
`);
  });
});

test("nothing to do is one line", () => {
  const recording = record(createPlainReporter);
  recording.end({ ...SUMMARY, fresh: 24, milliseconds: 60 });
  expect(recording.stderr()).toBe("24 up to date.\n");
});

test("what was not begun is counted and named, with the reason once", () => {
  const recording = record(createPlainReporter);
  for (const asset of ["a", "b", "c", "d"])
    recording.listener({
      type: "asset-skipped",
      asset,
      reason: "budget",
      message: "stopped at 10 calls (--max-calls)",
    });
  recording.end({ ...SUMMARY, skipped: 4, exit: 4 });
  expect(recording.stderr()).toBe(`skipped 4 assets: stopped at 10 calls (--max-calls) (a, b, c, d)
4 skipped; no calls; 0.0 s.
`);
});

test("the API's blame leads to a line of the manifest (F24)", () => {
  const text = "version: 1\nassets:\n  hero:\n    steps: 99\n";
  const place = { file: MANIFEST, offset: text.indexOf("steps"), length: 5 };
  const recording = record(createPlainReporter, { sources: new Map([[MANIFEST, text]]) });
  const failed: BuildEvent = {
    type: "asset-failed",
    asset: "hero",
    failure: {
      code: "http-400",
      message: "HTTP 400: too many steps",
      exit: 1,
      calls: 1,
      billed: 0,
      field: "steps",
      place,
    },
  };
  recording.listener(failed);
  expect(recording.stderr()).toBe(
    `failed hero: HTTP 400: too many steps (steps, ${MANIFEST}:4) (1 call made, none billed)\n`,
  );
});

test("a server's text ends after 500 characters", () => {
  const recording = record(createPlainReporter);
  recording.listener({
    type: "asset-failed",
    asset: "hero",
    failure: { code: "http-500", message: "x".repeat(10_000), exit: 1, calls: 5, billed: 5 },
  });
  expect(recording.stderr()).toBe(`failed hero: ${"x".repeat(499)}… (5 calls made, at most 5 billed)\n`);
});

test("what a frozen build cannot make is named, one by one", () => {
  const recording = record(createPlainReporter);
  for (const asset of ["a", "b"])
    recording.listener({ type: "asset-skipped", asset, reason: "frozen", message: "needs a call" });
  recording.end({ ...SUMMARY, skipped: 2, exit: 3 });
  expect(recording.stderr()).toBe(`skipped a: needs a call
skipped b: needs a call
2 skipped; no calls; 0.0 s.
`);
});
