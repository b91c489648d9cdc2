import { spawnSync } from "node:child_process";
import type { Figure } from "../figure.ts";
import { hasProgram, inTurn, timeOnce, type Command } from "../measure.ts";

const ASSETS = 10_000;

/** The gate of every pull request, on a tree that both programs have looked at before. */
export const checkFigure: Figure = {
  summary: "a check that agrees against `git status` on the same tree",
  async run(bench) {
    if (!hasProgram("git")) {
      bench.say("  skipped: git is not installed");
      return [];
    }
    const { root } = await bench.catalogue(ASSETS);
    const git = (...words: string[]) => {
      const { status } = spawnSync("git", ["-c", "core.compression=0", ...words], { cwd: root, stdio: "ignore" });
      if (status !== 0) throw new Error(`git ${words[0]} ended with ${status}`);
    };
    git("init", "--quiet");
    git("add", "--all");
    // Both have looked at the tree before; what a check without that costs is `fresh-clone`.
    const build: Command = { file: process.execPath, words: [bench.program, "build"], cwd: root };
    for (let round = 0; round < 2; round += 1) timeOnce(build);
    const check: Command = { file: process.execPath, words: [bench.program, "check"], cwd: root };
    const status: Command = { file: "git", words: ["status", "--porcelain"], cwd: root };
    const times = await inTurn({ check: () => timeOnce(check), status: () => timeOnce(status) });
    return [
      {
        what: `${ASSETS} assets checked`,
        value: times.check / 1000,
        unit: "s",
        goal: 1,
        detail: `git status ${times.status.toFixed(0)} ms: ${(times.check / times.status).toFixed(2)} x`,
      },
    ];
  },
};
