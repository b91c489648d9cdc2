import { readSpending } from "../../build/read-spending.ts";
import { EXIT } from "../../core/exit.ts";
import { locateAsset } from "../../core/locate.ts";
import { totalSpent } from "../../core/spend.ts";
import { explanationToJson, formatExplanation } from "../../report/explain-text.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { wantedProfile } from "../profile.ts";
import { selectNames, withProject } from "../project.ts";
import { withRemote } from "../shared-store.ts";
import type { EXPLAIN_OPTIONS } from "./options.ts";

export function run(context: Context, { words, options }: Invocation<typeof EXPLAIN_OPTIONS>): Promise<number> {
  const about = { words, options: {} };
  return withRemote(context, options.remote, (shared) =>
    withProject(
      context,
      { provider: options.provider, profile: wantedProfile(options), shared, readOnly: true, about },
      async ({ session }) => {
        const selected = selectNames(session, about);
        // The whole plan: whether an asset waits for another one depends on that one being built as well.
        const { plan } = await session.begin({});
        const { calls } = readSpending(session.root);
        for (const planned of plan.assets) {
          if (selected !== undefined && !selected.has(planned.name)) continue;
          const asset = locateAsset(planned, session.sources);
          const spent = totalSpent(calls.filter((call) => call.asset === asset.name));
          context.stdout.write(
            context.globals.json === true
              ? jsonLine(explanationToJson(asset, session.sources, spent))
              : formatExplanation(asset, session.sources, spent),
          );
        }
        return EXIT.done;
      },
    ),
  );
}
