import type { Brief } from "./prompt.ts";
import { ABSTRACT } from "./scenes/abstract.ts";
import { ANIMAL } from "./scenes/animal.ts";
import { CITY } from "./scenes/city.ts";
import { DESERT } from "./scenes/desert.ts";
import { EMBLEM } from "./scenes/emblem.ts";
import { FOREST } from "./scenes/forest.ts";
import { LANDSCAPE } from "./scenes/landscape.ts";
import { OFFICE } from "./scenes/office.ts";
import { PATTERN } from "./scenes/pattern.ts";
import { PORTRAIT } from "./scenes/portrait.ts";
import { ROBOT } from "./scenes/robot.ts";
import { SEA } from "./scenes/sea.ts";
import { SPACE } from "./scenes/space.ts";
import { STILL_LIFE } from "./scenes/still-life.ts";
import { ZEN_GARDEN } from "./scenes/zen-garden.ts";
import type { Scene } from "./stage.ts";

/** Every subject there is; where two fit equally well, the earlier one is painted. */
const SCENES: readonly Scene[] = [
  ROBOT,
  ANIMAL,
  PORTRAIT,
  EMBLEM,
  PATTERN,
  ZEN_GARDEN,
  LANDSCAPE,
  SEA,
  FOREST,
  DESERT,
  CITY,
  SPACE,
  OFFICE,
  STILL_LIFE,
  ABSTRACT,
];

/** What is painted: the whole picture or the figure, and the place behind the figure if the prompt names one. */
export interface Choice {
  readonly scene: Scene;
  readonly place: Scene | undefined;
}

export function chooseScene(brief: Brief): Choice {
  const place = strongest(brief, "place");
  const figure = strongest(brief, "figure");
  const design = strongest(brief, "design");
  // A figure stands in front of a place, so it wins against one; a badge of a cat is a badge.
  if (figure !== undefined && figure.score >= (design?.score ?? 0)) return { scene: figure.scene, place: place?.scene };
  if (design !== undefined && design.score > (place?.score ?? 0)) return { scene: design.scene, place: undefined };
  return { scene: place?.scene ?? ABSTRACT, place: undefined };
}

function strongest(brief: Brief, kind: Scene["kind"]): { readonly scene: Scene; readonly score: number } | undefined {
  let best: { scene: Scene; score: number } | undefined;
  const words = new Set(brief.words);
  for (const scene of SCENES) {
    if (scene.kind !== kind) continue;
    let score = 0;
    for (const word of words) if (Object.hasOwn(scene.keywords, word)) score += scene.keywords[word] ?? 0;
    if (score > (best?.score ?? 0)) best = { scene, score };
  }
  return best;
}
