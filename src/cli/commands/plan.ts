import { resolve } from "node:path";
import { lagOf } from "../../build/read-lock.ts";
import { EXIT } from "../../core/exit.ts";
import { hasChanges } from "../../core/plan.ts";
import { lagWarning } from "../../report/check-text.ts";
import { jsonLine } from "../../report/json-line.ts";
import { planToJson } from "../../report/json.ts";
import { colorPaint, plainPaint } from "../../report/paint.ts";
import { formatPlan } from "../../report/plan-text.ts";
import type { Context } from "../context.ts";
import { folderInRepository } from "../git.ts";
import type { Invocation } from "../option-spec.ts";
import { planRequest } from "../plan-request.ts";
import { refuseProfile, sayProfile, wantedProfile } from "../profile.ts";
import { planQuickly, withProject } from "../project.ts";
import { describePlan, writeSavedPlan } from "../saved-plan.ts";
import { withRemote } from "../shared-store.ts";
import { UsageError } from "../usage-error.ts";
import type { PLAN_OPTIONS } from "./options.ts";

/** The plan is data: it goes to stdout. */
export async function run(context: Context, invocation: Invocation<typeof PLAN_OPTIONS>): Promise<number> {
  const { options } = invocation;
  const profile = wantedProfile(options);
  if (options.md === true && context.globals.json === true)
    throw new UsageError(
      "--md and --json contradict each other",
      "a plan is printed in one form: leave one of them out",
    );
  if (options.out !== undefined) refuseProfile(options, "--out");
  return withRemote(context, options.remote, async (shared) => {
    const quick = await planQuickly(context, invocation, { shared });
    if (quick !== undefined) {
      const paint = context.color ? colorPaint : plainPaint;
      context.stdout.write(formatPlan(quick.plan, { verbose: false, paint, others: quick.others }));
      return EXIT.done;
    }
    return withProject(
      context,
      { provider: options.provider, profile, shared, readOnly: true, about: invocation },
      async ({ session }) => {
        sayProfile(context, session);
        const request = planRequest(session, invocation);
        const begun = await session.begin(request);
        const { plan } = begun;
        if (options.out !== undefined) {
          const saved = describePlan(session, begun, { ...request, provider: options.provider });
          await writeSavedPlan(resolve(context.cwd, options.out), saved);
        }
        if (options.md === true) {
          const { COMMENT_LIMIT, planMarkdown } = await import("../../report/documents/markdown.ts");
          context.stdout.write(
            planMarkdown(plan, { linkBase: await linkBase(context, session.root), limit: COMMENT_LIMIT }),
          );
        } else if (context.globals.json === true) {
          for (const line of planToJson(plan)) context.stdout.write(jsonLine(line));
        } else if (context.detail !== "quiet") {
          const paint = context.color ? colorPaint : plainPaint;
          context.stdout.write(formatPlan(plan, { verbose: context.detail === "verbose", paint }));
        }
        const lag = lagOf(begun.read);
        if (lag !== undefined) session.listener(lagWarning(lag));
        return options["exit-code"] === true && (hasChanges(plan) || lag !== undefined) ? EXIT.pending : EXIT.done;
      },
    );
  });
}

/** Where the project's files of this commit can be seen, on a runner of GitHub's or GitLab's. */
async function linkBase({ environment }: Context, root: string): Promise<string | undefined> {
  const variables = (...names: readonly string[]) => names.map((name) => environment(name) ?? "");
  const [server, repository, commit] = variables("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA");
  const [project, revision] = variables("CI_PROJECT_URL", "CI_COMMIT_SHA");
  const base =
    server && repository && commit
      ? `${server}/${repository}/raw/${commit}/`
      : project && revision
        ? `${project}/-/raw/${revision}/`
        : undefined;
  if (base === undefined) return undefined;
  const folder = await folderInRepository(root);
  return base + folder.split("/").map(encodeURIComponent).join("/");
}
