import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXIT } from "../../core/exit.ts";
import { jsonLine } from "../../report/json-line.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import type { SCHEMA_OPTIONS } from "./options.ts";

export async function run(context: Context, { options }: Invocation<typeof SCHEMA_OPTIONS>): Promise<number> {
  const path = schemaPath();
  const text = readFileSync(path, "utf8");
  if (context.globals.json === true)
    context.stdout.write(
      jsonLine({ type: "schema", path, ...(options.path !== true && { schema: JSON.parse(text) }) }),
    );
  else context.stdout.write(options.path === true ? `${path}\n` : text);
  return EXIT.done;
}

/** In the package, above wherever the bundler put this file. */
function schemaPath(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, "schema", "images.schema.json");
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) throw new Error("the schema is not in the package");
  }
}
