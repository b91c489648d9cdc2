import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { EXIT } from "../../core/exit.ts";
import { MANIFEST_NAMES } from "../../core/file-names.ts";
import { jsonLine } from "../../report/json-line.ts";
import { addLines, writeWhole } from "../add-lines.ts";
import type { Context } from "../context.ts";
import { GITATTRIBUTES_LINES, GITIGNORE_LINES, manifestTemplate } from "../init-files.ts";
import type { Invocation } from "../option-spec.ts";
import { UsageError } from "../usage-error.ts";
import type { INIT_OPTIONS } from "./options.ts";

const [MANIFEST] = MANIFEST_NAMES;

/** Asks nothing, and run again it changes nothing but what `--force` says. */
export async function run(context: Context, { options }: Invocation<typeof INIT_OPTIONS>): Promise<number> {
  const manifest = join(context.cwd, MANIFEST);
  const present = MANIFEST_NAMES.find((name) => existsSync(join(context.cwd, name)));
  // Two manifests in one folder are none: no command could say which one holds.
  if (present !== undefined && present !== MANIFEST) {
    throw new UsageError(`there is an ${present} here already`, "it is a manifest as well; rename or delete it first");
  }
  if (present !== undefined && options.force !== true) {
    throw new UsageError(`there is an ${MANIFEST} here already`, "init --force writes a new one over it");
  }
  const changes = [
    await writeWhole(manifest, manifestTemplate(findSchema(context.cwd))),
    await addLines(join(context.cwd, ".gitignore"), GITIGNORE_LINES),
    await addLines(join(context.cwd, ".gitattributes"), GITATTRIBUTES_LINES),
  ];
  const names = [MANIFEST, ".gitignore", ".gitattributes"].filter((_, index) => changes[index]);
  if (context.globals.json === true) context.stdout.write(jsonLine({ type: "initialized", files: names }));
  else if (context.detail !== "quiet") context.stderr.write(nextSteps(names));
  return EXIT.done;
}

const SCHEMA = "node_modules/imagegen/schema/images.schema.json";

/** The schema of the package that is installed in this folder or, as in a workspace, above it. */
function findSchema(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = join(folder, SCHEMA);
    if (existsSync(file)) {
      const path = relative(cwd, file).split(sep).join("/");
      return path.startsWith(".") ? path : `./${path}`;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

function nextSteps(files: readonly string[]): string {
  return [
    `wrote ${files.join(", ")}`,
    "",
    "What next:",
    "  imagegen plan                      what would be made, and what it would cost",
    "  imagegen build --provider sketch   try it: drawn here, no key, free",
    "  export TOGETHER_API_KEY=…          or a line in .env; keys: api.together.ai/settings/api-keys",
    "  imagegen build                     the real thing",
    "",
  ].join("\n");
}
