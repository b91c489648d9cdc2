import { argv, cwd, env } from "node:process";
import { findProjectFolder } from "../build/load/project-folder.ts";
import { snapshotPlace } from "../build/snapshot-place.ts";
import { EMPTY_SUMMARY } from "../core/event.ts";
import { LOCK_FILE, MANIFEST_NAMES } from "../core/file-names.ts";
import { agreementText, upToDateText } from "../report/agreement-text.ts";
import { summaryLines } from "../report/summary-text.ts";
import { readSnapshot } from "../store/snapshot.ts";

/** The commands that have a quick way. */
export type QuickCommand = "build" | "check" | "plan";

/**
 * `imagegen build`, `check` and `plan` with nothing to do: one stat for everything the last plan depended on, and the
 * same words as ever. Neither the YAML parser nor the planner nor anything else is loaded. Whatever is unusual (an
 * option, a change, no snapshot) goes the ordinary way.
 */
export function nothingToDo(command: QuickCommand): Words | undefined {
  // The ordinary way has something to say here.
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0" || argv.length !== 3) return undefined;
  const project = findProjectFolder(cwd());
  // Under another name than the usual one, or under two: not ours to judge.
  if (project === undefined || project.names.join() !== MANIFEST) return undefined;
  const root = project.folder;
  const { file, circumstances } = snapshotPlace(root, IMAGEGEN_VERSION);
  const snapshot = readSnapshot(file, { root, circumstances, required: [MANIFEST, LOCK_FILE] });
  if (snapshot === undefined) return undefined;
  if (command === "check") return { to: "stdout", text: agreementText(snapshot.assets) };
  if (command === "plan") {
    // What is left over is listed, and an empty project has words of its own.
    if (snapshot.orphans > 0 || snapshot.assets === 0) return undefined;
    return { to: "stdout", text: `${upToDateText(snapshot.assets)}\n` };
  }
  const lines = summaryLines({ ...EMPTY_SUMMARY, fresh: snapshot.assets, orphans: snapshot.orphans });
  return { to: "stderr", text: lines.map((line) => `${line}\n`).join("") };
}

/** What is said, and where. */
export interface Words {
  readonly to: "stdout" | "stderr";
  readonly text: string;
}

const [MANIFEST] = MANIFEST_NAMES;
