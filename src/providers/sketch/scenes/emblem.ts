import { createBrush, gradient, type Brush } from "../brush.ts";
import { shadeRows } from "../canvas.ts";
import { blend, darken, lighten, luma, saturate, type Colour } from "../colour.ts";
import { tonesOf } from "../glyph.ts";
import { anyGlyph, findGlyph } from "../glyphs.ts";
import { lightOf } from "../light.ts";
import { hashUnit } from "../noise.ts";
import { box, circle, ellipse, intersect, outline, place, polygon, star, type Shape } from "../shape.ts";
import type { Scene, Stage } from "../stage.ts";

/** A badge, a logo or an icon: one thing in a disc, on a tile, or on a plinth. */
export const EMBLEM: Scene = {
  name: "emblem",
  kind: "design",
  coloursItself: true,
  keywords: {
    badge: 40,
    icon: 40,
    logo: 40,
    emblem: 40,
    sticker: 36,
    medal: 30,
    stamp: 24,
    symbol: 24,
    glyph: 24,
    crest: 30,
    pictogram: 40,
    favicon: 40,
  },
  paint(stage) {
    const { canvas, brief } = stage;
    const main = stage.colours[0] ?? [0.2, 0.5, 0.5];
    const accent = stage.colours[1] ?? blend(main, [0.95, 0.7, 0.4], 0.7);
    const ground =
      luma(main) > 0.75 ? darken(main, 0.55) : blend(lighten(saturate(main, 0.7), 0.78), [0.97, 0.95, 0.91], 0.45);
    paintGround(stage, ground);
    const brush = createBrush(canvas, { x: canvas.width / 2, y: canvas.height / 2, scale: canvas.unit / 2 });
    const foliage = lightOf({ ...brief, time: "noon" }, 1).foliage;
    const tones = tonesOf(
      main,
      accent,
      brief.season === undefined && stage.coloursGiven ? blend(main, foliage, 0.35) : foliage,
    );
    const glyph = findGlyph(brief) ?? anyGlyph(stage.seed);
    const draw = (x: number, y: number, scale: number) => {
      const at = {
        x: canvas.width / 2 + (x * canvas.unit) / 2,
        y: canvas.height / 2 + (y * canvas.unit) / 2,
        scale: (scale * canvas.unit) / 2,
      };
      glyph.draw(createBrush(canvas, at), tones);
    };
    if (brief.has("isometric")) {
      paintPlinth(brush, main);
      draw(0, -0.16, 0.5);
    } else if (brief.has("badge", "round", "emblem", "sticker", "medal", "stamp", "crest")) {
      paintBadge(stage, brush, { main, accent });
      draw(0, glyph.name === "tree" ? -0.02 : 0, 0.48);
    } else {
      paintTile(brush, { main, pale: lighten(ground, 0.5) });
      draw(0, -0.01, 0.52);
    }
  },
};

function paintGround({ canvas }: Stage, ground: Colour): void {
  const edge = darken(ground, 0.09);
  shadeRows(canvas, (x, y, out) => {
    const dx = (x - canvas.width / 2) / canvas.unit;
    const dy = (y - canvas.height * 0.42) / canvas.unit;
    const share = Math.min(1, (dx * dx + dy * dy) * 1.6);
    for (let channel = 0; channel < 3; channel += 1)
      out[channel] = (ground[channel] ?? 0) + ((edge[channel] ?? 0) - (ground[channel] ?? 0)) * share;
  });
}

