import { pushLocked } from "../../build/exchange-store.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count, formatBytes } from "../../report/units.ts";
import { RemoteError } from "../../remote/remote.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import type { Invocation } from "../option-spec.ts";
import { selectNames, withProject } from "../project.ts";
import { configuredRemote } from "../shared-store.ts";
import { UsageError } from "../usage-error.ts";
import type { PUSH_OPTIONS } from "./options.ts";

export async function run(context: Context, invocation: Invocation<typeof PUSH_OPTIONS>): Promise<number> {
  const configured = await configuredRemote(context, invocation.options.remote);
  if (configured === undefined) throw new UsageError("there is no shared store", "set IMAGEGEN_REMOTE, or --remote");
  const { remote, signingKey } = configured;
  try {
    return await withProject(context, {}, async ({ session }) => {
      const selected = selectNames(session, invocation);
      const pushed = await pushLocked(session, { selected, remote, signingKey });
      if (context.globals.json === true)
        context.stdout.write(jsonLine({ type: "pushed", ...pushed, lacking: [...pushed.lacking] }));
      else if (context.detail !== "quiet" || pushed.lacking.length > 0) {
        const records = pushed.records === 0 ? "" : `, ${count(pushed.records, "signed record")}`;
        const lacking =
          pushed.lacking.length === 0 ? "" : `; ${count(pushed.lacking.length, "file")} of the lock are not here`;
        context.stdout.write(
          `${remote.name}: ${count(pushed.sent, "file")} sent (${formatBytes(pushed.bytes)})${records}, ${pushed.present} there already${lacking}.\n`,
        );
      }
      return EXIT.done;
    });
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    context.stderr.write(`error: not all was sent: ${error.message}\n`);
    return EXIT.failed;
  } finally {
    configured.close();
  }
}
