import type { OpenSession } from "../../build/open-project.ts";
import { fieldsOf } from "../../build/pick-candidate.ts";
import { openSession, type Session } from "../../build/session.ts";
import { readCandidates } from "../../build/tries.ts";
import { planChoice, writeChoice, type Choice } from "../../build/write-choice.ts";
import type { Candidate } from "../../core/candidates.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { changedLines } from "../../core/edit/changed-lines.ts";
import { EXIT } from "../../core/exit.ts";
import type { JsonObject } from "../../core/json.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { editText, placeChoice } from "../place-choice.ts";
import { oneAsset, sessionOptions, withProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import type { PICK_OPTIONS } from "./options.ts";

export async function run(context: Context, { words, options }: Invocation<typeof PICK_OPTIONS>): Promise<number> {
  const [word = "", number = ""] = words;
  const about = { words: [word], options: {} };
  const dryRun = options["dry-run"] === true;
  let chosen: { readonly choice: Choice; readonly said: readonly Diagnostic[] } | undefined;
  const looked = await withProject(context, { about }, async ({ session, reporter: { listener } }) => {
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
  return withProject(context, { said, about }, async (project) => {
    const { name, candidate } = choice;
    const { exit } = await placeChoice(project, name);
    if (context.globals.json === true)
      context.stdout.write(
        jsonLine({ type: "picked", asset: name, number: candidate.number, fields: { ...fieldsOf(candidate) } }),
      );
    return exit;
  });
}

/** What is written, or would be. For a program that is data as well, and on a dry run all that it gets. */
function tell(context: Context, choice: Choice, dryRun: boolean): void {
  const { name, candidate, plan } = choice;
  if (context.globals.json === true) {
    if (dryRun) context.stdout.write(jsonLine(wouldPick(choice)));
    return;
  }
  const text =
    plan.type === "edit" ? editText(plan) : `only the lock changes: ${name} takes candidate ${candidate.number}\n`;
  if (dryRun) context.stdout.write(text);
  else if (plan.type === "edit" && context.detail !== "quiet") context.stderr.write(text);
}

/** `file` is null where only the lock would change. */
function wouldPick({ name, candidate, plan }: Choice): JsonObject {
  const edit =
    plan.type === "edit"
      ? { file: plan.file, lines: changedLines(plan.before, plan.after).map((line) => ({ ...line })) }
      : { file: null, lines: [] };
  return { type: "would-pick", asset: name, number: candidate.number, fields: { ...fieldsOf(candidate) }, ...edit };
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
