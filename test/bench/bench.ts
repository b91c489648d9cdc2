import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCatalogue, type Catalogue } from "./catalogue.ts";
import type { Bench, Figure, Result } from "./figure.ts";
import { callsAndEncodingFigure } from "./figures/calls-and-encoding.ts";
import { callsFigure } from "./figures/calls.ts";
import { checkFigure } from "./figures/check.ts";
import { encodingFigure } from "./figures/encoding.ts";
import { firstPlanFigure } from "./figures/first-plan.ts";
import { freshCloneFigure } from "./figures/fresh-clone.ts";
import { nothingToDoFigure } from "./figures/nothing-to-do.ts";
import { oneChangedFigure } from "./figures/one-changed.ts";
import { startFigure } from "./figures/start.ts";
import { watchFigure } from "./figures/watch.ts";
import { describeLoad, describeMachine } from "./machine.ts";

const FIGURES: Readonly<Record<string, Figure>> = {
  start: startFigure,
  "nothing-to-do": nothingToDoFigure,
  "fresh-clone": freshCloneFigure,
  "first-plan": firstPlanFigure,
  "one-changed": oneChangedFigure,
  check: checkFigure,
  calls: callsFigure,
  encoding: encodingFigure,
  "calls-and-encoding": callsAndEncodingFigure,
  watch: watchFigure,
};

/** Measures the named figures, or all, and prints each beside the one to reach. */
export async function runBench(request: {
  readonly names: readonly string[];
  readonly program: string;
  readonly caller: string;
}): Promise<void> {
  const unknown = request.names.filter((name) => !(name in FIGURES));
  if (unknown.length > 0)
    throw new Error(`no figure ${unknown.join(", ")}; there are ${Object.keys(FIGURES).join(", ")}`);
  console.log(`${describeMachine()}\n${new Date().toISOString()}, ${describeLoad()}\n`);
  const root = mkdtempSync(join(tmpdir(), "imagegen-bench-"));
  const catalogues = new Map<number, Promise<Catalogue>>();
  const bench: Bench = {
    program: request.program,
    caller: request.caller,
    folder(name) {
      const folder = join(root, name);
      mkdirSync(folder, { recursive: true });
      return folder;
    },
    catalogue(assets) {
      const known = catalogues.get(assets) ?? makeCatalogue(bench, assets);
      catalogues.set(assets, known);
      return known;
    },
    say: (text) => console.error(text),
  };
  try {
    // In the table's order: catalogues are shared, and one figure leaves them edited for the next.
    for (const name of Object.keys(FIGURES)) {
      if (request.names.length > 0 && !request.names.includes(name)) continue;
      const figure = FIGURES[name] as Figure;
      console.log(`${name}: ${figure.summary} (${describeLoad()})`);
      for (const result of await figure.run(bench)) console.log(`  ${describeResult(result)}`);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function describeResult({ what, value, unit, goal, detail }: Result): string {
  const digits = unit === "x" ? 2 : unit === "s" ? 2 : 1;
  const verdict = value <= goal ? "reached" : "MISSED";
  const figure = `${value.toFixed(digits)} ${unit}`.padStart(11);
  return `${verdict} ${figure}  (at most ${goal} ${unit})  ${what}: ${detail}`;
}
