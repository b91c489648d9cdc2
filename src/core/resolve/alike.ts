import type { FieldName, Origin, Origins } from "../asset.ts";
import type { Place, Pointer } from "../diagnostic.ts";
import type { AssetFields } from "../generated/manifest.ts";
import { lazily } from "../lazily.ts";
import type { Findings } from "./findings.ts";
import type { OutputShape } from "./output-shapes.ts";
import type { Shape } from "./shape.ts";
import { parseTemplate, type Template } from "./template.ts";

/** An entry without a matrix, as what it has in common with others is found by. */
export interface Entry {
  /** What it sets itself. */
  readonly fields: AssetFields;
  readonly place: Place;
  /** Merges its layers and cuts its templates, as for any. */
  compile(): Shape;
}

/**
 * The shapes of the entries of one file. In a large catalogue nearly all entries set the same fields to the same values,
 * but for the prompt; what follows from those is worked out for the first of them. Where there was anything to say
 * about that one, or where a field names files or has a place of its own in what is said later, each is for itself.
 */
export class Alike {
  readonly #findings: Findings;
  readonly #known = new Map<string, First | undefined>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  shapeOf(entry: Entry): Shape {
    const { prompt } = entry.fields;
    const key = keyOf(entry.fields);
    if (prompt === undefined || key === undefined) return entry.compile();
    const known = this.#known.get(key);
    if (known !== undefined) return shapeLike(known, entry, parseTemplate(prompt));
    const { value: compiled, silent } = this.#listen(() => entry.compile());
    if (this.#known.has(key)) return compiled;
    const first = this.#heard(compiled, entry.place);
    this.#known.set(key, silent ? first : undefined);
    return first.shape;
  }

  /** Its outputs are compiled when a row asks for them, by whomever: then too there may be something to say. */
  #heard(shape: Shape, place: Place): First {
    const pictures = lazily(() => this.#listen(() => shape.outputs("picture")));
    const clips = lazily(() => this.#listen(() => shape.outputs("clip")));
    const heard = (media: "picture" | "clip") => (media === "clip" ? clips() : pictures());
    return {
      shape: { ...shape, outputs: (media) => heard(media).value },
      place,
      outputs(media) {
        const { value, silent } = heard(media);
        return silent ? value : undefined;
      },
    };
  }

  #listen<Value>(task: () => Value): { readonly value: Value; readonly silent: boolean } {
    const before = this.#findings.count;
    const value = task();
    return { value, silent: this.#findings.count === before };
  }
}

interface First {
  readonly shape: Shape;
  readonly place: Place;
  /** Undefined where there was something to say. */
  outputs(media: "picture" | "clip"): readonly OutputShape[] | undefined;
}

function shapeLike(first: First, { place, compile }: Entry, text: Template): Shape {
  const { shape } = first;
  return {
    ...shape,
    prompt: { ...shape.prompt, text },
    outputs: (media) =>
      first.outputs(media)?.map((output) => movedTo(place, output, first.place)) ?? compile().outputs(media),
    origins: originsLike(first, place),
  };
}

/** What the first set itself was set by this one too, at its own place. */
function originsLike({ shape, place }: First, own: Place): Origins {
  const origins: Partial<Record<FieldName, Origin>> = { ...shape.origins };
  const [, key] = pointerOf(place);
  for (const field in origins) {
    const origin = origins[field as FieldName];
    const [top, entry, ...rest] = origin === undefined ? [] : pointerOf(origin.place);
    if (origin === undefined || top !== "assets" || entry !== key) continue;
    const pointer = [top, pointerOf(own)[1] as string, ...rest];
    origins[field as FieldName] = { ...origin, place: { ...origin.place, pointer } };
  }
  return origins;
}

function pointerOf(place: Place): Pointer {
  return "pointer" in place ? place.pointer : [];
}

/** What is said of an output that no field describes is said where the asset is. */
function movedTo(place: Place, output: OutputShape, from: Place): OutputShape {
  const { path } = output;
  if (output.place !== from && path.place !== from) return output;
  return {
    ...output,
    path: path.place === from ? { ...path, place } : path,
    place: output.place === from ? place : output.place,
  };
}

/** Equal for entries that differ in nothing but their prompts; undefined for one that is for itself. */
function keyOf(fields: AssetFields): string | undefined {
  const { prompt, ...others } = fields;
  if (!isPlain(prompt)) return undefined;
  const members = Object.entries(others);
  if (members.length === 0) return "";
  return members.every(([field, value]) => !FOR_ITSELF.has(field) && isPlain(value))
    ? JSON.stringify(members)
    : undefined;
}

/** Fields that name files, or make several assets of an entry, or whose place is told when a row is filled in. */
const FOR_ITSELF: ReadonlySet<string> = new Set([
  "prompt_file",
  "image",
  "references",
  "frames",
  "matrix",
  "output",
  "outputs",
] satisfies readonly (keyof AssetFields)[]);

/** A variable may not be known, which is said for each. */
function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("{");
  return typeof value === "number" || typeof value === "boolean";
}
