import { expect, test } from "vitest";
import { jsonLine } from "../../src/report/json-line.ts";
import { createJsonReporter } from "../../src/report/json.ts";
import { EVENTS, MANIFEST, record, SUMMARY } from "./builders.ts";

test("a run, one object a line on stdout", () => {
  const recording = record(createJsonReporter);
  EVENTS.forEach(recording.listener);
  recording.listener({ type: "finished", summary: { ...SUMMARY, done: 2, usd: 0.1 + 0.2, exit: 1 } });
  recording.end(SUMMARY);
  expect(recording.stderr()).toBe("");
  expect(recording.stdout())
    .toBe(`{"v":1,"type":"asset-planned","asset":"hero","action":"generate","provider":"together","model":"black-forest-labs/FLUX.2-dev","reasons":[{"type":"new"}],"outputs":[],"certain":{"calls":1,"usd":0.0154,"unpriced":0},"most":{"calls":1,"usd":0.0154,"unpriced":0}}
{"v":1,"type":"asset-planned","asset":"team","action":"derive","provider":"together","model":"black-forest-labs/FLUX.2-dev","reasons":[{"type":"operation","path":"public/team.webp","field":"quality","old":80,"new":90}],"outputs":[],"certain":{"calls":0,"usd":0,"unpriced":0},"most":{"calls":0,"usd":0,"unpriced":0}}
{"v":1,"type":"asset-planned","asset":"bad","action":"generate","provider":"together","model":"black-forest-labs/FLUX.2-dev","reasons":[{"type":"new"}],"outputs":[],"certain":{"calls":1,"usd":0,"unpriced":1},"most":{"calls":1,"usd":0,"unpriced":1}}
{"v":1,"type":"asset-planned","asset":"night","action":"maybe","provider":"together","model":"black-forest-labs/FLUX.2-dev","reasons":[],"outputs":[],"certain":{"calls":0,"usd":0,"unpriced":0},"most":{"calls":1,"usd":0.04,"unpriced":0}}
{"v":1,"type":"planned","assets":5,"actions":{"generate":2,"derive":1,"maybe":1,"fresh":1},"certain":{"calls":2,"usd":0.0154,"unpriced":1},"most":{"calls":3,"usd":0.0554,"unpriced":1},"models":[{"model":"black-forest-labs/FLUX.2-dev","certain":{"calls":2,"usd":0.0154,"unpriced":1},"most":{"calls":3,"usd":0.0554,"unpriced":1}}],"orphans":0}
{"v":1,"type":"asset-fresh","asset":"logo","notes":[]}
{"v":1,"type":"call-started","asset":"hero","sample":0,"provider":"together","model":"black-forest-labs/FLUX.2-dev","attempt":1,"usd":0.0154}
{"v":1,"type":"provider-paused","provider":"together","wait":1000,"reason":"rate limited"}
{"v":1,"type":"call-retry","asset":"hero","sample":0,"attempt":1,"wait":1000,"reason":"HTTP 429","code":"http-429","ambiguous":false}
{"v":1,"type":"call-started","asset":"hero","sample":0,"provider":"together","model":"black-forest-labs/FLUX.2-dev","attempt":2,"usd":0.0154}
{"v":1,"type":"asset-done","asset":"team","action":"derive","outputs":[{"path":"public/team.webp","bytes":31000,"step":"derived"},{"path":"public/team.png","bytes":900,"step":"kept"}],"calls":0,"notes":[]}
{"v":1,"type":"call-finished","asset":"hero","sample":0,"bytes":900000,"milliseconds":1234,"usd":0.0154}
{"v":1,"type":"asset-done","asset":"hero","action":"generate","outputs":[{"path":"public/hero-1.avif","bytes":10000,"step":"derived"},{"path":"public/hero-2.avif","bytes":20000,"step":"derived"},{"path":"public/hero-3.avif","bytes":30000,"step":"derived"},{"path":"public/hero-4.avif","bytes":40000,"step":"derived"}],"calls":2,"notes":["public/old.webp was edited by hand and is kept"]}
{"v":1,"type":"asset-failed","asset":"bad","code":"http-422","message":"HTTP 422 from api.together.ai: steps must be at most 50\\u001b[2J\\nall assets up to date","hint":"set steps to 50 or less","exit":1,"calls":1,"billed":0}
{"v":1,"type":"asset-skipped","asset":"night","reason":"blocked","message":"needs bad, which failed"}
{"v":1,"type":"finished","done":2,"fresh":0,"failed":0,"skipped":0,"calls":0,"usd":0.3,"unpriced":0,"ambiguous":0,"orphans":0,"milliseconds":0,"exit":1,"ambiguous_usd":0}
`);
});

test("a diagnostic has its line and column", () => {
  const recording = record(createJsonReporter, { sources: new Map([[MANIFEST, "version: 1\nassets: {}\n"]]) });
  recording.listener({
    type: "diagnostic",
    diagnostic: {
      severity: "error",
      code: "missing-field",
      message: "no assets",
      place: { file: MANIFEST, offset: 19, length: 2 },
    },
  });
  expect(JSON.parse(recording.stdout())).toEqual({
    v: 1,
    type: "diagnostic",
    severity: "error",
    code: "missing-field",
    message: "no assets",
    file: MANIFEST,
    line: 2,
    column: 9,
  });
});

test("what a terminal would obey is escaped, and reads back the same (T13)", () => {
  const hostile = "\u001B[2J\u009B31m\u202Egnp.\u2066\n";
  const line = jsonLine({ type: "x", message: hostile });
  expect(line).toMatch(/^[\u0020-\u007E]*\n$/);
  expect(JSON.parse(line)).toEqual({ v: 1, type: "x", message: hostile });
});

test("a failure has its line and column", () => {
  const recording = record(createJsonReporter, { sources: new Map([[MANIFEST, "version: 1\nassets: {}\n"]]) });
  const place = { file: MANIFEST, offset: 19, length: 2 };
  recording.listener({
    type: "asset-failed",
    asset: "hero",
    failure: { code: "http-400", message: "HTTP 400", exit: 1, calls: 1, billed: 0, field: "steps", place },
  });
  const line: unknown = JSON.parse(recording.stdout());
  expect(line).toMatchObject({ type: "asset-failed", field: "steps", file: MANIFEST, line: 2, column: 9 });
  expect(line).not.toHaveProperty("place");
});
