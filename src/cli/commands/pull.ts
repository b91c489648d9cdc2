import { pullLocked } from "../../build/exchange-store.ts";
import { EXIT } from "../../core/exit.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count } from "../../report/units.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { selectNames, withProject } from "../project.ts";
import { configuredRemote, requireRemote } from "../shared-store.ts";
import type { PULL_OPTIONS } from "./options.ts";

export async function run(context: Context, invocation: Invocation<typeof PULL_OPTIONS>): Promise<number> {
  const configured = requireRemote(await configuredRemote(context, invocation.options.remote));
  try {
    return await withProject(context, { shared: configured }, async ({ session }) => {
      const selected = selectNames(session, invocation);
      const { fetched, present, lacking } = await pullLocked(session, { selected });
      if (context.globals.json === true)
        context.stdout.write(jsonLine({ type: "pulled", fetched, present, lacking: [...lacking] }));
      else if (context.detail !== "quiet" || lacking.length > 0)
        context.stdout.write(
          `${configured.remote.name}: ${count(fetched, "file")} fetched, ${present} here already, ${lacking.length} not there.\n`,
        );
      return lacking.length === 0 ? EXIT.done : EXIT.pending;
    });
  } finally {
    configured.close();
  }
}
