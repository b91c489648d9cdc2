import { resolve } from "node:path";
import type { Session } from "../../build/session.ts";
import { readCandidates, sheetFile, tryAsset } from "../../build/tries.ts";
import type { Candidate } from "../../core/candidates.ts";
import type { FieldChanges } from "../../core/edit/edit-asset.ts";
import { EXIT } from "../../core/exit.ts";
import { escapeControls } from "../../core/terminal.ts";
import { contactSheet } from "../../encode/contact-sheet.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import { readChanges, withChanges } from "../field-changes.ts";
import type { Invocation } from "../option-spec.ts";
import { withPaidRun } from "../paid-run.ts";
import { oneAsset, withProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import { writeOutput } from "../write-output.ts";
import type { TRY_OPTIONS } from "./options.ts";

type TryInvocation = Invocation<typeof TRY_OPTIONS>;

export async function run(context: Context, { words, options }: TryInvocation): Promise<number> {
  const [word = ""] = words;
  if (options.list === true)
    return withProject(context, { about: { words: [word], options: {} } }, async ({ session }) => {
      const { name } = oneAsset(session, word).asset;
      const candidates = readCandidates(session, name);
      tell(context, { name, candidates, sheet: undefined });
      return EXIT.done;
    });
  const wanted = readChanges(options);
  const { seed, ...changes } = wanted;
  return withChanges(context, { word, changes: wanted }, async (project) => {
    const { session, reporter } = project;
    const asset = oneAsset(session, word);
    const { name, samples } = asset.asset;
    if (samples > 1)
      throw new UsageError(
        `${name} is ${samples} pictures (n: ${samples}); try is for one`,
        "take n away, choose a picture, and put n back: its seed is the first one's",
      );
    return withPaidRun(context, { project, options }, async (paid) => {
      if (paid.frozen && !asset.provider.local)
        throw new UsageError("in CI nothing is tried: it spends", "--allow-spend with --max-cost USD or --max-calls N");
      const request = { ...paid, frozen: false, asset, changes, seed: seed as number | undefined };
      const tried = await tryAsset(session, { ...request, count: options.count ?? 4 });
      reporter.end(tried.summary);
      const sheet = resolve(context.cwd, options.sheet ?? sheetFile(session, name));
      if (tried.candidates.length > 0) await writeSheet(session, sheet, tried.candidates);
      tell(context, { name, candidates: tried.made, sheet: tried.candidates.length > 0 ? sheet : undefined });
      return tried.summary.exit;
    });
  });
}

async function writeSheet(session: Session, file: string, candidates: readonly Candidate[]): Promise<void> {
  const store = session.openStore();
  const pictures = await Promise.all(
    candidates.map(async (candidate) => ({
      bytes: (await store.getObject(candidate.original.sha256)) ?? new Uint8Array(),
      number: candidate.number,
      caption: captionOf(candidate),
    })),
  );
  await writeOutput(file, await contactSheet(pictures));
}

function captionOf({ seed, changes }: Candidate): string {
  return [...(seed === undefined ? [] : [`seed ${seed}`]), ...changesText(changes)].join("  ");
}

function changesText(changes: FieldChanges): readonly string[] {
  return Object.entries(changes).map(
    ([field, value]) => `${field}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
}

function tell(
  context: Context,
  {
    name,
    candidates,
    sheet,
  }: { readonly name: string; readonly candidates: readonly Candidate[]; readonly sheet: string | undefined },
): void {
  if (context.globals.json === true) {
    for (const { number, seed, changes, key, original } of candidates)
      context.stdout.write(
        jsonLine({
          type: "candidate",
          asset: name,
          number,
          seed: seed ?? null,
          changes: { ...changes },
          key,
          original: { ...original },
        }),
      );
    if (sheet !== undefined) context.stdout.write(jsonLine({ type: "contact-sheet", asset: name, path: sheet }));
    return;
  }
  if (context.detail === "quiet") return;
  const lines = candidates.map((candidate) => {
    const { width, height, format } = candidate.original;
    const size = width === undefined ? format : `${width}x${height} ${format}`;
    return `${String(candidate.number).padStart(4)}  ${escapeControls(captionOf(candidate))}  ${size}`;
  });
  if (lines.length === 0) lines.push(`nothing was tried of ${name}`);
  if (sheet !== undefined)
    lines.push(`look at  ${escapeControls(sheet)}`, `then     imagegen pick ${name} ${candidates[0]?.number ?? 1}`);
  context.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
