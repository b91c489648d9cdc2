import { appendFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { DocumentKind, Recorder } from "../report/documents/index.ts";
import { machineError } from "../store/machine-error.ts";
import type { Context } from "./context.ts";
import { folderInRepository } from "./git.ts";
import { UsageError } from "./usage-error.ts";
import { writeOutput } from "./write-output.ts";

/** Documents that a run is to leave behind, as `--report NAME[=FILE]` asks for them. */
export interface Reports {
  open(sources: ReadonlyMap<string, string>): Recorder;
  write(
    recorder: Recorder,
    run: { readonly command: string; readonly exit: number; readonly root: string },
  ): Promise<void>;
}

/** @throws UsageError for a report that does not exist, or that has nowhere to go */
export async function readReports(context: Context, wishes: readonly string[]): Promise<Reports> {
  const { createRecorder, DOCUMENTS } = await import("../report/documents/index.ts");
  const kinds = new Map<string, DocumentKind>(Object.entries(DOCUMENTS));
  const orders = wishes.map((wish) => {
    const [name = "", ...file] = wish.split("=");
    const kind = kinds.get(name);
    if (kind === undefined)
      throw new UsageError(`there is no report ${JSON.stringify(name)}`, `one of ${[...kinds.keys()].join(", ")}`);
    return { kind, target: targetOf(context, name, { kind, file: file.join("=") }) };
  });
  return {
    open: createRecorder,
    async write(recorder, { command, exit, root }) {
      const record = recorder.record(command, exit);
      const prefix = await folderInRepository(root);
      // One that cannot be written is no reason to leave out the others.
      const problems: unknown[] = [];
      for (const { kind, target } of orders) {
        const written = Promise.resolve(kind.write(record, { prefix, before: target.before() })).then(target.write);
        await written.catch((error: unknown) => problems.push(error));
      }
      if (problems.length > 0) throw problems[0];
    },
  };
}

interface Target {
  /** Bytes that are in the file, and stay in it. */
  before(): number;
  write(text: string): Promise<void> | void;
}

function targetOf(
  context: Context,
  name: string,
  { kind, file }: { readonly kind: DocumentKind; readonly file: string },
): Target {
  const { target } = kind;
  const replaced = (path: string): Target => ({
    before: () => 0,
    write: (text) => writeOutput(resolve(context.cwd, path), text),
  });
  if (file !== "") return replaced(file);
  if (target === "stderr") return { before: () => 0, write: (text) => context.stderr.write(text) };
  if ("file" in target) return replaced(target.file);
  const path = context.environment(target.appendTo);
  if (path === undefined || path === "")
    throw new UsageError(`--report ${name} needs a file: ${target.appendTo} is not set`, `--report ${name}=FILE`);
  return {
    before: () => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    write: (text) => append(path, text),
  };
}

/** The file is the runner's, and other commands of the step have written to it. */
function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw machineError(error, { deed: "write", path });
  }
}
