import { readFileSync, writeFileSync } from "node:fs";
import { editOnePrompt } from "../catalogue.ts";
import type { Bench, Figure, Result } from "../figure.ts";
import { inTurn, timeOnce } from "../measure.ts";
import { ninjaBuild } from "../ninja.ts";

/** Somebody edits one prompt of many, and asks for the plan. */
export const oneChangedFigure: Figure = {
  summary: "one prompt changed, until the plan is printed, against ninja's build of one changed target",
  async run(bench) {
    const small = await measure(bench, 10_000);
    const large = await measure(bench, 50_000);
    const results: Result[] = [];
    if (small.ninja > 0)
      results.push({
        what: "10,000 assets against ninja",
        value: small.plan / small.ninja,
        unit: "x",
        goal: 3,
        detail: `${small.plan.toFixed(0)} ms against ${small.ninja.toFixed(0)} ms`,
      });
    results.push({
      what: "50,000 against 10,000",
      value: large.plan / small.plan,
      unit: "x",
      goal: 5.5,
      detail: `${large.plan.toFixed(0)} ms against ${small.plan.toFixed(0)} ms`,
    });
    return results;
  },
};

async function measure(bench: Bench, assets: number) {
  const catalogue = await bench.catalogue(assets);
  const ninja = ninjaBuild(bench, catalogue);
  const before = readFileSync(catalogue.manifest);
  let edit = 0;
  const times = await inTurn({
    plan() {
      editOnePrompt(catalogue.manifest, assets, (edit += 1));
      return timeOnce({ file: process.execPath, words: [bench.program, "plan"], cwd: catalogue.root });
    },
    ninja() {
      if (ninja === undefined) return 0;
      ninja.edit((edit += 1));
      return timeOnce(ninja.command);
    },
  });
  // As the figures that come after expect it.
  writeFileSync(catalogue.manifest, before);
  return times;
}
