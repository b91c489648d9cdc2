import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { defineConfig } from "rolldown";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

const common = {
  platform: "node",
  // Native.
  external: ["sharp"],
  transform: { define: { IMAGEGEN_VERSION: JSON.stringify(version) }, target: "node20.19" },
};

const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } };

/** What a build with nothing to do needs of what others need too: one file to find and open instead of eight. */
const LEAN =
  /src\/(core\/(event|file-names)|report\/(agreement-text|summary-text|units)|store\/(at-rest|snapshot)|build\/(snapshot-place|load\/project-folder))\.ts$/;

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
      codeSplitting: { groups: [{ name: "lean", test: LEAN }] },
      minify,
    },
    plugins: [
      thirdPartyNotices(),
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
  {
    // The studio's page: one file, for the server to put into it.
    platform: "browser",
    input: { studio: "src/studio/page/main.tsx" },
    transform: { target: "es2023" },
    output: { dir: "dist/studio", format: "esm", cleanDir: true, minify: true },
    plugins: [
      thirdPartyNotices(),
      {
        name: "style",
        writeBundle({ dir }) {
          copyFileSync("src/studio/page/studio.css", `${dir}/studio.css`);
        },
      },
    ],
  },
]);

/** What is bundled is passed on, and its licences ask to be passed on with it: dist/THIRD-PARTY-NOTICES.txt. */
function thirdPartyNotices() {
  const packageFolder = (module) => {
    for (let folder = dirname(module); folder !== dirname(folder); folder = dirname(folder)) {
      const file = join(folder, "package.json");
      if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name !== undefined) return folder;
    }
    return undefined;
  };
  return {
    name: "third-party-notices",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
      const folders = new Set(modules.filter((id) => id.includes("node_modules")).map((id) => packageFolder(id)));
      const notices = [...folders].flatMap((folder) => {
        if (folder === undefined) return [];
        const { name, version: of, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), "utf8").trim();
        return [`${name} ${of} (${license})\n\n${text}\n`];
      });
      const source = notices.toSorted().join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "THIRD-PARTY-NOTICES.txt", source });
    },
  };
}
