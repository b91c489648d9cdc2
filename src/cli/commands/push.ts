import { pushLocked } from "../../build/exchange-store.ts";
import type { Session } from "../../build/session.ts";
import { EXIT } from "../../core/exit.ts";
import { RemoteError } from "../../remote/remote.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count, formatBytes } from "../../report/units.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { selectNames, withProject } from "../project.ts";
import { configuredRemote, requireRemote, type ConfiguredRemote } from "../shared-store.ts";
import type { PUSH_OPTIONS } from "./options.ts";

export async function run(context: Context, invocation: Invocation<typeof PUSH_OPTIONS>): Promise<number> {
  const configured = requireRemote(await configuredRemote(context, invocation.options.remote));
  try {
    return await withProject(context, {}, ({ session }) =>
      sendLocked(context, { session, configured, selected: selectNames(session, invocation) }),
    );
  } finally {
    configured.close();
  }
}

/** Sends what the lock names now, says how much, and returns the exit code: a store that takes nothing is a failure. */
export async function sendLocked(
  context: Context,
  sending: {
    readonly session: Session;
    readonly configured: ConfiguredRemote;
    /** Names; undefined for all. */
    readonly selected: ReadonlySet<string> | undefined;
  },
): Promise<number> {
  const { session, selected } = sending;
  const { remote, signingKey } = sending.configured;
  try {
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
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    context.stderr.write(`error: not all was sent: ${error.message}\n`);
    return EXIT.failed;
  }
}
