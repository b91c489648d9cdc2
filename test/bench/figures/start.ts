import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { manifestOf } from "../catalogue.ts";
import type { Figure } from "../figure.ts";
import { inTurn, NODE_ALONE, timeOnce, type Command } from "../measure.ts";

/** What a person feels before anything happens. */
export const startFigure: Figure = {
  summary: "start of the process against `node -e 0`",
  async run(bench) {
    const { root } = await bench.catalogue(10);
    const unbuilt = bench.folder("ten-assets");
    writeFileSync(join(unbuilt, "images.config.yaml"), manifestOf(10));
    const command = (cwd: string, ...words: readonly string[]): Command => ({
      file: process.execPath,
      words: [bench.program, ...words],
      cwd,
      codes: [0, 3],
    });
    const times = await inTurn(
      {
        alone: () => timeOnce(NODE_ALONE),
        version: () => timeOnce(command(root, "--version")),
        help: () => timeOnce(command(root, "--help")),
        check: () => timeOnce(command(root, "check")),
        unbuilt: () => timeOnce(command(unbuilt, "check")),
      },
      31,
    );
    const result = (what: "version" | "help" | "check" | "unbuilt", goal: number, words: string) => ({
      what: words,
      value: times[what] / times.alone,
      unit: "x" as const,
      goal,
      detail: `${times[what].toFixed(1)} ms against ${times.alone.toFixed(1)} ms`,
    });
    return [
      result("version", 1.08, "--version"),
      result("help", 1.2, "--help"),
      result("check", 1.2, "check of ten assets, nothing changed"),
      result("unbuilt", 1.2, "check of ten assets, never built"),
    ];
  },
};
