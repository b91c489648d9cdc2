import { writeSync } from "node:fs";
import { stderr, stdout } from "node:process";

/** Writes a short text without opening the stream, which takes longer than everything else that `--version` does. */
export function writeNow(to: "stdout" | "stderr", text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(to === "stdout" ? 1 : 2, bytes, written);
  } catch (error) {
    // Nobody reads on: as good as said. Anything else (a pipe that is full for now) is the stream's work.
    if ((error as NodeJS.ErrnoException).code === "EPIPE") return;
    (to === "stdout" ? stdout : stderr).write(bytes.subarray(written));
  }
}
