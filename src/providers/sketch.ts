import { setImmediate } from "node:timers/promises";
import type { JsonObject } from "../core/json.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { CallContext, Provider, ProviderAnswer } from "../core/provider.ts";
import { SIDE, sizeOf } from "./sketch/size.ts";
import { contentReferences, translate } from "./sketch/translate.ts";

/**
 * The embedded provider: it paints on this machine, at once, for nothing, without a key and without a network.
 *
 * It is a procedural stand-in and not a model. It looks for words that it knows (a subject, a time of day, the
 * weather, colours, a style) and paints a scene made for them; it understands nothing else. What it is for: a project
 * can be laid out, reviewed and tested with pictures of the right size, mood and colours before anything is paid for.
 *
 * The same recipe gives the same pixels on every machine. Raise the epoch when that stops being true *and* people
 * should get the new pictures.
 */
export const SKETCH: Provider = {
  name: "sketch",
  epoch: 1,
  credential: undefined,
  local: true,
  limits: { concurrency: 2, timeout: 120_000 },
  baseUrl: undefined,
  model: (id) => ({
    id: id ?? "sketch",
    seed: { min: 0, max: 2 ** 31 - 1 },
    sizes: { kind: "multiple", of: 1, min: SIDE.min, max: SIDE.max },
  }),
  translate,
  price: () => 0,
  call: (recipe, context) => paintAll(recipe.body, context),
};

async function paintAll(body: JsonObject, context: CallContext): Promise<ProviderAnswer> {
  // A plan paints nothing: brushes and scenes are loaded for the first picture.
  const [{ encodePng }, { referencePalette }, { renderPicture }] = await Promise.all([
    import("./sketch/png.ts"),
    import("./sketch/reference-palette.ts"),
    import("./sketch/render.ts"),
  ]);
  const { width, height } = sizeOf(body);
  const palette = await referencePalette(contentReferences(body), context);
  const images: { index: number; bytes: Uint8Array }[] = [];
  for (let index = 0; index < numberOf(body["n"], 1); index += 1) {
    // Painting holds the thread: between two pictures the second Ctrl-C gets its turn.
    await setImmediate();
    stopIfAborted(context.signal);
    const seed = numberOf(body["seed"], 0) + index;
    const prompt = typeof body["prompt"] === "string" ? body["prompt"] : "";
    const rgb = renderPicture({ prompt, seed, width, height, palette });
    images.push({
      index,
      bytes: encodePng({ width, height, rgb, software: "imagegen sketch, a procedural stand-in" }),
    });
  }
  return { images, warnings: [] };
}

function numberOf(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

function stopIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  throw new ProviderError("the painting was stopped", { kind: "aborted", code: "aborted", billed: "no" });
}
