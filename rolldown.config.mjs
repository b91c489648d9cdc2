import { chmodSync, readFileSync } from "node:fs";
import { defineConfig } from "rolldown";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

const common = {
  platform: "node",
  // Native.
  external: ["sharp"],
  transform: { define: { IMAGEGEN_VERSION: JSON.stringify(version) }, target: "node20.19" },
};

const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } };

/**
 * Bundles, because start-up is mostly the resolving of small files: a lean entry, and chunks for what is imported
 * lazily. The command is CommonJS, which Node starts 10 ms sooner than an ES module; the library is an ES module.
 */
export default defineConfig([
  {
    ...common,
    input: { imagegen: "src/cli/main.ts" },
    output: {
      dir: "dist",
      format: "cjs",
      cleanDir: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: "chunks/[name]-[hash].cjs",
      minify,
    },
    plugins: [
      {
        name: "executable",
        writeBundle({ dir }) {
          chmodSync(`${dir}/imagegen.cjs`, 0o755);
        },
      },
    ],
  },
  {
    ...common,
    input: { index: "src/index.ts" },
    output: {
      dir: "dist",
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      minify,
    },
  },
]);
