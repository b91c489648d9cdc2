import { runBuild } from "../../build/build.ts";
import { planChoice, writeChoice, type Choice, type OpenSession } from "../../build/choose.ts";
import { fieldsOf, type PickPlan } from "../../build/pick.ts";
import { openSession, type Session } from "../../build/session.ts";
import { readCandidates } from "../../build/tries.ts";
import type { Candidate } from "../../core/candidates.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { changedLines } from "../../core/edit/changed-lines.ts";
import { escapeControls } from "../../core/terminal.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Reporter } from "../../report/reporter.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { oneAsset, sessionOptions, withProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import type { PICK_OPTIONS } from "./options.ts";

export async function run(context: Context, { words, options }: Invocation<typeof PICK_OPTIONS>): Promise<number> {
  const [word = "", number = ""] = words;
  const dryRun = options["dry-run"] === true;
  let chosen: { readonly choice: Choice; readonly said: readonly Diagnostic[] } | undefined;
  const looked = await withProject(context, {}, async ({ session, reporter: { listener } }) => {
    const { name } = oneAsset(session, word).asset;
    const open: OpenSession = async (overlay) => {
      const opened = await openSession({ ...sessionOptions(context, { ...(overlay && { overlay }) }), listener });
      // What is wrong with the manifest as it would be is said with the lines as they would be.
      for (const [file, text] of opened.sources) context.sources.set(file, text);
      return opened;
    };
    const choice = await planChoice(open, name, findCandidate(session, name, number));
    await writeChoice(open, choice, { dryRun });
    tell(context, choice, dryRun);
    chosen = { choice, said: session.diagnostics };
    return EXIT.done;
  });
  if (chosen === undefined || dryRun) return looked;
  const { choice, said } = chosen;
  return withProject(context, { said }, ({ session, reporter }) => place(context, { session, reporter, choice }));
}

/** What is written, or would be. */
function tell(context: Context, { name, candidate, plan }: Choice, dryRun: boolean): void {
  const text =
    plan.type === "edit" ? diffText(plan) : `only the lock changes: ${name} takes candidate ${candidate.number}\n`;
  if (dryRun) context.stdout.write(text);
  else if (plan.type === "edit" && context.globals.json !== true && context.detail !== "quiet")
    context.stderr.write(text);
}

/** The picture is in the store: encoding and placing it costs nothing, and is not allowed to. */
async function place(
  context: Context,
  { session, reporter, choice }: { session: Session; reporter: Reporter; choice: Choice },
): Promise<number> {
  const { name, candidate } = choice;
  const never = new AbortController().signal;
  const summary = await runBuild(session, {
    selected: new Set([name]),
    frozen: false,
    maxCalls: 0,
    stop: never,
    abort: never,
  });
  reporter.end(summary);
  if (context.globals.json === true)
    context.stdout.write(
      jsonLine({ type: "picked", asset: name, number: candidate.number, fields: { ...fieldsOf(candidate) } }),
    );
  return summary.exit;
}

function findCandidate(session: Session, name: string, number: string): Candidate {
  const candidates = readCandidates(session, name);
  const candidate = candidates.find((one) => String(one.number) === number);
  if (candidate !== undefined) return candidate;
  if (candidates.length === 0) throw new UsageError(`nothing was tried of ${name}`, `imagegen try ${name}`);
  throw new UsageError(
    `${name} has no candidate ${JSON.stringify(number)}`,
    `there are ${candidates.map((one) => one.number).join(", ")}; see imagegen try ${name} --list`,
  );
}

function diffText({ file, before, after }: Extract<PickPlan, { type: "edit" }>): string {
  const lines = changedLines(before, after).map(({ sign, text }) => `  ${sign} ${escapeControls(text)}\n`);
  return lines.length === 0 ? `${file} says so already\n` : `${escapeControls(file)}\n${lines.join("")}`;
}
