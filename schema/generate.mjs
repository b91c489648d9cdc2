/**
 * Writes what is made from `images.schema.json` (the types, the validators, the manifest reference in the README) and
 * from the model tables (the ids that editors propose, docs/models.md). `--check` writes nothing and fails when one of
 * them is stale.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { compile } from "json-schema-to-typescript";
import { rolldown } from "rolldown";
import { renderModelsPage } from "./models-page.mjs";
import { insertReference } from "./reference.mjs";

const PROJECT = new URL("..", import.meta.url);
const SCHEMA = new URL("schema/images.schema.json", PROJECT);
const README = new URL("README.md", PROJECT);
const NOTICE = "Made from schema/images.schema.json by `npm run gen`; do not edit.";

async function run() {
  const models = await readModels();
  const published = withModelIds(readFileSync(SCHEMA, "utf8"), models.listings);
  const schema = withoutProposals(parseSchema(published));
  const files = [
    ["schema/images.schema.json", published],
    ["docs/models.md", renderModelsPage(models.listings, models.facts)],
    ["src/core/generated/manifest.ts", await typesOf(schema)],
    ["src/core/generated/validate.js", validatorsOf(schema)],
    ["src/core/generated/validate.d.ts", VALIDATOR_TYPES],
  ].map(([path, text]) => ({ file: new URL(path, PROJECT), text }));
  if (existsSync(README)) {
    const text = insertReference(readFileSync(README, "utf8"), schema);
    if (text !== undefined) files.push({ file: README, text });
  }
  const stale = files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text);
  if (!process.argv.includes("--check")) {
    for (const { file, text } of stale) {
      mkdirSync(dirname(fileURLToPath(file)), { recursive: true });
      writeFileSync(file, text);
      console.log(`wrote ${nameOf(file)}`);
    }
    return;
  }
  for (const { file } of stale) console.error(`${nameOf(file)} is stale: run \`npm run gen\``);
  if (stale.length > 0) process.exitCode = 1;
}

function parseSchema(text) {
  let schema;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    throw new Error(`not JSON: ${error.message}`, { cause: error });
  }
  const ajv = new Ajv({ allErrors: true });
  if (!ajv.validateSchema(schema)) throw new Error(ajv.errorsText(ajv.errors, { dataVar: "schema" }));
  return schema;
}

/** The providers' tables: TypeScript, so bundled first; Node 20 reads no types. */
async function readModels() {
  const entry = [
    `export { PROVIDERS } from "./src/providers/registry.ts";`,
    `export { listModels } from "./src/core/model-list.ts";`,
    `export * as facts from "./src/report/model-facts.ts";`,
  ].join("\n");
  const bundle = await rolldown({
    input: "model-tables",
    cwd: fileURLToPath(PROJECT),
    platform: "node",
    plugins: [
      {
        name: "model-tables",
        resolveId(id, importer) {
          if (id === "model-tables") return id;
          return importer === "model-tables" ? fileURLToPath(new URL(id, PROJECT)) : undefined;
        },
        load: (id) => (id === "model-tables" ? entry : undefined),
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), "imagegen-gen-"));
  try {
    const file = join(folder, "model-tables.mjs");
    await bundle.write({ file, format: "esm", codeSplitting: false });
    await bundle.close();
    const { PROVIDERS, listModels, facts } = await import(pathToFileURL(file).href);
    return { facts, listings: listModels([...PROVIDERS.values()], [], { all: true }).listings };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const KNOWN_IDS = /("knownModel": \{[^{}]*"enum": )\[[^\]]*\]/;

/** The published schema with the ids that editors propose: those that are on offer. */
function withModelIds(text, listings) {
  if (!KNOWN_IDS.test(text)) throw new Error('the definition "knownModel" and its enum are not there');
  const ids = new Set(listings.filter(({ row }) => row.status.state === "listed").map(({ row }) => row.id));
  const lines = [...ids].map((id) => `        ${JSON.stringify(id)}`);
  return text.replace(KNOWN_IDS, (_match, head) => `${head}[\n${lines.join(",\n")}\n      ]`);
}

/** The same schema without what only editors need: an alternative that names ids beside one that takes any text. */
function withoutProposals(value) {
  if (Array.isArray(value)) return value.map(withoutProposals);
  if (value === null || typeof value !== "object") return value;
  const { anyOf: [proposed, any] = [], ...rest } = value;
  if (proposed?.$ref === "#/definitions/knownModel") return { ...any, ...rest };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "knownModel")
      .map(([key, member]) => [key, withoutProposals(member)]),
  );
}

async function typesOf(schema) {
  const complete = withoutPatterns(inlineFields(schema));
  // Editors take a fragment for itself; the compiler of types looks only at what the root reaches.
  const text = await compile({ ...complete, $id: undefined }, "ManifestDocument", {
    bannerComment: `/* ${NOTICE} */`,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    additionalProperties: false,
  });
  return text
    .replaceAll(/ \*\n \* This interface was referenced by .*\n \* via the `definition` .*\n/g, "")
    .split("\n")
    .map((line) => (/^\s*(\/?\*|export)/.test(line) ? line : asReadonly(line)))
    .join("\n");
}

/** What was read is not to be changed: the rows of a matrix share it. */
function asReadonly(line) {
  return line
    .replace(/^(\s*)((?:[A-Za-z_$][\w$]*)\??:|\[k: string\]:)/, "$1readonly $2")
    .replaceAll(/(\w+|\([^()]*\))\[\]/g, "readonly $1[]");
}

/** Fields that several definitions share are written once and referred to; as types they need no names of their own. */
function inlineFields(schema) {
  const visit = (value) => {
    if (Array.isArray(value)) return value.map(visit);
    if (value === null || typeof value !== "object") return value;
    if (typeof value.$ref === "string" && value.$ref.includes("/properties/"))
      return visit(resolveReference(schema, value.$ref));
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
  };
  return visit(schema);
}

/** Fields that nobody reads need no type; as an index signature they would make every field unknown. */
function withoutPatterns(value) {
  if (Array.isArray(value)) return value.map(withoutPatterns);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key]) => key !== "patternProperties");
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutPatterns(member)]));
}

