import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic, Place, Pointer } from "../../core/diagnostic.ts";
import type { Sha256 } from "../../core/digest.ts";
import { LOCK_FILE } from "../../core/file-names.ts";
import type { FragmentDocument, ManifestDocument } from "../../core/generated/manifest.ts";
import { joinPath } from "../../core/resolve/project-path.ts";
import type { InputProblem, ParsedFile, ParsedProject, Table, TextInput } from "../../core/resolve/project.ts";
import { looksLikeSecret } from "../../core/secrets.ts";
import type { LoadOptions } from "../load.ts";
import { isGlob, matchGlob } from "./globs.ts";
import { findProjectFile, linkProblem, type ProjectFile } from "./project-file.ts";
import { MEBIBYTE, readSourceText, type SourceText } from "./source-text.ts";

/** A file that was read, for noticing that it has changed. */
export interface ReadFile {
  /** Relative to the project. */
  readonly file: string;
  readonly sha256: Sha256;
  readonly kind: "manifest" | "fragment" | "table" | "prompt" | "reference";
}

const MOST_MANIFEST_BYTES = 32 * MEBIBYTE;
const MOST_PROMPT_BYTES = 4 * MEBIBYTE;
const MOST_FRAGMENTS = 10_000;

/**
 * The manifest may be a link within the repository, as where several packages share one. One that leads out of it could
 * have come with a pull request, and what it leads to would be shown, line by line, in a log (T5).
 */
export function readManifestText(root: string, file: string): SourceText {
  const path = join(root, file);
  return linkProblem(root, path) ?? readSourceText(path, MOST_MANIFEST_BYTES);
}

/** Reads the texts of one project, each once, and keeps what was read and what was wrong. */
export class ProjectReader {
  /** Without links in it. */
  readonly root: string;
  readonly sources = new Map<string, string>();
  readonly diagnostics: Diagnostic[] = [];
  /** Parts with a mistake of form, which was said; they are not in the documents. */
  readonly flawed: Pointer[] = [];
  readonly files: ReadFile[] = [];
  readonly includes: { folder: string; pattern: string; files: readonly string[] }[] = [];

  readonly #options: Pick<LoadOptions, "overlay" | "manifest">;

  constructor(root: string, options: Pick<LoadOptions, "overlay" | "manifest">) {
    this.root = root;
    this.#options = options;
  }

  /** The manifest and its fragments; undefined when one of them cannot be understood, which is said. */
  async readDocuments(manifestFile: string): Promise<ParsedProject | undefined> {
    const root = await this.#parseRoot(manifestFile);
    if (root === undefined) return undefined;
    const fragments: ParsedFile<FragmentDocument>[] = [];
    let sound = true;
    for (const { file, place } of await this.#findFragments(root)) {
      const text = this.#read(file, "fragment", place);
      const document = text === undefined ? undefined : await this.#parse({ file, text, kind: "fragment" });
      if (document === undefined) sound = false;
      else fragments.push({ file, document });
    }
    return sound ? { root, fragments } : undefined;
  }

  async readTables(paths: ReadonlyMap<string, Place>): Promise<ReadonlyMap<string, Table | undefined>> {
    const tables = new Map<string, Table | undefined>();
    if (paths.size === 0) return tables;
    const { parseTable } = await import("../../core/resolve/table.ts");
    for (const [path, place] of paths) {
      const text = this.#read(path, "table", place);
      if (text === undefined) {
        tables.set(path, undefined);
        continue;
      }
      const { table, diagnostics } = parseTable({ file: path, text });
      this.diagnostics.push(...diagnostics);
      tables.set(path, table);
    }
    return tables;
  }

  readPrompts(paths: Iterable<string>): ReadonlyMap<string, TextInput> {
    const texts = new Map<string, TextInput>();
    for (const path of paths) {
      const found = findProjectFile(this.root, path);
      const read = "problem" in found ? found : readSourceText(join(this.root, found.path), MOST_PROMPT_BYTES);
      if ("problem" in read) {
        texts.set(path, { ...read, message: `the prompt file ${path === "" ? "." : path}: ${read.message}` });
        continue;
      }
      if (looksLikeSecret(read.text)) {
        const message = `the prompt file ${path}: something in it looks like an API key`;
        texts.set(path, {
          problem: "secret-in-manifest",
          message,
          hint: "take it out and revoke it; nothing was sent",
        });
        continue;
      }
      this.sources.set(path, read.text);
      this.files.push({ file: path, sha256: read.sha256, kind: "prompt" });
      texts.set(path, { text: read.text });
    }
    return texts;
  }

