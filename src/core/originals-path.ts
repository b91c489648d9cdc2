import type { DiagnosticCode } from "./diagnostic.ts";
import { foldPath, joinPath, pathProblem } from "./resolve/project-path.ts";
import { protectedFolderName } from "./resolve/protected-paths.ts";

/** A folder for originals: where it is in the project, or why it cannot be there. */
export type OriginalsPath = { readonly path: string } | { readonly code: DiagnosticCode; readonly why: string };

/** Judges a folder for originals by its name alone; what links make of it is for those who can look. */
export function originalsPath(text: string): OriginalsPath {
  const path = joinPath("", text);
  if (path === undefined) return { code: "path-outside-project", why: "that leaves the project" };
  if (path === "") return { code: "path-invalid", why: "that is the project itself" };
  const folder = protectedFolderName(foldPath(path));
  if (folder !== undefined) return { code: "path-invalid", why: `git keeps nothing that is in ${folder}` };
  const problem = pathProblem(path);
  return problem === undefined ? { path } : { code: "path-invalid", why: problem };
}
