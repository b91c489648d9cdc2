import { join } from "node:path";
import type { FileFact } from "../../core/facts.ts";
import { foldPath, joinPath } from "../../core/resolve/project-path.ts";
import type { InputProblem, ReferenceFile, ReferenceInput } from "../../core/resolve/project.ts";
import type { ReferenceRequest } from "../../core/resolve/references.ts";
import { describeFormat, isRasterFormat, sniffFormat } from "../../core/sniff.ts";
import { describeKind } from "../../store/file-kind.ts";
import { peekFile } from "../../store/peek.ts";
import { isGlob, matchGlob } from "./globs.ts";
import { findProjectFile, type ProjectFile } from "./project-file.ts";
import { MEBIBYTE, noFile, unreadable } from "./source-text.ts";

/** Digests of many files at once, paths relative to the project: a `Memo`. */
export interface Digests {
  observe(paths: Iterable<string>): Promise<ReadonlyMap<string, FileFact>>;
}

export interface ReadReferences {
  readonly inputs: ReadonlyMap<string, ReferenceInput>;
  /** Each file once. */
  readonly files: readonly ReferenceFile[];
  /** What the globs matched, for noticing that they match something else now. */
  readonly globs: readonly { readonly folder: string; readonly pattern: string; readonly files: readonly string[] }[];
  /** A link, or another spelling of a name, led to one of the files. */
  readonly linked: boolean;
}

const MOST_BYTES = 64 * MEBIBYTE;

export interface ReferenceWorld {
  readonly digests: () => Digests;
  /** Folders of the project that we fill ourselves: originals, drafts. No glob finds what is in them. */
  readonly own: readonly string[];
}

type Matched = { readonly matches: readonly ProjectFile[]; readonly glob: boolean } | InputProblem;

/**
 * Finds, checks and hashes the reference images of a project; what is wrong with one is said where it is used.
 * `root` has no links in it.
 */
export async function readReferences(
  root: string,
  requests: ReadonlyMap<string, ReferenceRequest>,
  { digests, own }: ReferenceWorld,
): Promise<ReadReferences> {
  const matches = new Map<string, Matched>();
  const checked = new Map<string, InputProblem | undefined>();
  const globs: { folder: string; pattern: string; files: readonly string[] }[] = [];
  for (const [key, request] of requests) {
    const matched = await match(root, request, own);
    matches.set(key, matched);
    if ("problem" in matched) continue;
    const { folder, pattern } = request;
    if (matched.glob) globs.push({ folder, pattern, files: matched.matches.map(({ path }) => path) });
    for (const file of matched.matches) if (!checked.has(file.path)) checked.set(file.path, checkFile(file));
  }
  const sound = [...checked].flatMap(([path, problem]) => (problem === undefined ? [path] : []));
  const facts = sound.length === 0 ? new Map<string, FileFact>() : await digests().observe(sound);
  const found = new Map<string, ReferenceFile | InputProblem>();
  for (const [path, problem] of checked) found.set(path, problem ?? judge(root, path, facts.get(path)));
  const inputs = new Map<string, ReferenceInput>();
  for (const [key, matched] of matches) inputs.set(key, "problem" in matched ? matched : collect(matched, found));
  const files = [...found.values()].filter((file): file is ReferenceFile => "sha256" in file);
  const linked = [...matches.values()].some((matched) => "linked" in matched && matched.linked);
  return { inputs, files, globs, linked };
}

const NOT_SEARCHED = "hidden files, node_modules, linked folders and what imagegen keeps are not searched";
const SLASHES = "folders are separated by /; a backslash takes the meaning from the character after it";

/** A name that exists is that file, whatever it means as a pattern: `a(1).png`. */
async function match(
  root: string,
  { folder, pattern }: ReferenceRequest,
  own: ReferenceWorld["own"],
): Promise<Matched> {
  const path = joinPath(folder, pattern);
  if (path === undefined) return { problem: "path-outside-project", message: "it is outside the project" };
  if (path.includes("\0")) return { problem: "path-invalid", message: "it has a NUL character in it" };
  const literal = findProjectFile(root, path);
  if (!("problem" in literal)) return { matches: [literal], glob: false };
  if (!isGlob(pattern) || literal.problem !== "file-unreadable")
    return literal.problem === "file-unreadable" ? { ...literal, problem: "reference-missing" } : literal;
  const found = await matchGlob(root, folder, pattern);
  if ("problem" in found) return found;
  const hits = found.paths
    .map((hit) => (folder === "" ? hit : `${folder}/${hit}`))
    .filter((path) => !isOurs(path, own));
  if (hits.length === 0) {
    return {
      problem: "glob-empty",
      message: "it matches no file",
      hint: pattern.includes("\\") ? SLASHES : NOT_SEARCHED,
    };
  }
  const matches: ProjectFile[] = [];
  for (const hit of hits) {
    const file = findProjectFile(root, hit);
    if ("problem" in file)
      return { ...file, message: `${folder === "" ? hit : hit.slice(folder.length + 1)}: ${file.message}` };
    matches.push(file);
  }
  return { matches, glob: true };
}

/** Each picture that is made would be a reference more, and so ask for the next one. */
function isOurs(path: string, own: ReferenceWorld["own"]): boolean {
  const folded = foldPath(path);
  return own.some((folder) => folded.startsWith(`${foldPath(joinPath("", folder) ?? folder)}/`));
}

function checkFile({ path, stat }: ProjectFile): InputProblem | undefined {
  if (stat.isDirectory()) {
    const within = path === "" ? "*.png" : `${path}/*.png`;
    return { problem: "reference-missing", message: "it is a folder", hint: `write "${within}" for what is in it` };
  }
  if (!stat.isFile()) return { problem: "reference-missing", message: noFile(describeKind(stat)) };
  if (stat.size > MOST_BYTES)
    return { problem: "file-too-large", message: `it is larger than ${MOST_BYTES / MEBIBYTE} MiB` };
  return undefined;
}

function judge(root: string, path: string, fact: FileFact | undefined): ReferenceFile | InputProblem {
  if (fact?.kind !== "file") return { problem: "reference-missing", message: "it went away while it was read" };
  // The picture itself may be elsewhere (Git LFS); its digest is all that planning needs.
  if (fact.pointer === true) return { path, sha256: fact.sha256 };
  try {
    const format = sniffFormat(peekFile(join(root, path), { follow: true }));
    if (isRasterFormat(format)) return { path, sha256: fact.sha256 };
    return { problem: "reference-not-image", message: `it is ${describeFormat(format)}` };
  } catch (error) {
    const problem = unreadable(error);
    return problem.problem === "file-forbidden" ? problem : { ...problem, problem: "reference-missing" };
  }
}

function collect(
  { matches, glob }: { readonly matches: readonly ProjectFile[]; readonly glob: boolean },
  found: ReadonlyMap<string, ReferenceFile | InputProblem>,
): ReferenceInput {
  const files: ReferenceFile[] = [];
  for (const { path } of matches) {
    const file = found.get(path);
    if (file === undefined) continue;
    if ("problem" in file) return glob ? { ...file, message: `${path}: ${file.message}` } : file;
    files.push(file);
  }
  return { files, glob };
}