function paintBadge(stage: Stage, brush: Brush, { main, accent }: { main: Colour; accent: Colour }): void {
  const { brief, seed } = stage;
  const season = brief.season;
  const sky: readonly [Colour, Colour] =
    season === undefined ? [lighten(main, 0.55), lighten(main, 0.82)] : SEASON_SKY[season];
  const grass: Colour = season === undefined ? darken(main, 0.1) : SEASON_GRASS[season];
  const rim = season === undefined ? darken(main, 0.3) : SEASON_RIM[season];
  brush(circle(0.02, 0.05, 0.83), darken(rim, 0.4), { soft: 0.16, opacity: 0.35 });
  brush(circle(0, 0, 0.82), gradient(lighten(rim, 0.14), darken(rim, 0.16), { from: [-0.5, -0.7], to: [0.5, 0.7] }));
  brush(outline(circle(0, 0, 0.755), 0.014), lighten(accent, 0.5), { opacity: 0.9 });
  const disc = circle(0, 0, 0.7);
  brush(disc, gradient(sky[0], sky[1], { from: [0, -0.7], to: [0, 0.5] }));
  brush(circle(0.32, -0.34, 0.14), lighten(sky[1], 0.55), { within: disc, opacity: 0.85 });
  brush(ellipse(-0.42, 0.62, 0.85, 0.34), lighten(grass, 0.16), { within: disc });
  brush(ellipse(0.4, 0.72, 0.95, 0.36), grass, { within: disc });
  for (let index = 0; index < 26; index += 1) {
    const x = hashUnit(index, 1, seed) * 1.4 - 0.7;
    const y = hashUnit(index, 2, seed) * 1.3 - 0.7;
    const size = 0.012 + 0.014 * hashUnit(index, 3, seed);
    const turn = hashUnit(index, 4, seed);
    if (season === "winter") brush(circle(x, y, size), [1, 1, 1], { within: disc, opacity: 0.95 });
    if (season === "spring" || season === "autumn") {
      const petal: Shape = place(ellipse(0, 0, 1.5, 0.75), [x, y], size, turn);
      brush(petal, season === "spring" ? [0.98, 0.74, 0.81] : [0.86, 0.47 + 0.2 * turn, 0.16], {
        within: disc,
        opacity: 0.95,
      });
    }
    if (season === "summer" && index < 14)
      brush(circle(x, 0.5 + Math.abs(y) * 0.26, size * 0.8), index % 2 === 0 ? [1, 0.9, 0.5] : [1, 1, 1], {
        within: disc,
      });
  }
  for (let index = 0; index < 4; index += 1)
    brush(place(place(star(4, 0.036, 0.012), [0, -0.787]), [0, 0], 1, index / 4), lighten(accent, 0.6));
}

const SEASON_SKY = {
  spring: [
    [0.69, 0.87, 0.93],
    [0.96, 0.93, 0.9],
  ],
  summer: [
    [0.34, 0.7, 0.9],
    [0.85, 0.94, 0.87],
  ],
  autumn: [
    [0.95, 0.75, 0.5],
    [0.99, 0.92, 0.76],
  ],
  winter: [
    [0.55, 0.68, 0.84],
    [0.88, 0.93, 0.97],
  ],
} as const satisfies Record<string, readonly [Colour, Colour]>;

const SEASON_GRASS = {
  spring: [0.6, 0.78, 0.42],
  summer: [0.36, 0.62, 0.3],
  autumn: [0.72, 0.52, 0.24],
  winter: [0.95, 0.97, 1],
} as const satisfies Record<string, Colour>;

const SEASON_RIM = {
  spring: [0.72, 0.42, 0.52],
  summer: [0.17, 0.42, 0.32],
  autumn: [0.55, 0.27, 0.16],
  winter: [0.2, 0.32, 0.5],
} as const satisfies Record<string, Colour>;

function paintTile(brush: Brush, { main, pale }: { main: Colour; pale: Colour }): void {
  const tile = box(0, 0, [0.74, 0.74], 0.26);
  brush(place(tile, [0, 0.07], 0.99), darken(main, 0.3), { soft: 0.2, opacity: 0.28 });
  brush(tile, gradient(lighten(pale, 0.5), blend(pale, main, 0.16), { from: [-0.4, -0.8], to: [0.4, 0.8] }));
  brush(outline(box(0, 0, [0.735, 0.735], 0.255), 0.008), [1, 1, 1], { opacity: 0.7 });
  brush(intersect(circle(0, 0, 0.58), tile), blend(pale, main, 0.2), { opacity: 0.6 });
  brush(ellipse(0, 0.49, 0.34, 0.05), darken(main, 0.5), { soft: 0.09, opacity: 0.3 });
}

/** A block seen from above at the angle of isometric drawings. */
function paintPlinth(brush: Brush, main: Colour): void {
  const face = blend(lighten(main, 0.62), [1, 0.98, 0.94], 0.4);
  const top = polygon([
    [0, 0.02],
    [0.74, 0.39],
    [0, 0.76],
    [-0.74, 0.39],
  ]);
  brush(place(top, [0, 0.2], 1), darken(main, 0.5), { soft: 0.2, opacity: 0.34 });
  brush(
    polygon([
      [-0.74, 0.39],
      [0, 0.76],
      [0, 0.94],
      [-0.74, 0.57],
    ]),
    blend(face, main, 0.42),
  );
  brush(
    polygon([
      [0.74, 0.39],
      [0, 0.76],
      [0, 0.94],
      [0.74, 0.57],
    ]),
    darken(blend(face, main, 0.55), 0.22),
  );
  brush(top, gradient(lighten(face, 0.3), face, { from: [-0.4, 0.1], to: [0.4, 0.7] }));
  brush(
    polygon([
      [0, 0.12],
      [0.54, 0.39],
      [0, 0.66],
      [-0.54, 0.39],
    ]),
    blend(face, main, 0.16),
  );
  brush(ellipse(0.03, 0.3, 0.44, 0.12), darken(main, 0.55), { soft: 0.12, opacity: 0.36 });
}
