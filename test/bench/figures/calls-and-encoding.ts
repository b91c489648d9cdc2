import type { Figure } from "../figure.ts";
import { inTurn, timeServed } from "../measure.ts";
import { drawPictures } from "../pictures.ts";
import { servedManifest, serveProject } from "../served-project.ts";

const ASSETS = 64;
const LATENCY = 700;
const JOBS = 8;

/** Calls wait for a network, encoding for a processor: together they should take as long as the longer one. */
export const callsAndEncodingFigure: Figure = {
  summary: `${ASSETS} calls of ${LATENCY} ms, ${JOBS} at a time, with encoding, against the larger of the two alone`,
  async run(bench) {
    const pictures = await drawPictures(ASSETS, 1024, 768);
    const size = ["width: 1024", "height: 768"];
    const serve = (name: string, fields: readonly string[]) =>
      serveProject(bench, { name, manifest: servedManifest(ASSETS, [...size, ...fields]), pictures, latency: LATENCY });
    const plain = await serve("calls-alone", ["outputs: [{ format: jpeg, widths: [16] }]"]);
    const both = await serve("calls-and-encoding", ["outputs: [{ format: webp, widths: [1024, 512] }]"]);
    try {
      const jobs = ["--jobs", String(JOBS)];
      const times = await inTurn({
        calls() {
          plain.reset();
          return timeServed(plain.build(...jobs));
        },
        together() {
          both.reset();
          return timeServed(both.build(...jobs));
        },
        // After the other, whose originals it uses.
        encoding() {
          both.forgetDerived();
          return timeServed(both.build(...jobs));
        },
      });
      const larger = Math.max(times.calls, times.encoding);
      return [
        {
          what: "calls and encoding together",
          value: times.together / larger,
          unit: "x",
          goal: 1.1,
          detail: `${times.together.toFixed(0)} ms; calls alone ${times.calls.toFixed(0)} ms, encoding alone ${times.encoding.toFixed(0)} ms`,
        },
      ];
    } finally {
      await Promise.all([plain.server.close(), both.server.close()]);
    }
  },
};
