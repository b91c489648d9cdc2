import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { EXIT } from "../../core/exit.ts";
import { MANIFEST_NAMES } from "../../core/file-names.ts";
import { jsonLine } from "../../report/json-line.ts";
import { addLines, writeWhole } from "../add-lines.ts";
import type { Context } from "../context.ts";
import { GITATTRIBUTES_LINES, GITIGNORE_LINES, jsonTemplate, manifestTemplate } from "../init-files.ts";
import type { Invocation } from "../option-spec.ts";
import { UsageError } from "../usage-error.ts";
import type { INIT_OPTIONS } from "./options.ts";

/** Asks nothing, and run again it changes nothing but what `--force` says. */
export async function run(context: Context, { options }: Invocation<typeof INIT_OPTIONS>): Promise<number> {
  const { config } = context.globals;
  const manifest = resolve(context.cwd, config ?? MANIFEST_NAMES[0]);
  const folder = dirname(manifest);
  refusePresent(manifest, options.force === true);
  const template = manifest.endsWith(".json") ? jsonTemplate : manifestTemplate;
  const changes = [
    await writeWhole(manifest, template(findSchema(folder))),
    await addLines(join(folder, ".gitignore"), GITIGNORE_LINES),
    await addLines(join(folder, ".gitattributes"), GITATTRIBUTES_LINES),
  ];
  const names = [basename(manifest), ".gitignore", ".gitattributes"].filter((_, index) => changes[index]);
  if (context.globals.json === true) context.stdout.write(jsonLine({ type: "initialized", files: names }));
  else if (context.detail !== "quiet") context.stderr.write(nextSteps(names, config));
  return EXIT.done;
}

function refusePresent(manifest: string, force: boolean): void {
  const name = basename(manifest);
  const standard: readonly string[] = MANIFEST_NAMES;
  // Two manifests in one folder are none: no command could say which one holds.
  const other = standard.find((candidate) => candidate !== name && existsSync(join(dirname(manifest), candidate)));
  if (standard.includes(name) && other !== undefined)
    throw new UsageError(`there is an ${other} here already`, "it is a manifest as well; rename or delete it first");
  if (!existsSync(dirname(manifest))) throw new UsageError(`there is no folder ${dirname(manifest)}`, "make it first");
  if (existsSync(manifest) && !force)
    throw new UsageError(`there is ${articleOf(name)} ${name} here already`, "init --force writes a new one over it");
}

function articleOf(name: string): string {
  return /^[aeiou]/i.test(name) ? "an" : "a";
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

function nextSteps(files: readonly string[], config: string | undefined): string {
  const named = config === undefined ? "" : ` --config ${config}`;
  const steps = [
    [`imagegen plan${named}`, "what would be made, and what it would cost"],
    [`imagegen build${named} --provider sketch`, "try it: drawn here, no key, free"],
    ["export TOGETHER_API_KEY=…", "or a line in .env; keys: api.together.ai/settings/api-keys"],
    [`imagegen build${named}`, "the real thing"],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  return [
    files.length === 0 ? "nothing to change" : `wrote ${files.join(", ")}`,
    "",
    "What next:",
    ...steps.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`),
    "",
  ].join("\n");
}
