import { createBrush, gradient, type Brush } from "../brush.ts";
import { blend, colour, darken, lighten, type Colour } from "../colour.ts";
import { tonesOf } from "../glyph.ts";
import { NATURE_GLYPHS } from "../glyphs/nature.ts";
import { underLight } from "../light.ts";
import { hashUnit } from "../noise.ts";
import { box, circle, ellipse, limb, outline, polygon, union } from "../shape.ts";
import type { Scene, Stage } from "../stage.ts";

/** A room with a large window, a desk, shelves and a plant. */
export const OFFICE: Scene = {
  name: "office",
  kind: "place",
  coloursItself: true,
  keywords: {
    office: 7,
    room: 6,
    desk: 5,
    workspace: 7,
    interior: 7,
    studio: 4,
    kitchen: 5,
    bedroom: 6,
    workplace: 6,
    classroom: 5,
    laboratory: 5,
    shop: 4,
    workshop: 5,
    library: 4,
    cafe: 4,
  },
  paint(stage) {
    const { canvas } = stage;
    const brush = createBrush(canvas, { x: canvas.width / 2, y: canvas.height / 2, scale: canvas.unit });
    const wide = canvas.width / canvas.unit / 2;
    const high = canvas.height / canvas.unit / 2;
    const floor = high * 0.56;
    const wall = underLight(stage.light, blend(stage.colours[0] ?? colour("#7fa5a0"), colour("#f2ebdf"), 0.76));
    brush(
      box(0, 0, [wide + 0.1, high + 0.1]),
      gradient(lighten(wall, 0.1), darken(wall, 0.1), { from: [-wide, -high], to: [wide, floor] }),
    );
    paintWindow(stage, brush, { wide, high, floor });
    paintShelf(stage, brush, { x: wide * 0.66, y: -high * 0.34, reach: Math.min(0.3, wide * 0.34) });
    paintFloor(stage, brush, { wide, high, floor });
    paintDesk(stage, brush, { wide, high, floor });
  },
};

interface Room {
  readonly wide: number;
  readonly high: number;
  readonly floor: number;
}

function paintWindow({ light, seed }: Stage, brush: Brush, { wide, high, floor }: Room): void {
  const half = Math.min(wide * 0.5, 0.42);
  const x = -wide * 0.42;
  const top = -high * 0.78;
  const bottom = floor - 0.12;
  const tall = (bottom - top) / 2;
  const y = (top + bottom) / 2;
  const pane = box(x, y, [half, tall], 0.01);
  brush(box(x, y, [half + 0.022, tall + 0.022], 0.015), lighten(underLight(light, colour("#e8e2d6")), 0.3));
  brush(
    pane,
    gradient(light.sky[1] ?? [0.6, 0.8, 0.9], light.sky[3] ?? [0.9, 0.9, 0.9], { from: [x, top], to: [x, bottom] }),
  );
  for (let index = 0; index < 13; index += 1) {
    const centre = x - half + ((index + 0.5) / 13) * half * 2;
    const tower = tall * (0.35 + 0.75 * hashUnit(index, 1, seed));
    const tone = blend(light.far, light.haze, 0.3 + 0.4 * hashUnit(index, 2, seed));
    brush(
      box(centre, bottom - tower / 2, [half / 11, tower / 2]),
      gradient(tone, blend(tone, light.haze, 0.6), { from: [0, bottom - tower], to: [0, bottom] }),
      { within: pane },
    );
  }
  const frame = lighten(underLight(light, colour("#ded6c8")), 0.2);
  brush(union(box(x, y, [0.007, tall]), box(x, y - tall * 0.3, [half, 0.007])), frame);
  const shine = polygon([
    [x - half, top + tall],
    [x - half * 0.2, top],
    [x + half * 0.1, top],
    [x - half, top + tall * 1.35],
  ]);
  brush(shine, [1, 1, 1], { opacity: 0.13, within: pane });
}

