import { findingsOf, findingToJson, formatFindings } from "../../report/check-text.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { planQuickly, selectNames, withProject } from "../project.ts";
import type { CHECK_OPTIONS } from "./options.ts";

type CheckInvocation = Invocation<typeof CHECK_OPTIONS>;

export async function run(context: Context, invocation: CheckInvocation): Promise<number> {
  if (invocation.options.staged !== true) return check(context, invocation);
  const { withStaged } = await import("../staged.ts");
  return withStaged(context, (staged) => check(staged, invocation));
}

/** Looks and compares: no network, no writes. */
async function check(context: Context, invocation: CheckInvocation): Promise<number> {
  const quick = await planQuickly(context, invocation);
  if (quick !== undefined) {
    const found = findingsOf(quick.plan, { unmerged: false });
    context.stdout.write(formatFindings(found, { assets: { length: quick.plan.assets.length + quick.others } }));
    return found.length === 0 ? EXIT.done : EXIT.pending;
  }
  const report = { command: "check", wishes: invocation.options.report };
  return withProject(context, { report, about: invocation }, async ({ session, recorder }) => {
    const selected = selectNames(session, invocation);
    const { plan, read } = await session.begin(selected === undefined ? {} : { selected });
    const findings = findingsOf(plan, read);
    recorder?.found(plan, findings);
    if (context.globals.json === true) {
      for (const finding of findings) context.stdout.write(jsonLine(findingToJson(finding)));
      context.stdout.write(jsonLine({ type: "checked", assets: plan.assets.length, findings: findings.length }));
    } else if (context.detail !== "quiet" || findings.length > 0) {
      context.stdout.write(formatFindings(findings, plan));
    }
    return findings.length === 0 ? EXIT.done : EXIT.pending;
  });
}
