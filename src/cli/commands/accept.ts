import { acceptAssets, type Acceptance } from "../../build/accept.ts";
import { EXIT } from "../../core/exit.ts";
import { escapeControls } from "../../core/terminal.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count } from "../../report/units.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { selectNames, withProject } from "../project.ts";
import type { ACCEPT_OPTIONS } from "./options.ts";

export function run(context: Context, invocation: Invocation<typeof ACCEPT_OPTIONS>): Promise<number> {
  return withProject(context, { about: invocation }, async ({ session }) => {
    const names = selectNames(session, invocation);
    const acceptances = await acceptAssets(session, names ?? new Set(session.assets.map(({ asset }) => asset.name)));
    for (const acceptance of acceptances) {
      if (context.globals.json === true) context.stdout.write(jsonLine(acceptanceToJson(acceptance)));
      else if (context.detail !== "quiet" || acceptance.refused !== undefined)
        context.stderr.write(acceptanceText(acceptance));
    }
    return acceptances.some(({ refused }) => refused !== undefined) ? EXIT.failed : EXIT.done;
  });
}

function acceptanceText({ asset, outputs, recipe, refused }: Acceptance): string {
  if (refused !== undefined) return `not accepted ${asset}: ${escapeControls(refused)}\n`;
  const what = [
    ...(recipe ? ["its picture, for the request as it is now"] : []),
    ...(outputs.length > 0
      ? [`${count(outputs.length, "edited file")}: ${outputs.map(escapeControls).join(", ")}`]
      : []),
  ];
  return `accepted  ${asset}  ${what.join("; ")}\n`;
}

function acceptanceToJson({ asset, outputs, recipe, refused }: Acceptance) {
  return { type: "accepted", asset, outputs: [...outputs], recipe, refused: refused ?? null };
}
