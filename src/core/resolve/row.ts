import type { Asset, AssetOutput, AssetReference } from "../asset.ts";
import type { Place } from "../diagnostic.ts";
import type { AssetFields } from "../generated/manifest.ts";
import type { Json } from "../json.ts";
import { hintNearest } from "../nearest.ts";
import { isClipWork, type OutputOperations } from "../operations.ts";
import type { Definition } from "./definition.ts";
import { resolvePath } from "./output-paths.ts";
import { isColor, type OutputShape } from "./output-shapes.ts";
import type { Profile } from "./profile.ts";
import type { Inputs } from "./project.ts";
import { PromptTexts } from "./prompt.ts";
import { haveVariables, resolveReferences, type MakerOf } from "./references.ts";
import type { Shape } from "./shape.ts";
import { parseTemplate, renderTemplate } from "./template.ts";
import { isConstant, renderJson } from "./templated-json.ts";
import { normalizeText } from "./text.ts";

/** What a row is resolved with, besides its definition. */
export interface World {
  readonly inputs: Inputs;
  /** The names of the providers there are. */
  readonly providers: readonly string[];
  /** Does this provider make a clip of these parameters? */
  makesClips(provider: string, parameters: Asset["parameters"]): boolean;
  readonly profile: Profile | undefined;
  readonly makerOf: MakerOf;
}

/** UTF-16 units. Far more than a model reads; a mistaken file must not be sent, nor kept in the lock. */
const LONGEST_PROMPT = 100_000;

/** A path of an asset, without the folder of a profile, and where the manifest says it. */
interface Placed {
  readonly path: string;
  readonly place: Place;
  readonly sample: number;
}

/** Resolves the rows of one definition, sharing between them whatever does not change. */
export class Row {
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
  resolve(name: string): { readonly asset: Asset; readonly placed: readonly Placed[] } | undefined {
    const { context, variables, place } = this.#definition;
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
    const clip = this.#world.makesClips(provider, parameters);
    if (!clip && profile !== undefined && shape.real !== undefined && this.#makesClips(shape.real)) {
      this.#leaveOut(name, profile);
      return undefined;
    }
    // A clip is placed as it comes, so it is asked for in the size that it is to have.
    if (clip && shape.real !== undefined)
      for (const side of ["width", "height"] as const)
        if (shape.real[side] !== undefined) parameters[side] = shape.real[side];
    const references = this.#referencesOf(shape, name);
    const shapes = context.findings.forAllRows(() => shape.outputs(clip ? "clip" : "picture"));
    const { outputs, placed } = this.#outputsOf(shapes, name, samples);
    const asset: Asset = {
      name,
      place,
      ...(variables.row && { row: variables.row }),
      provider,
      parameters,
      samples,
      batch: fields.batch ?? false,
      // A clip is not cut to size afterwards, so what is asked for is what is wanted.
      fit: clip ? "exact" : (fields.fit ?? "exact"),
      ...(profile && { profile: { name: profile.name, scale: profile.scale } }),
      ...(clip && { media: "clip" as const }),
      references,
      outputs,
      alt: shape.alt && normalizeText(renderTemplate(shape.alt, variables.valueOf)),
      tags: this.#tagsOf(shape),
      origins: this.#prompts.originsOf(shape),
    };
    return { asset, placed };
  }

  /** Would the asset be a clip without the profile? */
  #makesClips({ provider = "", model, endpoint }: AssetFields): boolean {
    const render = (text: string) => renderTemplate(parseTemplate(text), this.#definition.variables.valueOf);
    return this.#world.makesClips(render(provider), {
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
    context.findings.forAllRows(() =>
      context.findings.add("clip-left-out", place, () => ({
        severity: "warning",
        message: `the profile "${profile}" leaves "${entry}" out: it is a clip, and the profile makes pictures`,
        asset: name,
      })),
    );
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
    const { context, variables } = this.#definition;
    const { providers } = this.#world;
    const { provider } = shape;
    const name = provider === undefined ? "" : renderTemplate(provider, variables.valueOf);
    if (providers.includes(name)) return name;
    if (provider === undefined) context.findings.forAllRows(() => this.#refuseNone());
    else if (isConstant(provider)) context.findings.forAllRows(() => this.#refuseUnknown(name, shape));
    else this.#refuseUnknown(name, shape);
    return name;
  }

  /** At no place of its own: what is missing is missing once, at the top. */
  #refuseNone(): void {
    const { context, place } = this.#definition;
    const [first = "together"] = this.#world.providers;
    context.findings.add("missing-field", undefined, () => ({
      message: "no provider is set",
      hint: `add \`provider: ${first}\` at the top of the manifest`,
      place,
    }));
  }

  #refuseUnknown(name: string, { origins }: Shape): void {
    const { context, place } = this.#definition;
    const { providers } = this.#world;
    const isOfManifest = origins.provider?.from !== "command-line";
    context.findings.add("unknown-provider", isOfManifest ? (origins.provider?.place ?? place) : undefined, () => ({
      message: `there is no provider "${name}"`,
      hint: `there are ${providers.join(", ")}`,
      ...hintNearest(name, providers),
    }));
  }

  #referencesOf(shape: Shape, asset: string): readonly AssetReference[] {
    const known = this.#references.get(shape);
    if (known !== undefined) return known;
    const { context, variables } = this.#definition;
    const { inputs, makerOf } = this.#world;
    const { findings } = context;
    const resolve = () => resolveReferences(shape.references, variables, { inputs, findings, asset, makerOf });
    if (haveVariables(shape.references)) return resolve();
    const references = findings.forAllRows(resolve);
    this.#references.set(shape, references);
    return references;
  }

  #outputsOf(shapes: readonly OutputShape[], name: string, samples: number) {
    const placed: Placed[] = [];
    const { profile } = this.#world;
    const below = profile === undefined ? "" : `${profile.folder}/`;
    const outputs: AssetOutput[][] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const files: AssetOutput[] = [];
      for (const output of shapes) {
        const path = resolvePath(output, { name, sample }, this.#definition.context);
        // The template without {index} has been said; one file for all samples would be said for each again.
        if (path === undefined || (sample > 0 && path === outputs[0]?.[files.length]?.path)) continue;
        const { wanted } = output;
        files.push({ path: below + path, operations: this.#operationsOf(output), ...(wanted && { wanted }) });
        placed.push({ path, place: this.#placeOf(output), sample });
      }
      outputs.push(files);
    }
    return { outputs, placed };
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
