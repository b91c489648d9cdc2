import { argv } from "node:process";
import { DiagnosticsError } from "../../build/diagnostics-error.ts";
import { mergeLockFiles, rebuildLock } from "../../build/lock-files.ts";
import { EXIT } from "../../core/exit.ts";
import { escapeControls } from "../../core/terminal.ts";
import { ACTION_TEXT } from "../../report/action-text.ts";
import { REPORTERS } from "../../report/index.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count } from "../../report/units.ts";
import type { Context } from "../context.ts";
import { installDriver } from "../merge-driver.ts";
import type { Invocation } from "../option-spec.ts";
import { withProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import type { LOCK_OPTIONS } from "./options.ts";

type LockInvocation = Invocation<typeof LOCK_OPTIONS>;

export async function run(context: Context, invocation: LockInvocation): Promise<number> {
  const deed = new Map(Object.entries(DEEDS)).get(invocation.words[0] ?? "");
  if (deed === undefined)
    throw new UsageError(
      `imagegen lock does not know ${JSON.stringify(invocation.words[0])}`,
      "merge, rebuild or install-driver",
    );
  return deed(context, invocation);
}

const DEEDS = { merge, rebuild, "install-driver": install } satisfies Record<
  string,
  (context: Context, invocation: LockInvocation) => Promise<number>
>;

/** Git calls this with files of its own, and takes any exit but 0 for a conflict. Needs no manifest. */
async function merge(context: Context, { words, options }: LockInvocation): Promise<number> {
  const [, base, first, ...others] = words;
  if (base === undefined || first === undefined || others.length === 0)
    throw new UsageError("imagegen lock merge needs a base and two sides", "imagegen lock merge BASE OURS THEIRS…");
  const reporter = context.report(REPORTERS);
  try {
    const conflicts = await mergeLockFiles({
      cwd: context.cwd,
      base,
      sides: [first, ...others],
      ...(options.out !== undefined && { out: options.out }),
    });
    const names = conflicts.map(({ asset }) => asset);
    if (context.globals.json === true) context.stdout.write(jsonLine({ type: "lock-merged", conflicts: names }));
    for (const name of context.globals.json === true ? [] : names)
      context.stderr.write(
        `both sides changed ${escapeControls(name)}; imagegen build takes the one that the merged manifest asks for\n`,
      );
    return names.length === 0 ? EXIT.done : EXIT.failed;
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    for (const diagnostic of error.diagnostics) reporter.listener({ type: "diagnostic", diagnostic });
    return EXIT.usage;
  } finally {
    reporter.end();
  }
}

function rebuild(context: Context, { words }: LockInvocation): Promise<number> {
  if (words.length > 1) throw new UsageError(`imagegen lock rebuild does not take ${JSON.stringify(words[1])}`);
  return withProject(context, {}, async ({ session, reporter }) => {
    const { salvaged, backup, left, summary } = await rebuildLock(session);
    reporter.end(summary);
    if (context.globals.json === true) {
      const names = left.map(({ name, action }) => ({ asset: name, action }));
      context.stdout.write(jsonLine({ type: "lock-rebuilt", salvaged, backup: backup ?? null, left: names }));
    } else {
      if (backup !== undefined)
        context.stdout.write(
          `${count(salvaged, "whole asset")} taken over from the broken file, a copy of which is in ${backup}\n`,
        );
      for (const { name, action } of left)
        context.stdout.write(
          `left     ${escapeControls(name)}: ${ACTION_TEXT[action].meaning}; run: ${ACTION_TEXT[action].remedy(name)}\n`,
        );
    }
    return summary.exit;
  });
}

async function install(context: Context, { words }: LockInvocation): Promise<number> {
  if (words.length > 1) throw new UsageError(`imagegen lock install-driver does not take ${JSON.stringify(words[1])}`);
  const program = argv[1];
  if (program === undefined) throw new Error("started without a script");
  const { command, attributes } = await installDriver(context.cwd, program);
  if (context.globals.json === true) context.stdout.write(jsonLine({ type: "driver-installed", command, attributes }));
  else if (context.detail !== "quiet")
    context.stderr.write(
      [
        `this clone's git now merges the lock with: ${command}`,
        `${attributes} has the line that says so; commit it. Everybody runs install-driver once in their clone.`,
        "",
      ].join("\n"),
    );
  return EXIT.done;
}
