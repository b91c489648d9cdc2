import { clamp, sine, smoothstep } from "../arithmetic.ts";
import { createBrush, type Brush } from "../brush.ts";
import { shadeRows, type Canvas } from "../canvas.ts";
import { blend, darken, lighten, luma, type Colour } from "../colour.ts";
import { tonesOf } from "../glyph.ts";
import { anyGlyph, findGlyph } from "../glyphs.ts";
import { hashUnit, valueNoise } from "../noise.ts";
import { box, circle, outline, type Shape } from "../shape.ts";
import type { Scene, Stage } from "../stage.ts";

/** A texture or a pattern whose left edge continues its right one, and whose top continues its bottom. */
export const PATTERN: Scene = {
  name: "pattern",
  kind: "design",
  coloursItself: true,
  keywords: {
    pattern: 10,
    texture: 10,
    seamless: 9,
    tile: 7,
    tileable: 9,
    ornament: 5,
    mosaic: 6,
    fabric: 6,
    textile: 7,
    terrazzo: 8,
    wallpaper: 4,
    marble: 3,
    brick: 5,
    wood: 2,
    linen: 6,
    concrete: 6,
    polka: 6,
    stripe: 6,
  },
  paint(stage) {
    const glyph = findGlyph(stage.brief);
    const sorted = [...stage.colours].sort((left, right) => luma(right) - luma(left));
    const ground = blend(sorted[0] ?? [0.95, 0.92, 0.86], [0.98, 0.96, 0.92], 0.55);
    if (stage.brief.has("texture", "linen", "concrete", "marble", "fabric", "wood")) paintTexture(stage, sorted);
    else if (stage.brief.has("stripe")) paintStripes(stage, sorted);
    else if (stage.brief.has("terrazzo", "mosaic")) paintChips(stage, ground);
    else paintMotifs(stage, { ground, glyph: glyph ?? anyGlyph(stage.seed) });
  },
};

/** Noise on a lattice that closes after `cells` cells in either direction. */
function wrapped(x: number, y: number, cells: readonly [number, number], seed: number): number {
  const [across, down] = cells;
  const u = x * across;
  const v = y * down;
  const left = Math.floor(u);
  const top = Math.floor(v);
  const a = smoothstep(0, 1, u - left);
  const b = smoothstep(0, 1, v - top);
  const at = (column: number, row: number) => hashUnit(column % across, row % down, seed);
  const upper = at(left, top) + (at(left + 1, top) - at(left, top)) * a;
  const lower = at(left, top + 1) + (at(left + 1, top + 1) - at(left, top + 1)) * a;
  return upper + (lower - upper) * b;
}

function paintTexture({ canvas, seed, brief }: Stage, sorted: readonly Colour[]): void {
  const light = sorted[Math.min(1, sorted.length - 1)] ?? [0.8, 0.75, 0.68];
  const dark = darken(light, 0.3);
  const woven = brief.has("linen", "fabric");
  const grain: readonly [number, number] = brief.has("wood") ? [3, 40] : [6, 6];
  const cells = (share: number): readonly [number, number] => [
    Math.max(2, Math.round(grain[0] * share)),
    Math.max(2, Math.round(grain[1] * share)),
  ];
  const weave = Math.max(8, Math.round(canvas.unit / 9));
  shadeRows(canvas, (x, y, out) => {
    const u = x / canvas.width;
    const v = y / canvas.height;
    const coarse =
      wrapped(u, v, cells(1), seed) * 0.5 +
      wrapped(u, v, cells(2), seed + 1) * 0.3 +
      wrapped(u, v, cells(5), seed + 2) * 0.2;
    const vein = brief.has("marble") ? smoothstep(0.035, 0, Math.abs(coarse - 0.5)) : 0;
    const thread = woven
      ? (sine(u * weave) * sine(v * weave) +
          (wrapped(u, v, [weave, 6], seed + 4) + wrapped(u, v, [6, weave], seed + 5) - 1)) *
        0.2
      : 0;
    const speckle = (hashUnit(x, y, seed + 3) - 0.5) * 0.12;
    const share = clamp(coarse * 0.8 + vein * 0.7 + thread + speckle, 0, 1);
    for (let channel = 0; channel < 3; channel += 1)
      out[channel] = (light[channel] ?? 0) + ((dark[channel] ?? 0) - (light[channel] ?? 0)) * share;
  });
}

