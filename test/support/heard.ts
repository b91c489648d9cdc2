import type { ChildProcess } from "node:child_process";

/** Resolves when the program has said this on stderr. */
export function heard(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve) => {
    let text = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(words)) resolve();
    });
  });
}