function resolveReference(schema, reference) {
  let value = schema;
  for (const key of reference.slice(2).split("/")) value = value?.[key];
  if (value === undefined) throw new Error(`$ref "${reference}" leads nowhere`);
  return value;
}

/**
 * `unicode: false` counts UTF-16 units in `minLength`, which needs no code at run time. `verbose` hands the schema to
 * whoever words the errors: limits, enums and the names that are allowed.
 */
const AJV_OPTIONS = {
  allErrors: true,
  verbose: true,
  messages: false,
  unicode: false,
  $data: false,
  strict: true,
  allowUnionTypes: true,
  strictRequired: false,
  // A function for each definition instead of a copy for each use: a third of the code.
  inlineRefs: false,
  logger: false,
};

function validatorsOf(schema) {
  const { definitions, ...root } = withoutProse(schema);
  // An asset is validated alone: with all of them at once, a file of wrong assets would fill the memory with errors.
  const alone = ({ properties, ...rest }) => ({ ...rest, properties: { ...properties, assets: { type: "object" } } });
  const ajv = new Ajv({ ...AJV_OPTIONS, code: { source: true, esm: true, lines: true } });
  ajv.addSchema({ $id: "images", definitions });
  const documents = { validateRoot: alone(root), validateFragment: alone(definitions.fragment) };
  for (const [name, document] of Object.entries(documents))
    ajv.addSchema({ ...outsideReferences(document), $id: name });
  ajv.addSchema({ $id: "validateAsset", $ref: "images#/definitions/asset" });
  const names = ["validateRoot", "validateFragment", "validateAsset"];
  const code = standaloneCode(ajv, Object.fromEntries(names.map((name) => [name, name])));
  if (/\brequire\s*\(/.test(code)) throw new Error("a keyword needs code of ajv at run time; use another one");
  return `// ${NOTICE}\n${code}\nexport const FIELD_NAMES = ${JSON.stringify(fieldNames(definitions), undefined, 2)};\n`;
}

function fieldNames(definitions) {
  return Object.fromEntries(
    ["asset", "defaults", "style", "output"].map((kind) => [kind, Object.keys(definitions[kind].properties)]),
  );
}

function outsideReferences(document) {
  return JSON.parse(
    JSON.stringify({ ...document, $schema: undefined }).replaceAll('"#/definitions/', '"images#/definitions/'),
  );
}

/** Descriptions are for people who read the schema; an example stays where a pattern has to be explained. */
function withoutProse(value, isNames = false) {
  if (Array.isArray(value)) return value.map((member) => withoutProse(member));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(
    ([key]) =>
      isNames ||
      !(["description", "title", "default"].includes(key) || (key === "examples" && value.pattern === undefined)),
  );
  return Object.fromEntries(
    kept.map(([key, member]) => [key, withoutProse(member, !isNames && ["properties", "definitions"].includes(key))]),
  );
}

const VALIDATOR_TYPES = `// ${NOTICE}

/** What ajv says of one mistake; \`verbose\`, so with the schema that was broken and the value that broke it. */
export interface ValidationError {
  readonly keyword: string;
  /** A JSON pointer. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schema: unknown;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

export interface Validate {
  (data: unknown): boolean;
  readonly errors?: readonly ValidationError[] | null;
}

/** The manifest, with its assets unread. */
export const validateRoot: Validate;
/** A file named by \`include\`, with its assets unread. */
export const validateFragment: Validate;
/** One entry of \`assets\`. */
export const validateAsset: Validate;

/** The fields of each kind of object, in the order of the schema. */
export const FIELD_NAMES: Readonly<Record<"asset" | "defaults" | "style" | "output", readonly string[]>>;
`;

function nameOf(file) {
  return relative(fileURLToPath(PROJECT), fileURLToPath(file));
}

try {
  await run();
} catch (error) {
  console.error(`schema/images.schema.json: ${error.message}`);
  process.exitCode = 1;
}
