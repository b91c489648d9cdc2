import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf } from "./support/imports.ts";

type Layer =
  | "core"
  | "store"
  | "encode"
  | "providers"
  | "remote"
  | "build"
  | "report"
  | "watch"
  | "studio"
  /** `studio/protocol.ts`: what the studio's server and its page say to each other. */
  | "protocol"
  /** `studio/page`, bundled apart for the browser. */
  | "page"
  | "cli"
  /** `index.ts`, the library. */
  | "index"
  | "schema";

/**
 * Who may import whom, besides itself; docs/architecture.md points here. An import for the sake of a type counts: it
 * ties two layers as a value does.
 */
const MAY_IMPORT: Readonly<Record<Layer, readonly Layer[]>> = {
  core: [],
  store: ["core"],
  encode: ["core"],
  providers: ["core"],
  remote: ["core"],
  // Providers are passed in (`ProviderKit`).
  build: ["core", "store", "encode", "remote"],
  report: ["core"],
  watch: ["core", "store", "build", "report"],
  // What the page offers for a field is written in the schema.
  studio: ["core", "store", "encode", "build", "report", "watch", "protocol", "schema"],
  protocol: ["core"],
  page: ["protocol"],
  cli: ["core", "store", "encode", "providers", "remote", "build", "report", "watch", "studio"],
  index: ["core", "store", "providers", "build"],
  schema: [],
};

/** Packages, and modules of Node, where not every one will do. */
const PACKAGES: Partial<Record<Layer, readonly string[]>> = {
  // Pure: no effect, nothing native. What `ajv` compiles is a file of its own, without an import. `node:net` for what
  // an address is (`isIP`, `BlockList`).
  core: ["node:crypto", "node:net", "yaml", "csv-parse/sync"],
  // Runs in a browser.
  page: ["preact", "preact/hooks"],
};

/**
 * Environment, arguments, output and exit are for `cli` alone. As properties of the global `process` the linter forbids
 * them; imported by name it would not see them.
 */
const PROCESS = ["node:process", "process"];

/** The layer of a path, told from the root; undefined for a folder that the table has forgotten. */
function layerOf(path: string): Layer | undefined {
  if (path === "src/studio/protocol.ts") return "protocol";
  if (path.startsWith("src/studio/page/")) return "page";
  const layer = path.startsWith("schema/") ? "schema" : /^src\/(\w+)/.exec(path)?.[1];
  return layer !== undefined && Object.hasOwn(MAY_IMPORT, layer) ? (layer as Layer) : undefined;
}

/** What a file imports and may not. */
function faultsOf(path: string, text: string): readonly string[] {
  const layer = layerOf(path);
  if (layer === undefined) return [`${path} is in no layer`];
  const allowed = [layer, ...MAY_IMPORT[layer]];
  return importsOf(path, text)
    .filter((imported) => {
      if (PROCESS.includes(imported)) return layer !== "cli";
      if (!imported.startsWith(".")) return PACKAGES[layer]?.includes(imported) === false;
      const other = layerOf(imported.slice(2));
      return other === undefined || !allowed.includes(other);
    })
    .map((imported) => `${path} imports ${imported}`);
}

const ROOT = join(import.meta.dirname, "..");

describe("who imports whom", () => {
  it("is what the table allows, in every file", () => {
    const paths = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
      .map((path) => `src/${path}`)
      // A declaration of types without imports belongs to nobody.
      .filter((path) => /\.(?:tsx?|js)$/.test(path) && !path.endsWith(".d.ts"));
    expect(paths.length).toBeGreaterThan(100);
    expect(paths.flatMap((path) => faultsOf(path, readFileSync(join(ROOT, path), "utf8")))).toEqual([]);
  });

  it.each([
    ['import { a } from "../store/a.ts";', "./src/store/a.ts"],
    ['import "../remote/a.ts";', "./src/remote/a.ts"],
    ['import type { A } from "../build/a.ts";', "./src/build/a.ts"],
    ['import { type A } from "../cli/a.ts";', "./src/cli/a.ts"],
    ['export { a } from "../watch/a.ts";', "./src/watch/a.ts"],
    ['export * from "../report/a.ts";', "./src/report/a.ts"],
    ['const later = async () => (await import("../encode/a.ts")).a;', "./src/encode/a.ts"],
    ['export type A = import("../studio/a.ts").A;', "./src/studio/a.ts"],
    ['import { a } from "../forgotten/a.ts";', "./src/forgotten/a.ts"],
    ['import data from "../../package.json";', "./package.json"],
    ['import { readFileSync } from "node:fs";', "node:fs"],
    ['import sharp from "sharp";', "sharp"],
  ])("%s is refused in core", (text, imported) => {
    expect(faultsOf("src/core/a.ts", text)).toEqual([`src/core/a.ts imports ${imported}`]);
  });

  it.each(["src/build/a.ts", "src/report/a.ts", "src/studio/a.ts", "src/index.ts"])(
    "%s cannot have process",
    (path) => {
      const text = 'import { env } from "node:process";\nimport process from "process";';
      expect(faultsOf(path, text)).toEqual([`${path} imports node:process`, `${path} imports process`]);
      expect(faultsOf("src/cli/a.ts", text)).toEqual([]);
    },
  );

  it("is not judged by what merely looks like an import", () => {
    const text = 'import { b } from "./b.ts";\n// import "../cli/a.ts";\nexport const a = `${b} import "../cli/a.ts"`;';
    expect(faultsOf("src/core/a.ts", text)).toEqual([]);
  });

  it("asks for a line in the table when a folder is new", () => {
    expect(faultsOf("src/forgotten/a.ts", "")).toEqual(["src/forgotten/a.ts is in no layer"]);
  });

  it("takes no import whose path is worked out", () => {
    expect(() => faultsOf("src/build/a.ts", "export const a = (name: string) => import(name);")).toThrow("no literal");
  });

  it("lets the page have the protocol, and nothing else of the studio", () => {
    const text =
      'import type { Row } from "../protocol.ts";\nimport { rows } from "../rows.ts";\nimport { h } from "preact";';
    expect(faultsOf("src/studio/page/a.tsx", text)).toEqual(["src/studio/page/a.tsx imports ./src/studio/rows.ts"]);
  });
});