  async #parseRoot(file: string): Promise<ParsedFile<ManifestDocument> | undefined> {
    const read = this.#options.manifest ?? readManifestText(this.root, file);
    if ("problem" in read) {
      this.#refuse(existsSync(join(this.root, file)) ? read : missing(file), { file });
      return undefined;
    }
    const text = this.#counting(file, read.text);
    this.sources.set(file, text);
    this.files.push({ file, sha256: read.sha256, kind: "manifest" });
    const document = await this.#parse({ file, text, kind: "root" });
    return document && { file, document };
  }

  #counting(file: string, text: string): string {
    return this.#options.overlay?.(file, text) ?? text;
  }

  async #parse<Kind extends "root" | "fragment">(source: { file: string; text: string; kind: Kind }) {
    const { readManifest } = await import("../../core/read-manifest.ts");
    const { document, remainder, diagnostics } = await readManifest(source);
    this.diagnostics.push(...diagnostics);
    if (remainder !== undefined) this.flawed.push(...remainder.flawed);
    return document ?? remainder?.document;
  }

  async #findFragments(root: ParsedFile<ManifestDocument>): Promise<readonly { file: string; place: Place }[]> {
    const fragments = new Map<string, Place>();
    for (const [index, pattern] of (root.document.include ?? []).entries()) {
      const place: Place = { file: root.file, pointer: ["include", index], at: "value" };
      const literal = this.#literal(pattern);
      if (!("problem" in literal)) {
        if (isLock(literal.path)) this.#refuse(LOCK_INCLUDED, place);
        else if (literal.path !== root.file) fragments.set(literal.path, place);
        continue;
      }
      if (!isGlob(pattern) || literal.problem !== "file-unreadable") {
        this.#refuse({ ...literal, message: `"${pattern}": ${literal.message}` }, place);
        continue;
      }
      const found = await matchGlob(this.root, "", pattern);
      if ("problem" in found) {
        this.#refuse({ ...found, message: `"${pattern}": ${found.message}` }, place);
        continue;
      }
      this.includes.push({ folder: "", pattern, files: found.paths });
      const files = found.paths.filter((file) => file !== root.file && !isLock(file));
      for (const file of files) if (!fragments.has(file)) fragments.set(file, place);
      // A project that is just being set up has none yet.
      if (files.length === 0)
        this.diagnostics.push({
          severity: "warning",
          code: "glob-empty",
          message: `"${pattern}" matches no file`,
          place,
        });
    }
    if (fragments.size > MOST_FRAGMENTS) {
      this.#refuse({ problem: "glob-invalid", message: `more than ${MOST_FRAGMENTS} fragments` }, { file: root.file });
      return [];
    }
    return [...fragments].map(([file, place]) => ({ file, place }));
  }

  #literal(pattern: string): ProjectFile | InputProblem {
    if (joinPath("", pattern) !== undefined) return findProjectFile(this.root, pattern);
    return { problem: "path-outside-project", message: "it is outside the project" };
  }

  #read(file: string, kind: ReadFile["kind"], place: Place): string | undefined {
    const found = findProjectFile(this.root, file);
    const read = "problem" in found ? found : readSourceText(join(this.root, found.path), MOST_MANIFEST_BYTES);
    if ("problem" in read) {
      this.#refuse({ ...read, message: `${file}: ${read.message}` }, place);
      return undefined;
    }
    const text = kind === "fragment" ? this.#counting(file, read.text) : read.text;
    this.sources.set(file, text);
    this.files.push({ file, sha256: read.sha256, kind });
    return text;
  }

  #refuse({ problem, message, hint }: Refused, place: Place): void {
    this.diagnostics.push({ severity: "error", code: problem, message, ...(hint !== undefined && { hint }), place });
  }
}

type Refused = Omit<InputProblem, "problem"> & {
  readonly problem: InputProblem["problem"] | "manifest-not-found" | "not-allowed";
};

/** Of this project or of one below it: a glob means what people wrote, never what a build did. */
function isLock(file: string): boolean {
  return file.split("/").at(-1) === LOCK_FILE;
}

const LOCK_INCLUDED: Refused = {
  problem: "not-allowed",
  message: "the lock is written by builds and is no fragment",
  hint: "take it out of include",
};

/** What `--config` names. */
function missing(file: string): Refused {
  return { problem: "manifest-not-found", message: `there is no ${file}`, hint: "make one with `imagegen init`" };
}
