import { readSpending } from "../../build/read-spending.ts";
import type { AssetPlan } from "../../core/asset-plan.ts";
import type { Origins } from "../../core/asset.ts";
import type { Place } from "../../core/diagnostic.ts";
import { locatePlaces } from "../../core/locate.ts";
import { totalSpent } from "../../core/spend.ts";
import { explanationToJson, formatExplanation } from "../../report/explain-text.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { wantedProfile } from "../profile.ts";
import { selectNames, withProject } from "../project.ts";
import { withRemote } from "../shared-store.ts";
import type { EXPLAIN_OPTIONS } from "./options.ts";

export function run(context: Context, { words, options }: Invocation<typeof EXPLAIN_OPTIONS>): Promise<number> {
  return withRemote(context, options.remote, (shared) =>
    withProject(
      context,
      { provider: options.provider, profile: wantedProfile(options), shared },
      async ({ session }) => {
        const selected = selectNames(session, { words, options: {} });
        // The whole plan: whether an asset waits for another one depends on that one being built as well.
        const plan = await session.plan({});
        const { calls } = readSpending(session.root);
        for (const planned of plan.assets) {
          if (selected !== undefined && !selected.has(planned.name)) continue;
          const asset = withLines(planned, session.sources);
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

/** The same with the line and column of everything that somebody set. */
function withLines(plan: AssetPlan, sources: ReadonlyMap<string, string>): AssetPlan {
  const { asset } = plan.prepared;
  const fields = Object.entries(asset.origins);
  const references = asset.references.map(({ place }) => place);
  const located = locatePlaces([asset.place, ...references, ...fields.map(([, { place }]) => place)], sources);
  const at = (place: Place) => located.get(place) ?? place;
  const origins: Origins = Object.fromEntries(
    fields.map(([field, origin]) => [field, { ...origin, place: at(origin.place) }]),
  );
  const referred = asset.references.map((reference) => ({ ...reference, place: at(reference.place) }));
  return {
    ...plan,
    prepared: { ...plan.prepared, asset: { ...asset, place: at(asset.place), references: referred, origins } },
  };
}
