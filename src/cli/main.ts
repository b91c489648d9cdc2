#!/usr/bin/env node
import { argv } from "node:process";
import { writeNow } from "./write-now.ts";

// The entry stays lean: what commands need is in chunks of their own, and `--version` needs nothing, not even the
// stream of stdout. It is bundled as CommonJS: Node's loader of ES modules takes 10 ms before it looks at a file.
const words = argv.slice(2);

if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) writeNow("stdout", `${IMAGEGEN_VERSION}\n`);
else if (words.length === 1 && (words[0] === "--help" || words[0] === "-h")) void help();
else void start();

async function help(): Promise<void> {
  const [{ helpText }, { COMMANDS }] = await Promise.all([import("./help.ts"), import("./commands/index.ts")]);
  writeNow("stdout", helpText(COMMANDS));
}

async function start(): Promise<void> {
  const [command] = words;
  if (words.length === 1 && (command === "build" || command === "check" || command === "plan")) {
    const { nothingToDo } = await import("./fast-path.ts");
    const said = nothingToDo(command);
    if (said !== undefined) return writeNow(said.to, said.text);
  }
  const { main } = await import("./run.ts");
  await main(words);
}
