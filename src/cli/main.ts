#!/usr/bin/env node
import { argv } from "node:process";
import { writeSync } from "node:fs";

// The entry stays lean: what commands need is in chunks of their own, and `--version` needs nothing, not even the
// stream of stdout. It is bundled as CommonJS: Node's loader of ES modules takes 10 ms before it looks at a file.
const words = argv.slice(2);

if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) writeSync(1, `${IMAGEGEN_VERSION}\n`);
else void start();

async function start(): Promise<void> {
  const [command] = words;
  if (words.length === 1 && (command === "build" || command === "check")) {
    const { hadNothingToDo } = await import("./fast-path.ts");
    if (hadNothingToDo(command)) return;
  }
  const { main } = await import("./run.ts");
  await main(words);
}
