import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { importFile } from "../../build/import.ts";
import { EXIT } from "../../core/exit.ts";
import { hasChanges } from "../../core/plan.ts";
import { escapeControls } from "../../core/terminal.ts";
import { ImageError } from "../../encode/image-error.ts";
import { jsonLine } from "../../report/json-line.ts";
import { formatBytes } from "../../report/units.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { oneAsset, withProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import type { IMPORT_OPTIONS } from "./options.ts";

export function run(context: Context, { words, options }: Invocation<typeof IMPORT_OPTIONS>): Promise<number> {
  const [word = "", file = ""] = words;
  return withProject(context, { about: { words: [word], options: {} } }, async ({ session }) => {
    const { name } = oneAsset(session, word).asset;
    const absolute = resolve(context.cwd, file);
    if (!existsSync(absolute)) throw new UsageError(`there is no file ${JSON.stringify(file)}`);
    const imported = await importFile(session, name, absolute, { sample: (options.sample ?? 1) - 1 }).catch(asMistake);
    const { original, adopted } = imported;
    if (context.globals.json === true) {
      context.stdout.write(
        jsonLine({ type: "imported", asset: name, original: { ...original }, adopted: [...adopted] }),
      );
    } else if (context.detail !== "quiet") {
      const size = original.width === undefined ? "" : ` ${original.width}x${original.height}`;
      const kept = adopted.length > 0 ? `; kept as it is: ${adopted.map(escapeControls).join(", ")}` : "";
      context.stderr.write(`imported  ${name}  ${original.format}${size}, ${formatBytes(original.bytes)}${kept}\n`);
      const { plan } = await session.begin({ selected: new Set([name]) });
      if (hasChanges(plan)) context.stderr.write(`next: imagegen build ${name}\n`);
    }
    return EXIT.done;
  });
}

/** A file that is no usable picture is a mistake of the one who named it. */
function asMistake(error: unknown): never {
  throw error instanceof ImageError ? new UsageError(error.message, error.hint) : error;
}
