// `npm run bench [figure…]`: builds the program and the figures into a folder of their own, then measures.
// Nothing here asserts: a busy machine must not fail a check. docs/performance.md says what the figures mean.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import bundles from "../../rolldown.config.mjs";

const root = join(import.meta.dirname, "../..");
// Inside node_modules, so that what stays outside the bundle (sharp) is found.
const folder = join(root, "node_modules/.cache/imagegen-bench");
const [command] = bundles;

rmSync(folder, { recursive: true, force: true });
await bundle(command, { ...command.output, dir: join(folder, "program") });
await bundle(
  {
    ...command,
    input: { bench: join(import.meta.dirname, "bench.ts"), caller: join(import.meta.dirname, "caller.ts") },
    plugins: [],
  },
  { dir: join(folder, "bench"), format: "esm", entryFileNames: "[name].js" },
);
const { runBench } = await import(pathToFileURL(join(folder, "bench/bench.js")).href);
await runBench({
  names: argv.slice(2),
  program: join(folder, "program/imagegen.cjs"),
  caller: join(folder, "bench/caller.js"),
});

async function bundle({ output: _output, ...input }, output) {
  const build = await rolldown({ ...input, cwd: root });
  await build.write(output);
  await build.close();
}