function paintShelf({ colours, seed, light }: Stage, brush: Brush, at: { x: number; y: number; reach: number }): void {
  const wood = underLight(light, colour("#b88d63"));
  for (const [row, y] of [at.y, at.y + 0.24].entries()) {
    brush(box(at.x, y + 0.02, [at.reach, 0.03]), darken(wood, 0.6), { soft: 0.05, opacity: 0.25 });
    for (let index = 0; index < 9; index += 1) {
      if (hashUnit(index, row, seed + 9) < 0.2) continue;
      const tall = 0.05 + 0.035 * hashUnit(index, row, seed + 5);
      const tone = colours[index % Math.max(1, colours.length)] ?? wood;
      const x = at.x - at.reach * 0.86 + (index / 9) * at.reach * 1.75;
      brush(
        box(x, y - tall, [at.reach * 0.07, tall], 0.004),
        blend(underLight(light, tone), colour("#efe6d8"), 0.2 + 0.3 * hashUnit(index, row, seed + 6)),
      );
    }
    brush(box(at.x, y + 0.008, [at.reach, 0.011], 0.004), wood);
  }
}

function paintFloor({ light, seed }: Stage, brush: Brush, { wide, high, floor }: Room): void {
  const wood = underLight(light, colour("#c39c72"));
  brush(
    box(0, (floor + high) / 2 + 0.05, [wide + 0.1, (high - floor) / 2 + 0.06]),
    gradient(darken(wood, 0.12), lighten(wood, 0.1), { from: [0, floor], to: [0, high] }),
  );
  for (let index = -9; index <= 9; index += 1) {
    brush(limb([index * 0.13, floor], [index * 0.3, high + 0.02], 0.0016), darken(wood, 0.35), {
      opacity: 0.4 + 0.3 * hashUnit(index, 3, seed),
    });
  }
  brush(box(0, floor, [wide + 0.1, 0.014]), lighten(wood, 0.5));
  brush(
    polygon([
      [-wide * 0.85, high],
      [-wide * 0.5, floor + 0.02],
      [-wide * 0.08, floor + 0.02],
      [-wide * 0.2, high],
    ]),
    light.sun,
    { opacity: 0.2, soft: 0.1 },
  );
}

function paintDesk(stage: Stage, brush: Brush, { wide, high, floor }: Room): void {
  const { canvas, light, colours } = stage;
  const wood = underLight(light, colour("#9a6e48"));
  const top = floor - 0.1;
  const half = wide * 0.52;
  const x = wide * 0.44;
  brush(ellipse(x, floor + 0.19, half, 0.05), darken(wood, 0.7), { soft: 0.1, opacity: 0.35 });
  for (const side of [-0.9, 0.9])
    brush(limb([x + half * side, top], [x + half * side * 0.97, floor + 0.18], 0.013), darken(wood, 0.4));
  brush(
    box(x, top, [half, 0.02], 0.008),
    gradient(lighten(wood, 0.2), wood, { from: [x, top - 0.02], to: [x, top + 0.02] }),
  );
  const screen = { x: x + half * 0.1, y: top - 0.2 };
  const dark: Colour = colour("#2a2f3a");
  brush(union(box(screen.x, top - 0.05, [0.018, 0.04]), ellipse(screen.x, top - 0.02, 0.09, 0.012)), colour("#8d939c"));
  brush(box(screen.x, screen.y, [0.2, 0.125], 0.014), dark);
  brush(
    box(screen.x, screen.y - 0.003, [0.186, 0.11], 0.006),
    gradient(lighten(colours[0] ?? dark, 0.35), blend(colours[1] ?? dark, dark, 0.2), {
      from: [screen.x - 0.2, screen.y - 0.1],
      to: [screen.x + 0.2, screen.y + 0.1],
    }),
  );
  for (let line = 0; line < 4; line += 1) {
    brush(
      box(screen.x - 0.07 + line * 0.012, screen.y - 0.06 + line * 0.035, [0.08 - line * 0.011, 0.007], 0.006),
      [1, 1, 1],
      { opacity: 0.6 },
    );
  }
  const cup = { x: x - half * 0.58, y: top - 0.056 };
  brush(outline(circle(cup.x + 0.034, cup.y, 0.02), 0.011), colours[2] ?? wood);
  brush(box(cup.x, cup.y, [0.032, 0.036], 0.008), colours[2] ?? wood);
  const plant = NATURE_GLYPHS.find(({ name }) => name === "plant");
  const at = {
    x: canvas.width / 2 - wide * 0.84 * canvas.unit,
    y: canvas.height / 2 + (floor - 0.1) * canvas.unit,
    scale: canvas.unit * Math.min(0.26, high * 0.4),
  };
  plant?.draw(
    createBrush(canvas, at),
    tonesOf(underLight(light, colours[2] ?? wood), wood, underLight(light, colour("#4f8a5b"))),
  );
}
