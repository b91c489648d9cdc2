import { leadsIntoGit } from "./git-path.ts";
import { joinPath } from "./resolve/project-path.ts";

/** Why the manifest's `store` cannot be in this folder; undefined where it can, which is also outside the project. */
export function storePathProblem(text: string): string | undefined {
  if (text.startsWith("~")) return "`~` is not your home here; write the path, or set IMAGEGEN_STORE";
  if (leadsIntoGit(text.replaceAll("\\", "/"))) return "what is in .git belongs to git";
  return joinPath("", text) === "" ? "that is the project itself" : undefined;
}