function paintStripes({ canvas }: Stage, sorted: readonly Colour[]): void {
  const bands = sorted.length * 3;
  shadeRows(canvas, (x, _y, out) => {
    const band = Math.floor((x / canvas.width) * bands);
    const own = sorted[band % sorted.length] ?? [1, 1, 1];
    out.set(own);
  });
}

/** Draws at a place of the tile and, where it crosses an edge, again on the other side. */
function onTorus(canvas: Canvas, at: { x: number; y: number; scale: number }, draw: (brush: Brush) => void): void {
  for (const dx of [-canvas.width, 0, canvas.width]) {
    for (const dy of [-canvas.height, 0, canvas.height]) {
      const x = at.x + dx;
      const y = at.y + dy;
      if (
        x < -at.scale * 1.3 ||
        y < -at.scale * 1.3 ||
        x > canvas.width + at.scale * 1.3 ||
        y > canvas.height + at.scale * 1.3
      )
        continue;
      draw(createBrush(canvas, { x, y, scale: at.scale }));
    }
  }
}

function paintMotifs(
  { canvas, colours, coloursGiven, seed }: Stage,
  { ground, glyph }: { ground: Colour; glyph: ReturnType<typeof anyGlyph> },
): void {
  shadeRows(canvas, (_x, _y, out) => out.set(ground));
  const columns = Math.max(2, Math.round((canvas.width / canvas.unit) * 4));
  const rows = Math.max(2, Math.round((canvas.height / canvas.unit) * 2) * 2);
  const step = { x: canvas.width / columns, y: canvas.height / rows };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const main = colours[(column + row * 2) % colours.length] ?? [0.3, 0.5, 0.5];
      const leaf = coloursGiven ? main : blend(main, [0.4, 0.6, 0.36], 0.45);
      const tones = tonesOf(
        luma(main) > 0.8 ? darken(main, 0.4) : main,
        colours[(column + row + 1) % colours.length] ?? main,
        leaf,
      );
      const x = (column + 0.25 + (row % 2) * 0.5) * step.x;
      const y = (row + 0.5) * step.y;
      onTorus(canvas, { x, y, scale: Math.min(step.x, step.y) * 0.36 }, (brush) => glyph.draw(brush, tones));
      const dot = hashUnit(column, row, seed) < 0.5 ? circle(0, 0, 0.7) : outline(circle(0, 0, 0.8), 0.4);
      onTorus(canvas, { x: x + step.x / 2, y, scale: Math.min(step.x, step.y) * 0.07 }, (brush) =>
        brush(dot, tones.accent),
      );
    }
  }
}

function paintChips({ canvas, colours, seed }: Stage, ground: Colour): void {
  shadeRows(canvas, (x, y, out) => {
    const grain = (hashUnit(x, y, seed) - 0.5) * 0.03;
    for (let channel = 0; channel < 3; channel += 1) out[channel] = (ground[channel] ?? 0) + grain;
  });
  const cell = canvas.unit / 14;
  for (let index = 0; index < (canvas.width * canvas.height) / (cell * cell * 1.3); index += 1) {
    const scale = cell * (0.16 + 0.42 * hashUnit(index, 3, seed));
    const chip: Shape = {
      ...box(0, 0, [1.25, 1.25]),
      distance: (x, y) =>
        Math.max(Math.abs(x) * (0.7 + 0.4 * hashUnit(index, 4, seed)) + Math.abs(y) * 0.5, Math.abs(y) - 0.1 * x) -
        0.7 -
        0.2 * valueNoise(x * 2 + index, y * 2, seed),
    };
    const at = { x: hashUnit(index, 1, seed) * canvas.width, y: hashUnit(index, 2, seed) * canvas.height, scale };
    const tone = colours[index % colours.length] ?? ground;
    onTorus(canvas, at, (brush) => brush(chip, index % 4 === 0 ? lighten(tone, 0.3) : tone));
  }
}
