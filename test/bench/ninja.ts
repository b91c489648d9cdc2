import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Catalogue } from "./catalogue.ts";
import { OUTPUT_BYTES, promptOf } from "./catalogue.ts";
import type { Bench } from "./figure.ts";
import { hasProgram, timeOnce, type Command } from "./measure.ts";

/** A ninja build of as many targets as a catalogue, each with its prompt in the command, and nothing to do. */
export interface NinjaBuild {
  readonly command: Command;
  /** Changes one prompt, another one each time. */
  edit(edit: number): void;
}

const made = new Map<string, NinjaBuild | undefined>();

/** Undefined, with a line, where ninja is not installed. Made once. */
export function ninjaBuild(bench: Bench, { root, outputs }: Catalogue): NinjaBuild | undefined {
  if (made.has(root)) return made.get(root);
  const build = makeBuild(bench, outputs);
  made.set(root, build);
  return build;
}

function makeBuild(bench: Bench, outputs: readonly string[]): NinjaBuild | undefined {
  if (!hasProgram("ninja")) {
    bench.say("  skipped: ninja is not installed");
    return undefined;
  }
  bench.say(`  (making a ninja build of ${outputs.length} targets)`);
  const folder = bench.folder(`ninja-${outputs.length}`);
  const rule = "rule picture\n  command = : $prompt\n";
  const edges = outputs.map((_, index) => `build ${index}.webp: picture\n  prompt = ${promptOf(index)}\n`);
  const file = join(folder, "build.ninja");
  for (const index of outputs.keys()) {
    const target = join(folder, `${index}.webp`);
    writeFileSync(target, "");
    truncateSync(target, OUTPUT_BYTES);
  }
  writeFileSync(file, rule + edges.join(""));
  const command: Command = { file: "ninja", words: ["--quiet"], cwd: folder };
  timeOnce(command);
  const text = readFileSync(file, "utf8");
  return {
    command,
    edit: (edit) =>
      writeFileSync(
        file,
        text.replace(promptOf(outputs.length >> 1), (prompt) => `${prompt} edit ${edit}`),
      ),
  };
}
