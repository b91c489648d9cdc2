import type { Asset, AssetOutput, AssetReference } from "./asset.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import type { Json } from "./json.ts";
import { isClipWork, type OutputOperations } from "./operations.ts";
import type { AssetFields } from "./generated/manifest.ts";
import type { Definition } from "./resolve/definition.ts";
import type { Draft } from "./resolve/draft.ts";
import { isMadeBy } from "./manifest/remainder.ts";
import { checkNames, orderAssets } from "./resolve/links.ts";
import { hintNearest } from "./nearest.ts";
import { nameProblem } from "./resolve/names.ts";
import { isColor, type OutputShape } from "./resolve/output-shapes.ts";
import { resolvePath } from "./resolve/output-paths.ts";
import { Placements, REFERENCE } from "./resolve/placements.ts";
import { placeAt, type Inputs } from "./resolve/project.ts";
import type { Profile } from "./resolve/profile.ts";
import { PromptTexts } from "./resolve/prompt.ts";
import { haveVariables, resolveReferences } from "./resolve/references.ts";
import type { Shape } from "./resolve/shape.ts";
import { parseTemplate, renderTemplate } from "./resolve/template.ts";
import { renderJson } from "./resolve/templated-json.ts";
import { normalizeText } from "./resolve/text.ts";

export { draftProject, requirementsOf, tablesOf, type Draft, type Requirements } from "./resolve/draft.ts";
export type { Inputs } from "./resolve/project.ts";

export interface ResolveOptions {
  /** The names of the providers there are. */
  readonly providers: readonly string[];
  /** Folders of the project that hold originals: no output goes there. */
  readonly stores: readonly string[];
  /** May an asset of this name have been left out for its mistakes? Then who refers to it is told nothing. */
  isLeftOut?(name: string): boolean;
  /** Does this provider make a clip of these parameters? */
  makesClips(provider: string, parameters: Asset["parameters"]): boolean;
}

