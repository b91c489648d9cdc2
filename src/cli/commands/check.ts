import { findingsOf, findingToJson, formatFindings } from "../../report/check-text.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { selectNames, withProject } from "../project.ts";
import type { CHECK_OPTIONS } from "./options.ts";

/** Looks and compares: no network, no writes. */
export function run(context: Context, invocation: Invocation<typeof CHECK_OPTIONS>): Promise<number> {
  return withProject(context, {}, async ({ session }) => {
    const selected = selectNames(session, invocation);
    const { plan, read } = await session.begin(selected === undefined ? {} : { selected });
    const findings = findingsOf(plan, read);
    if (context.globals.json === true) {
      for (const finding of findings) context.stdout.write(jsonLine(findingToJson(finding)));
      context.stdout.write(jsonLine({ type: "checked", assets: plan.assets.length, findings: findings.length }));
    } else if (context.detail !== "quiet" || findings.length > 0) {
      context.stdout.write(formatFindings(findings, plan));
    }
    return findings.length === 0 ? EXIT.done : EXIT.pending;
  });
}
