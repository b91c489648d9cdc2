import { pruneOrphans } from "../../build/prune.ts";
import { EXIT } from "../../core/exit.ts";
import { escapeControls } from "../../core/terminal.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count } from "../../report/units.ts";
import { withoutQuery } from "../../report/value-text.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { wantedProfile } from "../profile.ts";
import { withProject } from "../project.ts";
import type { PRUNE_OPTIONS } from "./options.ts";

export function run(context: Context, { options }: Invocation<typeof PRUNE_OPTIONS>): Promise<number> {
  const dryRun = options["dry-run"] === true;
  return withProject(context, { profile: wantedProfile(options) }, async ({ session }) => {
    const { deleted, kept, refused, assets, references } = await pruneOrphans(session, { dryRun });
    if (context.globals.json === true) {
      context.stdout.write(
        jsonLine({
          type: "pruned",
          dry_run: dryRun,
          deleted: [...deleted],
          kept: [...kept],
          refused: refused.map(({ path, code, what }) => ({ path, code, reason: what })),
          assets: [...assets],
          references: [...references],
        }),
      );
    } else if (context.detail !== "quiet") {
      const verb = dryRun ? "would delete" : "deleted";
      context.stdout.write(
        [
          ...deleted.map((path) => `${verb}  ${escapeControls(path)}`),
          ...kept.map((path) => `kept     ${escapeControls(path)}: edited by hand`),
          ...refused.map(
            ({ path, code, what }) => `refused  ${escapeControls(path)}: it is ${escapeControls(what)} (${code})`,
          ),
          ...references.map((url) => `${dryRun ? "would forget" : "forgot"}  ${escapeControls(withoutQuery(url))}`),
          `${verb} ${count(deleted.length, "file")}; ${kept.length + refused.length} kept; nothing leaves the store.`,
          "",
        ].join("\n"),
      );
    }
    return EXIT.done;
  });
}
