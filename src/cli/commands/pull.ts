import { pullLocked } from "../../build/exchange-store.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count } from "../../report/units.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { selectNames, withProject } from "../project.ts";
import { configuredRemote } from "../shared-store.ts";
import { UsageError } from "../usage-error.ts";
import type { PULL_OPTIONS } from "./options.ts";

export async function run(context: Context, invocation: Invocation<typeof PULL_OPTIONS>): Promise<number> {
  const configured = await configuredRemote(context, invocation.options.remote);
  if (configured === undefined) throw new UsageError("there is no shared store", "set IMAGEGEN_REMOTE, or --remote");
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
