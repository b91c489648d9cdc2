import { DiagnosticsError } from "../../build/diagnostics-error.ts";
import { lagOf } from "../../build/read-lock.ts";
import { openSession } from "../../build/session.ts";
import { hasErrors } from "../../core/diagnostic.ts";
import type { Sha256 } from "../../core/digest.ts";
import { EXIT } from "../../core/exit.ts";
import { LOCK_FILE } from "../../core/file-names.ts";
import { escapeControls } from "../../core/terminal.ts";
import { findingsOf, findingToJson, formatFindings } from "../../report/check-text.ts";
import { jsonLine } from "../../report/json-line.ts";
import { MachineError } from "../../store/machine-error.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { planQuickly, selectNames, sessionOptions, withProject } from "../project.ts";
import type { CHECK_OPTIONS } from "./options.ts";

type CheckInvocation = Invocation<typeof CHECK_OPTIONS>;

export async function run(context: Context, invocation: CheckInvocation): Promise<number> {
  if (invocation.options.staged !== true) return check(context, invocation);
  const { withStaged, writtenBefore } = await import("../staged.ts");
  const found: Found = { assets: new Set(), wasWritten: await writtenBefore(context) };
  const exit = await withStaged(context, (staged) => check(staged, invocation, found));
  if (found.assets.size > 0)
    await sayUnstaged(context, found.assets).catch((error: unknown) => {
      // What lies here may be broken; what is staged was judged, and this is only advice.
      if (!(error instanceof DiagnosticsError) && !(error instanceof MachineError)) throw error;
    });
  return exit;
}

/** What is told of what is staged. */
interface Found {
  /** Names of the assets in which something disagrees. */
  assets: ReadonlySet<string>;
  /** Did imagegen once write these bytes to this path? */
  wasWritten(path: string, digest: Sha256): boolean;
}

/** What was built and not staged needs no build: `git add` is the remedy. */
async function sayUnstaged(context: Context, names: ReadonlySet<string>): Promise<void> {
  const session = await openSession({ ...sessionOptions(context, { readOnly: true }), listener: () => undefined });
  try {
    if (hasErrors(session.diagnostics)) return;
    const selected = new Set([...names].filter((name) => session.assets.some(({ asset }) => asset.name === name)));
    const { plan } = await session.begin({ selected });
    const built = plan.assets.filter(({ name, action }) => selected.has(name) && action === "fresh");
    if (built.length === 0) return;
    const what = built.length === names.size ? "all of that" : built.map(({ name }) => escapeControls(name)).join(", ");
    context.stderr.write(
      `built here, and not staged as it is: ${what}; git add the manifest, ${LOCK_FILE} and the files\n`,
    );
  } finally {
    await session.close();
  }
}

/** Looks and compares: no network, no writes. */
async function check(context: Context, invocation: CheckInvocation, told?: Found): Promise<number> {
  const quick = await planQuickly(context, invocation);
  if (quick !== undefined) {
    const found = findingsOf(quick.plan);
    context.stdout.write(formatFindings(found, { assets: { length: quick.plan.assets.length + quick.others } }));
    return found.length === 0 ? EXIT.done : EXIT.pending;
  }
  const report = { command: "check", wishes: invocation.options.report };
  return withProject(context, { report, readOnly: true, about: invocation }, async ({ session, recorder }) => {
    const selected = selectNames(session, invocation);
    const { plan, read, facts } = await session.begin(selected === undefined ? {} : { selected });
    const isFormer = (path: string) => {
      const file = facts.file(path);
      return file.kind === "file" && told?.wasWritten(path, file.sha256) === true;
    };
    const findings = findingsOf(plan, { lag: lagOf(read), isFormer });
    recorder?.found(plan, findings);
    if (told !== undefined) told.assets = new Set(findings.flatMap(({ asset }) => asset ?? []));
    if (context.globals.json === true) {
      for (const finding of findings) context.stdout.write(jsonLine(findingToJson(finding)));
      context.stdout.write(jsonLine({ type: "checked", assets: plan.assets.length, findings: findings.length }));
    } else if (context.detail !== "quiet" || findings.length > 0) {
      context.stdout.write(formatFindings(findings, plan));
    }
    return findings.length === 0 ? EXIT.done : EXIT.pending;
  });
}
