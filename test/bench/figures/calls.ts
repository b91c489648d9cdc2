import type { Bench, Figure, Result } from "../figure.ts";
import { inTurn, timeServed, cpuServed, median } from "../measure.ts";
import { drawPictures } from "../pictures.ts";
import { servedManifest, serveProject } from "../served-project.ts";

const ASSETS = 200;
const LATENCY = 200;
const GOALS = [
  { jobs: 8, goal: 1.05 },
  { jobs: 32, goal: 1.09 },
];

/** The ideal is arithmetic: so many waves of calls, each as long as the server takes. */
export const callsFigure: Figure = {
  summary: `${ASSETS} calls of ${LATENCY} ms, from the first post to the end of the process, against the ideal`,
  async run(bench) {
    const pictures = await drawPictures(ASSETS, 64, 64);
    const project = await serveProject(bench, {
      name: "calls",
      manifest: servedManifest(ASSETS, ["width: 64", "height: 64", "format: png"]),
      pictures,
      latency: LATENCY,
    });
    try {
      const results: Result[] = [];
      for (const { jobs, goal } of GOALS) results.push(await measure({ project, jobs, goal }));
      results.push(await callAlone(bench), await processorTime(project));
      return results;
    } finally {
      await project.server.close();
    }
  },
};

interface Run {
  readonly project: Awaited<ReturnType<typeof serveProject>>;
  readonly jobs: number;
  readonly goal: number;
}

async function measure({ project, jobs, goal }: Run): Promise<Result> {
  const spans: number[] = [];
  const { build } = await inTurn({
    async build() {
      project.reset();
      const before = project.server.calls();
      const started = project.server.arrived(before + 1).then(() => performance.now());
      const milliseconds = await timeServed(project.build("--jobs", String(jobs)));
      spans.push(performance.now() - (await started));
      if (project.server.calls() - before !== ASSETS) throw new Error(`${project.server.calls() - before} calls`);
      return milliseconds;
    },
  });
  const ideal = Math.ceil(ASSETS / jobs) * LATENCY;
  const span = median(spans);
  return {
    what: `${jobs} at a time`,
    value: span / ideal,
    unit: "x",
    goal,
    detail: `${span.toFixed(0)} ms against ${ideal} ms; the whole process ${build.toFixed(0)} ms (${(build / ideal).toFixed(2)} x)`,
  };
}

/** What a call costs the processor by itself: HTTP, JSON and base64, nothing stored. Above a process that makes none. */
async function callAlone(bench: Bench): Promise<Result> {
  const pictures = await drawPictures(24, 1024, 768);
  const { server } = await serveProject(bench, { name: "call-alone", manifest: servedManifest(1, []), pictures });
  const run = (calls: number) =>
    cpuServed({ file: process.execPath, words: [bench.caller, server.url, String(calls)], environment: {} });
  const { calls, nothing } = await inTurn({ calls: () => run(ASSETS), nothing: () => run(0) });
  await server.close();
  return {
    what: "processor time of a base64 call alone, 1024x768",
    value: (calls - nothing) / ASSETS,
    unit: "ms",
    goal: 2.2,
    detail: `${calls.toFixed(0)} ms for ${ASSETS} calls, ${nothing.toFixed(0)} ms for none`,
  };
}

/** What an asset costs the processor, above a build that makes none. */
async function processorTime(project: Run["project"]): Promise<Result> {
  const run = () => cpuServed(project.build("--jobs", "32"));
  const { calls, nothing } = await inTurn({
    calls() {
      project.reset();
      return run();
    },
    nothing: run,
  });
  const each = (calls - nothing) / ASSETS;
  return {
    what: "processor time of an asset: its call, seven files, decoding and encoding 64x64",
    value: each,
    unit: "ms",
    goal: 2.2,
    detail: `${calls.toFixed(0)} ms for ${ASSETS} calls, ${nothing.toFixed(0)} ms for none`,
  };
}