export interface Resolved {
  /** In the order of the manifest. With errors among the diagnostics they are only good for looking at. */
  readonly assets: readonly Asset[];
  /** The same assets, each after those it refers to. */
  readonly ordered: readonly Asset[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Fills in every row: names, prompts, parameters, references and output paths. Pure, and linear in the number of
 * assets. All mistakes are found at once; nothing is thrown.
 */
export function resolveProject(draft: Draft, inputs: Inputs, options: ResolveOptions): Resolved {
  const { findings } = draft;
  const stores = options.stores.map((folder) => [folder, "the store of originals"] as const);
  const reserved = [...stores, ...draft.reserved];
  const below = draft.profile?.folder;
  const placements = new Placements(inputFiles(draft, inputs), { reserved, below }, findings);
  const assets: Asset[] = [];
  const places = new Map<string, Place>();
  for (const definition of draft.definitions) {
    const row = new Row(definition, { inputs, options, profile: draft.profile });
    for (let index = 0; index < definition.size; index += 1) {
      definition.variables.enter(index);
      const name = definition.name();
      const problem = nameProblem(name);
      const first = places.get(name);
      if (problem !== undefined) {
        findings.add("invalid-name", definition.place, () => ({ message: `"${name}" cannot be a name: ${problem}` }));
      } else if (first !== undefined) {
        findings.add("duplicate-asset", definition.place, () => duplicate(definition, name, first));
      } else {
        places.set(name, definition.place);
        const asset = row.resolve(name);
        if (asset === undefined) continue;
        assets.push(asset);
        for (const { path, place } of row.placed) placements.add(path, { asset: name, place });
      }
    }
  }
  placements.checkFolders();
  warnOfUnusedStyles(draft);
  checkNames(
    assets,
    findings,
    (name) => options.isLeftOut?.(name) === true || draft.leftOut.some((key) => isMadeBy(key, name)),
  );
  return { assets, ordered: orderAssets(assets, findings), diagnostics: findings.all() };
}

interface World {
  readonly inputs: Inputs;
  readonly options: ResolveOptions;
  readonly profile: Profile | undefined;
}

/** UTF-16 units. Far more than a model reads; a mistaken file must not be sent, nor kept in the lock. */
const LONGEST_PROMPT = 100_000;

/** Resolves the rows of one definition, sharing between them whatever does not change. */
class Row {
  /** The paths of the asset that was resolved last, without the folder of a profile. */
  readonly placed: { readonly path: string; readonly place: Place }[] = [];
  readonly #definition: Definition;
  readonly #world: World;
  readonly #prompts: PromptTexts;
  readonly #references = new Map<Shape, readonly AssetReference[]>();
  #leavesOut = false;
  readonly #tags = new Map<string, readonly string[]>();

  constructor(definition: Definition, world: World) {
    this.#definition = definition;
    this.#world = world;
    this.#prompts = new PromptTexts(world.inputs, definition.context);
  }

  /** Undefined for one that the profile cannot make, which is said. */
  resolve(name: string): Asset | undefined {
    const { variables, place } = this.#definition;
    const { profile } = this.#world;
    const shape = this.#definition.shape();
    const { fields } = shape;
    const parameters: Record<string, Json> = { ...shape.constants };
    for (const [field, value] of shape.varying) parameters[field] = renderJson(value, variables.valueOf);
    if (typeof parameters["negative_prompt"] === "string")
      parameters["negative_prompt"] = normalizeText(parameters["negative_prompt"]);
    const prompt = this.#prompts.promptOf(shape.prompt);
    if (prompt !== undefined) parameters["prompt"] = prompt;
    this.#checkLength(shape, parameters);
    const samples = fields.n ?? 1;
    const provider = this.#provider(shape);
    const clip = this.#world.options.makesClips(provider, parameters);
    if (!clip && profile !== undefined && shape.real !== undefined && this.#makesClips(shape.real)) {
      this.#leaveOut(name, profile);
      return undefined;
    }
    // A clip is placed as it comes, so it is asked for in the size that it is to have.
    if (clip && shape.real !== undefined)
      for (const side of ["width", "height"] as const)
        if (shape.real[side] !== undefined) parameters[side] = shape.real[side];
    return {
      name,
      place,
      provider,
      parameters,
      samples,
      batch: fields.batch ?? false,
      // A clip is not cut to size afterwards, so what is asked for is what is wanted.
      fit: clip ? "exact" : (fields.fit ?? "exact"),
      ...(profile && { profile: { name: profile.name, scale: profile.scale } }),
      ...(clip && { media: "clip" as const }),
      references: this.#referencesOf(shape, name),
      outputs: this.#outputsOf(shape.outputs(clip ? "clip" : "picture"), name, samples),
      alt: shape.alt && normalizeText(renderTemplate(shape.alt, variables.valueOf)),
      tags: this.#tagsOf(shape),
      origins: shape.origins,
    };
  }

  /** Would the asset be a clip without the profile? */
  #makesClips({ provider = "", model, endpoint }: AssetFields): boolean {
    const render = (text: string) => renderTemplate(parseTemplate(text), this.#definition.variables.valueOf);
    return this.#world.options.makesClips(render(provider), {
      ...(model !== undefined && { model: render(model) }),
      ...(endpoint !== undefined && { endpoint }),
    });
  }

  /** No page shows a picture where a clip is to be. Said once for all rows of a matrix. */
  #leaveOut(name: string, { name: profile }: Profile): void {
    const { context, place } = this.#definition;
    if (this.#leavesOut) return;
    this.#leavesOut = true;
    const entry = "pointer" in place ? String(place.pointer[1]) : name;
    context.findings.add("clip-left-out", place, () => ({
      severity: "warning",
      message: `the profile "${profile}" leaves "${entry}" out: it is a clip, and the profile makes pictures`,
      asset: name,
    }));
  }

