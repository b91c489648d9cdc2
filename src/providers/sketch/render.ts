import { createCanvas, toBytes } from "./canvas.ts";
import { darken, type Colour } from "./colour.ts";
import { finishPicture } from "./finish.ts";
import { gradeTowards } from "./grade.ts";
import { lightOf } from "./light.ts";
import { createRandom, hash, hashText } from "./noise.ts";
import { coloursOf } from "./palette.ts";
import { readPrompt } from "./prompt.ts";
import { chooseScene, type Choice } from "./scenes.ts";
import type { Stage } from "./stage.ts";
import { paintStudio, softenBackdrop } from "./studio.ts";
import { findStyle } from "./styles.ts";
import { paintWeather } from "./weather.ts";

export interface Picture {
  readonly prompt: string;
  readonly seed: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The colours of the references, strongest first; none without references. */
  readonly palette: readonly Colour[];
}

/** Paints a picture: three bytes a pixel (RGB), row by row. The same picture gives the same bytes on every machine. */
export function renderPicture(picture: Picture): Uint8Array {
  const brief = readPrompt(picture.prompt);
  const seed = hash(picture.seed, hashText(picture.prompt), 1);
  const random = createRandom(seed);
  const canvas = createCanvas(picture.width, picture.height);
  const choice = chooseScene(brief);
  const plain: Omit<Stage, "backdrop"> = {
    canvas,
    brief,
    light: lightOf(brief, random()),
    // Fields add small numbers to it, so it stays far from the limits of integers.
    seed: seed >>> 8,
    random,
    ...coloursOf(brief.colours, picture.palette, random()),
  };
  const stage: Stage = { ...plain, backdrop: () => paintBackdrop(plain, choice) };
  choice.scene.paint(stage);
  if (!choice.scene.coloursItself) tint(stage);
  if (choice.scene.kind !== "design" && choice.scene.name !== "space" && choice.place?.name !== "space")
    paintWeather(stage);
  const style = findStyle(brief);
  // Emblems, objects and patterns are drawn flat to begin with.
  if (style?.name !== "flat" || choice.scene.kind !== "design") style?.apply(canvas, stage.seed);
  finishPicture(canvas, seed, style?.finish ?? (choice.scene.kind === "design" ? 0.35 : 1));
  return toBytes(canvas);
}

function paintBackdrop(plain: Omit<Stage, "backdrop">, { place }: Choice): void {
  const stage: Stage = { ...plain, backdrop: () => {} };
  if (place === undefined) paintStudio(stage);
  else {
    place.paint(stage);
    if (!place.coloursItself) tint(stage);
    if (place.name !== "space") softenBackdrop(stage.canvas);
  }
}

function tint({
  canvas,
  colours,
  coloursGiven,
  light,
}: Pick<Stage, "canvas" | "colours" | "coloursGiven" | "light">): void {
  if (!coloursGiven) return;
  // At night the colours are the same ones, seen in the dark.
  const seen = light.time === "night" ? colours.map((own) => darken(own, 0.45)) : colours;
  gradeTowards(canvas, seen, light.dark ? 0.42 : 0.6);
}
