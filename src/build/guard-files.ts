import { basename, dirname, join, relative, sep } from "node:path";
import type { FileFact } from "../core/facts.ts";
import { lazily } from "../core/lazily.ts";
import { protectContent, protectPath, type LockGround, type Protection } from "../core/protection.ts";
import { INPUT_WORDS, ProtectedPaths, type Reserved } from "../core/resolve/protected-paths.ts";
import { errnoOf, machineError } from "../store/machine-error.ts";
import { peekFile } from "../store/peek.ts";
import type { LoadedProject } from "./load.ts";
import { leadsOut, realRoot } from "./load/project-file.ts";

interface Guarded {
  readonly root: string;
  readonly inputs: LoadedProject["inputs"];
  readonly reserved: Reserved;
  readonly profile: LoadedProject["profile"];
}

/**
 * Tells what a lock must not have deleted or moved, by name and by content. A folder of the path may be a link: then
 * the place that it leads to is judged as well.
 */
export function guardFiles({
  root,
  inputs,
  reserved,
  profile,
}: Guarded): (path: string, file: FileFact) => Protection | undefined {
  const ground = lazily((): LockGround => ({
    profile,
    paths: new ProtectedPaths(
      inputs.files.map(({ file, kind }) => [file, INPUT_WORDS[kind]] as const),
      { reserved, below: profile?.folder },
    ),
  }));
  return (path, file) => {
    const named = protectPath(path, ground());
    if (named !== undefined) return named;
    const real = realPath(root, path);
    if (real === undefined) return { code: "protected-path", what: "behind a link that leaves the project" };
    const linked = real === path ? undefined : protectPath(real, ground());
    if (linked !== undefined) return linked;
    const isPointer = file.kind === "file" && file.pointer === true;
    return protectContent(path, isPointer ? undefined : headOf(join(root, path)));
  };
}

/** The path with the links of its folder followed, from the project; undefined where they leave it. */
function realPath(root: string, path: string): string | undefined {
  const inside = relative(realRoot(root), join(realRoot(dirname(join(root, path))), basename(path)));
  return leadsOut(inside) ? undefined : inside.split(sep).join("/");
}

function headOf(path: string): Uint8Array {
  try {
    return peekFile(path, { follow: false });
  } catch (error) {
    // Gone, or replaced by a link since it was looked at: it is no picture.
    if (errnoOf(error) === "ENOENT" || errnoOf(error) === "ELOOP") return new Uint8Array();
    throw machineError(error, { deed: "read", path });
  }
}
