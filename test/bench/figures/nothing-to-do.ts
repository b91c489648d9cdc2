import type { Bench, Figure, Result } from "../figure.ts";
import { inTurn, NODE_ALONE, peakMemory, timeOnce, type Command } from "../measure.ts";
import { ninjaBuild } from "../ninja.ts";

const GOALS = [
  { assets: 10_000, ninja: 2, alone: 45, mebibytes: 56 },
  { assets: 50_000, ninja: 0.85, alone: undefined, mebibytes: 72 },
];

/** The whole process of a build that finds every output as it left it. */
export const nothingToDoFigure: Figure = {
  summary: "a build with nothing to do, files of 100 kB, against ninja's",
  async run(bench) {
    const results: Result[] = [];
    const medians: number[] = [];
    for (const goal of GOALS) {
      const { times, mebibytes } = await measure(bench, goal.assets);
      const detail = `${times.build.toFixed(1)} ms; ninja ${times.ninja.toFixed(1)} ms; node alone ${times.alone.toFixed(1)} ms`;
      medians.push(times.build);
      if (times.ninja > 0)
        results.push({
          what: `${goal.assets} assets against ninja`,
          value: times.build / times.ninja,
          unit: "x",
          goal: goal.ninja,
          detail,
        });
      if (goal.alone !== undefined)
        results.push({
          what: `${goal.assets} assets above node alone`,
          value: times.build - times.alone,
          unit: "ms",
          goal: goal.alone,
          detail,
        });
      if (mebibytes !== undefined)
        results.push({
          what: `${goal.assets} assets, peak memory`,
          value: mebibytes,
          unit: "MiB",
          goal: goal.mebibytes,
          detail: "whole process",
        });
    }
    const [small = 1, large = 1] = medians;
    results.push({
      what: "50,000 against 10,000",
      value: large / small,
      unit: "x",
      goal: 5.5,
      detail: "the same build",
    });
    return results;
  },
};

async function measure(bench: Bench, assets: number) {
  const catalogue = await bench.catalogue(assets);
  const command: Command = { file: process.execPath, words: [bench.program, "build"], cwd: catalogue.root };
  const ninja = ninjaBuild(bench, catalogue);
  const times = await inTurn(
    {
      alone: () => timeOnce(NODE_ALONE),
      build: () => timeOnce(command),
      ninja: () => (ninja === undefined ? 0 : timeOnce(ninja.command)),
    },
    15,
  );
  return { times, mebibytes: peakMemory(command) };
}
