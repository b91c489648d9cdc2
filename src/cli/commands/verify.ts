import { dirname, resolve } from "node:path";
import { findLockedAnswer, rerunLocked, type Rerun } from "../../build/rerun.ts";
import type { Session } from "../../build/session.ts";
import { verifyFiles, type VerifiedFile } from "../../build/verify.ts";
import { EXIT } from "../../core/exit.ts";
import { assetFileName } from "../../core/file-names.ts";
import { escapeControls } from "../../core/terminal.ts";
import type { Comparison } from "../../encode/compare.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count, shortDigest } from "../../report/units.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { withPaidRun } from "../paid-run.ts";
import { oneAsset, selectNames, withProject, type OpenProject } from "../project.ts";
import { withRemote } from "../shared-store.ts";
import { UsageError } from "../usage-error.ts";
import { writeOutput } from "../write-output.ts";
import type { VERIFY_OPTIONS } from "./options.ts";

type VerifyInvocation = Invocation<typeof VERIFY_OPTIONS>;

export function run(context: Context, invocation: VerifyInvocation): Promise<number> {
  if (invocation.options.regenerate !== true)
    return withProject(context, {}, ({ session }) => verify(context, invocation, session));
  // The original to compare with may be with the team only.
  return withRemote(context, undefined, (shared) =>
    withProject(context, { shared }, (project) => regenerate(context, invocation, project)),
  );
}

async function verify(context: Context, invocation: VerifyInvocation, session: Session): Promise<number> {
  const selected = selectNames(session, invocation);
  const files = await verifyFiles(session, { selected, pixels: invocation.options.pixels === true });
  const bad = files.filter(({ state }) => !SOUND.has(state));
  if (context.globals.json === true) {
    for (const file of files)
      if (file.state !== "ok") context.stdout.write(jsonLine({ type: "verified-file", ...flat(file) }));
    context.stdout.write(jsonLine({ type: "verified", files: files.length, findings: bad.length }));
  } else {
    const told = files.filter(({ state }) => state !== "ok");
    if (context.detail !== "quiet" || bad.length > 0)
      context.stdout.write(
        [
          ...told.map(lineOf),
          `${count(files.length, "file")}: ${bad.length === 0 ? "as the lock says" : `${bad.length} not as the lock says`}.`,
          "",
        ].join("\n"),
      );
  }
  return bad.length === 0 ? EXIT.done : EXIT.pending;
}

/** A pointer is right, and so is what another encoder made of the same picture. */
const SOUND: ReadonlySet<VerifiedFile["state"]> = new Set(["ok", "re-encoded", "not-fetched"]);

function lineOf({ asset, kind, name, state, comparison }: VerifiedFile): string {
  const what = kind === "original" ? `original ${shortDigest(name)}` : escapeControls(name);
  return `${state.padEnd(11)} ${escapeControls(asset)}  ${what}${comparison === undefined ? "" : `  ${comparisonText(comparison)}`}`;
}

async function regenerate(
  context: Context,
  { words, options }: VerifyInvocation,
  project: OpenProject,
): Promise<number> {
  const [word, ...others] = words;
  if (word === undefined || others.length > 0) throw new UsageError("--regenerate takes the name of one asset");
  const { session, reporter } = project;
  const asset = oneAsset(session, word);
  const sample = (options.sample ?? 1) - 1;
  const answer = await findLockedAnswer(session, asset.asset.name, sample);
  const { local } = answer.provider;
  if (!local && options["max-cost"] === undefined && options["max-calls"] === undefined)
    throw new UsageError("--regenerate pays for a picture: say how much it may cost", "--max-cost USD");
  return withPaidRun(context, { project, options }, async (paid) => {
    if (paid.frozen && !local) throw new UsageError("in CI nothing is asked again: it spends", "add --allow-spend");
    const rerun = await rerunLocked(session, { ...paid, frozen: false, asset, answer, sample });
    reporter.end(rerun.summary);
    const { name } = asset.asset;
    const file = resolve(context.cwd, options.difference ?? differenceFile(session, name));
    return sayRerun(context, { name, rerun, file });
  });
}

async function sayRerun(
  context: Context,
  { name, rerun, file }: { readonly name: string; readonly rerun: Rerun; readonly file: string },
): Promise<number> {
  const { comparison, summary, before, after } = rerun;
  if (comparison === undefined) return summary.exit === EXIT.done ? EXIT.failed : summary.exit;
  const { difference, ...numbers } = comparison;
  // The answer was paid for: it is told also where its picture cannot be written.
  const failed =
    difference &&
    (await writeOutput(file, difference).then(
      () => undefined,
      (error: unknown) => ({ error }),
    ));
  const shown = difference === undefined || failed !== undefined ? undefined : file;
  if (context.globals.json === true)
    context.stdout.write(
      jsonLine({
        type: "regenerated",
        asset: name,
        before,
        after: after ?? null,
        ...numbers,
        difference: shown ?? null,
      }),
    );
  else
    context.stdout.write(
      [
        `${escapeControls(name)}: ${MEANING[comparison.verdict]} (${comparisonText(comparison)})`,
        ...(shown === undefined ? [] : [`look at  ${escapeControls(shown)}`]),
        "the lock and the files are as they were.",
        "",
      ].join("\n"),
    );
  if (failed !== undefined) throw failed.error;
  return comparison.verdict === "changed" ? EXIT.pending : EXIT.done;
}

const MEANING = {
  identical: "the provider answers with the same picture, pixel for pixel",
  near: "the provider answers with the same picture to the eye",
  changed: "the provider answers with another picture now",
} satisfies Record<Comparison["verdict"], string>;

function comparisonText({ structure, colour }: Comparison): string {
  return `structure ${(structure * 100).toFixed(1)} %, colours ${colour.toFixed(1)} apart`;
}

function differenceFile(session: Session, name: string): string {
  return resolve(dirname(session.files.journal), `difference-${assetFileName(name)}.png`);
}

function flat({ comparison, ...file }: VerifiedFile) {
  if (comparison === undefined) return file;
  const { difference: _difference, ...numbers } = comparison;
  return { ...file, ...numbers };
}
