import { STATE_FOLDER } from "../core/file-names.ts";

/**
 * Where a project's snapshot lies, and what is recalled with it; and what must be equal for it to count, besides the
 * files it names.
 */
export function snapshotPlace(
  root: string,
  version: string,
): { readonly file: string; readonly recall: string; readonly circumstances: string } {
  return {
    file: `${root}/${STATE_FOLDER}/snapshot`,
    recall: `${root}/${STATE_FOLDER}/recall`,
    circumstances: `imagegen ${version} on Node ${process.versions.node}`,
  };
}
