import { clamp, smoothstep } from "../arithmetic.ts";
import { createBrush, gradient } from "../brush.ts";
import { shadeRows } from "../canvas.ts";
import { blend, darken, lighten, saturate } from "../colour.ts";
import { tonesOf } from "../glyph.ts";
import { anyGlyph, findGlyph } from "../glyphs.ts";
import { fractalNoise } from "../noise.ts";
import { circle, spot } from "../shape.ts";
import type { Scene } from "../stage.ts";

/** One thing on a table before a plain wall, in soft light from the left. */
export const STILL_LIFE: Scene = {
  name: "still life",
  kind: "design",
  coloursItself: true,
  keywords: {
    still: 2,
    product: 5,
    cup: 4,
    mug: 5,
    coffee: 3,
    tea: 3,
    lamp: 5,
    bottle: 6,
    vase: 6,
    book: 5,
    camera: 6,
    perfume: 6,
    fruit: 5,
    apple: 5,
    plant: 3,
    potted: 3,
    flower: 3,
    rose: 3,
    packshot: 8,
    table: 3,
    bell: 4,
    rocket: 4,
    tulip: 4,
    leaf: 3,
    object: 4,
    food: 3,
    house: 3,
    cottage: 4,
    cabin: 4,
    heart: 3,
    gear: 3,
  },
  paint(stage) {
    const { canvas, brief, seed, random } = stage;
    const main = stage.colours[0] ?? [0.6, 0.4, 0.3];
    const accent = stage.colours[1] ?? main;
    const wall = blend(lighten(saturate(stage.coloursGiven ? main : accent, 0.6), 0.6), [0.93, 0.89, 0.83], 0.45);
    const table = blend(darken(saturate(wall, 1.2), 0.28), [0.72, 0.54, 0.38], 0.35);
    const edge = canvas.height * 0.68;
    shadeRows(canvas, (x, y, out) => {
      const u = x / canvas.unit;
      const v = y / canvas.unit;
      const pool = smoothstep(
        1.05,
        0.1,
        Math.sqrt(
          (x / canvas.width - 0.36) * (x / canvas.width - 0.36) * 1.4 +
            (y / canvas.height - 0.34) * (y / canvas.height - 0.34) * 1.8,
        ) * 1.4,
      );
      const onTable = smoothstep(-0.004, 0.004, (y - edge) / canvas.unit);
      const grain = (fractalNoise(u * 2.2, v * 26, seed + 2, 3) - 0.5) * 0.16;
      const plaster = (fractalNoise(u * 4, v * 4, seed + 3, 3) - 0.5) * 0.045;
      const depth = smoothstep(edge, canvas.height, y) * 0.2;
      for (let channel = 0; channel < 3; channel += 1) {
        const back = (wall[channel] ?? 0) * (0.76 + pool * 0.32 + plaster);
        const top = (table[channel] ?? 0) * (0.84 + pool * 0.24 + grain + depth);
        out[channel] = clamp(back + (top - back) * onTable, 0, 1);
      }
    });
    const shadeAtEdge = createBrush(canvas, { x: 0, y: edge, scale: canvas.unit });
    shadeAtEdge(
      {
        left: 0,
        right: canvas.width / canvas.unit,
        top: -0.03,
        bottom: 0.03,
        distance: (_x, y) => Math.abs(y) - 0.004,
      },
      darken(table, 0.5),
      { soft: 0.04, opacity: 0.4 },
    );
    const scale = Math.min(canvas.height * 0.34, canvas.width * 0.34);
    const glyph = findGlyph(brief) ?? anyGlyph(seed);
    const foot = glyph.foot ?? 0.9;
    const at = { x: canvas.width * (0.47 + random() * 0.06), y: canvas.height * 0.8 - scale * foot, scale };
    const brush = createBrush(canvas, at);
    brush(spot(0.5, foot + 0.02, 1.05, 0.13), darken(table, 0.8), { soft: 0.26, opacity: 0.5 });
    brush(spot(0.06, foot - 0.01, 0.5, 0.06), darken(table, 0.9), { soft: 0.1, opacity: 0.5 });
    glyph.draw(brush, tonesOf(main, accent, brief.season === "autumn" ? [0.8, 0.45, 0.18] : [0.36, 0.56, 0.32]));
    brush(circle(-1.1, -1, 1.5), gradient([1, 0.95, 0.84], [0, 0, 0], { from: [-1.1, -1], to: [0.3, 0.3] }), {
      soft: 1.4,
      opacity: 0.16,
      light: true,
    });
  },
};
