import { confirmPick, fieldsOf, lockPick, planPick, writeManifest, type PickPlan } from "../../build/pick.ts";
import type { Session } from "../../build/session.ts";
import { readCandidates } from "../../build/tries.ts";
import type { Candidate } from "../../core/candidates.ts";
import type { Diagnostic } from "../../core/diagnostic.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { editText, placeChoice } from "../place-choice.ts";
import { oneAsset, withProject, type OpenProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import type { PICK_OPTIONS } from "./options.ts";

export async function run(context: Context, { words, options }: Invocation<typeof PICK_OPTIONS>): Promise<number> {
  const [word = "", number = ""] = words;
  const found: { name: string; candidate: Candidate; plan: PickPlan; said: readonly Diagnostic[] }[] = [];
  const looked = await withProject(context, { about: { words: [word], options: {} } }, async (project) => {
    const { session } = project;
    const asset = oneAsset(session, word);
    const { name } = asset.asset;
    const candidate = findCandidate(session, name, number);
    const plan = planPick(session, asset, candidate);
    found.push({ name, candidate, plan, said: session.diagnostics });
    if (plan.type === "edit") return EXIT.done;
    if (options["dry-run"] === true) {
      context.stdout.write(`only the lock changes: ${name} takes candidate ${candidate.number}\n`);
      return EXIT.done;
    }
    await lockPick(session, name, candidate);
    return place(context, { ...project, name, candidate });
  });
  const [pick] = found;
  if (pick === undefined || pick.plan.type !== "edit") return looked;
  const { name, candidate, plan, said } = pick;
  const overlay = (file: string, text: string) => (file === plan.file ? plan.after : text);
  return withProject(context, { overlay, said, about: { words: [name], options: {} } }, async (project) => {
    const { session } = project;
    const latest = await confirmPick(session, name, candidate);
    if (options["dry-run"] === true) {
      context.stdout.write(editText(plan));
      return EXIT.done;
    }
    if (plan.after !== plan.before) await writeManifest(session.root, plan);
    if (context.globals.json !== true && context.detail !== "quiet") context.stderr.write(editText(plan));
    if (candidate.seed === undefined || latest === "other") await lockPick(session, name, candidate);
    return place(context, { ...project, name, candidate });
  });
}

async function place(
  context: Context,
  { name, candidate, ...project }: OpenProject & { readonly name: string; readonly candidate: Candidate },
): Promise<number> {
  const { exit } = await placeChoice(project, name);
  if (context.globals.json === true)
    context.stdout.write(
      jsonLine({ type: "picked", asset: name, number: candidate.number, fields: { ...fieldsOf(candidate) } }),
    );
  return exit;
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
