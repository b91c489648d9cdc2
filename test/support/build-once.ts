import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Tests of the command drive the built binary; build it when a source is newer than it. */
export default function setup(): void {
  const built = join(ROOT, "dist/imagegen.cjs");
  const sources = [join(ROOT, "package.json"), join(ROOT, "rolldown.config.mjs"), ...filesBelow(join(ROOT, "src"))];
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  execFileSync(process.execPath, [join(ROOT, "node_modules/rolldown/bin/cli.mjs"), "-c"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
