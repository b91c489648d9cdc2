import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Figure } from "../figure.ts";
import { hasProgram, inTurn, timeOnce, type Command } from "../measure.ts";

const ASSETS = 10_000;

/** A clone has the lock and the outputs, and no memory of ever having looked at them: all must be read. */
export const freshCloneFigure: Figure = {
  summary: "the first check of a fresh clone against `xargs -P2 openssl dgst -sha256`",
  async run(bench) {
    if (!hasProgram("xargs") || !hasProgram("openssl")) {
      bench.say("  skipped: xargs or openssl is not installed");
      return [];
    }
    const { root } = await bench.catalogue(ASSETS);
    const check: Command = { file: process.execPath, words: [bench.program, "check"], cwd: root };
    const line = "find public -type f -print0 | xargs -0 -P2 -n 500 openssl dgst -sha256 > /dev/null";
    // What it remembers is put aside, for the figures that come after.
    const [memory, aside] = [join(root, ".imagegen"), join(root, "..", "memory-of-the-catalogue")];
    if (existsSync(memory)) renameSync(memory, aside);
    const times = await inTurn({
      check() {
        rmSync(memory, { recursive: true, force: true });
        return timeOnce(check);
      },
      openssl: () => timeOnce({ file: "/bin/sh", words: ["-c", line], cwd: root }),
    });
    rmSync(memory, { recursive: true, force: true });
    if (existsSync(aside)) renameSync(aside, memory);
    return [
      {
        what: `${ASSETS} outputs of 100 kB hashed`,
        value: times.check / times.openssl,
        unit: "x",
        goal: 1.5,
        detail: `${times.check.toFixed(0)} ms against ${times.openssl.toFixed(0)} ms`,
      },
    ];
  },
};
