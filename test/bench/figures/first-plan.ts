import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { manifestOf } from "../catalogue.ts";
import type { Bench, Figure, Result } from "../figure.ts";
import { inTurn, peakMemory, timeOnce, type Command } from "../measure.ts";

/** A big catalogue is planned for the first time: no lock, no store, no cache. */
export const firstPlanFigure: Figure = {
  summary: "the first plan from nothing",
  async run(bench) {
    const small = planOf(bench, "plan-10000", { "images.config.yaml": manifestOf(10_000) });
    const large = planOf(bench, "plan-50000", { "images.config.yaml": manifestOf(50_000) });
    const table = planOf(bench, "plan-csv", { "images.config.yaml": MATRIX, "products.csv": rowsOf(50_000) });
    const times = await inTurn({
      small: () => timeOnce(small),
      large: () => timeOnce(large),
      table: () => timeOnce(table),
    });
    const seconds = (what: string, milliseconds: number, goal: number): Result => ({
      what,
      value: milliseconds / 1000,
      unit: "s",
      goal,
      detail: "whole process",
    });
    const mebibytes = peakMemory(large);
    return [
      seconds("10,000 assets", times.small, 2.5),
      seconds("50,000 assets", times.large, 13),
      { what: "50,000 against 10,000", value: times.large / times.small, unit: "x", goal: 5.5, detail: "linear is 5" },
      ...(mebibytes === undefined
        ? []
        : [
            {
              what: "50,000 assets, peak memory",
              value: mebibytes,
              unit: "MiB" as const,
              goal: 700,
              detail: "whole process",
            },
          ]),
      seconds("matrix from a CSV of 50,000 rows", times.table, 3),
    ];
  },
};

const MATRIX = `version: 1
provider: together
output: public/images/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, steps: 20, format: webp, width: 512, height: 512 }
assets:
  product-{sku}:
    matrix: { from: products.csv }
    prompt: A studio photograph of {title} in {colour} on a plain table, soft light from the left
`;

function rowsOf(rows: number): string {
  const colours = ["red", "green", "blue", "amber"];
  const lines = ["sku,title,colour"];
  for (let row = 0; row < rows; row += 1)
    lines.push(`${row},"product, number ${row}",${colours[row % colours.length]}`);
  return `${lines.join("\n")}\n`;
}

function planOf({ program, folder }: Bench, name: string, files: Readonly<Record<string, string>>): Command {
  const cwd = folder(name);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text);
  return { file: process.execPath, words: [program, "plan"], cwd };
}
