import { rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Time must have passed for the file system too: at least one tick of its clock. */
export function tick(root: string): void {
  const probe = join(root, "tick");
  writeFileSync(probe, "");
  const before = statSync(probe).ctimeMs;
  while (statSync(probe).ctimeMs === before) writeFileSync(probe, "");
  rmSync(probe);
}