  #checkLength(shape: Shape, parameters: Readonly<Record<string, Json>>): void {
    const { context, place } = this.#definition;
    for (const field of ["prompt", "negative_prompt"] as const) {
      const text = parameters[field];
      if (typeof text !== "string" || text.length <= LONGEST_PROMPT) continue;
      context.findings.add("out-of-range", shape.origins[field]?.place ?? place, () => ({
        message: `the ${field} has ${text.length} characters; the most is ${LONGEST_PROMPT}`,
        hint: "no model reads so much: is this the right text?",
      }));
    }
  }

  #provider(shape: Shape): string {
    const { context, variables, place } = this.#definition;
    const { providers } = this.#world.options;
    if (shape.provider === undefined) {
      context.findings.add("missing-field", place, () => ({
        message: "no provider is set",
        hint: `add \`provider: ${providers[0] ?? "together"}\` at the top of the manifest`,
      }));
      return "";
    }
    const provider = renderTemplate(shape.provider, variables.valueOf);
    if (!providers.includes(provider))
      context.findings.add("unknown-provider", shape.origins.provider?.place ?? place, () => ({
        message: `there is no provider "${provider}"`,
        hint: `there are ${providers.join(", ")}`,
        ...hintNearest(provider, providers),
      }));
    return provider;
  }

  #referencesOf(shape: Shape, asset: string): readonly AssetReference[] {
    const known = this.#references.get(shape);
    if (known !== undefined) return known;
    const { context, variables } = this.#definition;
    const { inputs } = this.#world;
    const references = resolveReferences(shape.references, variables, { inputs, findings: context.findings, asset });
    if (!haveVariables(shape.references)) this.#references.set(shape, references);
    return references;
  }

  #outputsOf(shapes: readonly OutputShape[], name: string, samples: number): readonly (readonly AssetOutput[])[] {
    this.placed.length = 0;
    const { profile } = this.#world;
    const below = profile === undefined ? "" : `${profile.folder}/`;
    const outputs: AssetOutput[][] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const files: AssetOutput[] = [];
      for (const output of shapes) {
        const path = resolvePath(output, { name, sample }, this.#definition.context);
        // The template without {index} has been said; one file for all samples would be said for each again.
        if (path === undefined || (sample > 0 && path === outputs[0]?.[files.length]?.path)) continue;
        files.push({ path: below + path, operations: this.#operationsOf(output) });
        this.placed.push({ path, place: this.#placeOf(output) });
      }
      outputs.push(files);
    }
    return outputs;
  }

  /** Where the path was written, if that was for this asset alone. */
  #placeOf({ path, place }: OutputShape): Place {
    const { place: own } = this.#definition;
    const keyOf = (at: Place) => ("pointer" in at && at.pointer[0] === "assets" ? at.pointer[1] : undefined);
    const isOwn = path.place.file === own.file && keyOf(path.place) !== undefined && keyOf(path.place) === keyOf(own);
    return isOwn ? path.place : place;
  }

  #operationsOf(output: OutputShape): OutputOperations {
    if (output.background === undefined || isClipWork(output.operations)) return output.operations;
    const { context, variables } = this.#definition;
    const background = renderTemplate(output.background, variables.valueOf);
    if (!isColor(background))
      context.findings.add("not-allowed", output.place, () => ({ message: `"${background}" is not a colour` }));
    return { ...output.operations, background };
  }

  #tagsOf(shape: Shape): readonly string[] {
    const tags = renderJson(shape.tags, this.#definition.variables.valueOf) as readonly string[];
    const key = tags.join("\n");
    const known = this.#tags.get(key);
    if (known === undefined) this.#tags.set(key, tags);
    return known ?? tags;
  }
}

function duplicate(definition: Definition, name: string, first: Place): Omit<Diagnostic, "code" | "severity"> {
  const sameMatrix = first === definition.place;
  return {
    message: sameMatrix ? `two rows of the matrix make the name "${name}"` : `there are two assets "${name}"`,
    hint: sameMatrix ? "put a variable in the name that is different in every row" : "rename one of them",
    related: [{ message: "the first one", place: first }],
  };
}

function* inputFiles(draft: Draft, inputs: Inputs): Iterable<readonly [path: string, what: string]> {
  yield [draft.project.root.file, "the manifest"];
  for (const { file } of draft.project.fragments) yield [file, "a fragment of the manifest"];
  for (const table of draft.tables) yield [table, "a table"];
  for (const path of inputs.texts.keys()) yield [path, "a prompt file"];
  for (const found of inputs.references.values())
    if ("files" in found) for (const { path } of found.files) yield [path, REFERENCE];
}

function warnOfUnusedStyles(draft: Draft): void {
  const used = new Set(draft.definitions.flatMap((definition) => [...definition.usedStyles]));
  for (const style of draft.styles) {
    if (used.has(style)) continue;
    draft.findings.add("unused-style", placeAt(style.file, ["styles", style.name], "key"), () => ({
      severity: "warning",
      message: `no asset uses the style "${style.name}"`,
    }));
  }
}
