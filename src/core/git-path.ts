import { foldPath } from "./resolve/project-path.ts";
import { INVISIBLE } from "./unsafe-characters.ts";

const UNSEEN = new RegExp(`[${INVISIBLE}]`, "gu");

/**
 * Is something in the path `.git` to some file system? That is `.GIT` and `GIT~1` where case does not count, with dots,
 * spaces or a stream behind it on Windows, and with characters that HFS+ does not see (CVE-2014-9390).
 */
export function leadsIntoGit(path: string): boolean {
  // So are most paths, and a lock may have very many.
  if (/^[a-z0-9_./-]*$/.test(path) && !path.includes(".git")) return false;
  const segments = foldPath(path.replace(UNSEEN, "")).split("/");
  return segments.some((segment) => /^(\.git|git~\d)([. ]*$|:)/.test(segment));
}
