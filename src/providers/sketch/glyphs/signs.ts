import { sine, cosine } from "../arithmetic.ts";
import { ball, gradient } from "../brush.ts";
import { lighten } from "../colour.ts";
import type { Glyph } from "../glyph.ts";
import {
  blob,
  both,
  box,
  circle,
  ellipse,
  limb,
  outline,
  place,
  polygon,
  star,
  subtract,
  union,
  type Shape,
} from "../shape.ts";

export const SIGN_GLYPHS: readonly Glyph[] = [
  {
    name: "star",
    keywords: ["star", "favourite", "favorite", "rating", "award"],
    draw(brush, { main, light, dark }) {
      brush(star(5, 0.96, 0.42), gradient(light, dark, { from: [-0.6, -0.8], to: [0.6, 0.9] }));
      brush(star(5, 0.62, 0.27), lighten(main, 0.3), { opacity: 0.6 });
    },
  },
  {
    name: "heart",
    keywords: ["heart", "love", "valentine", "health"],
    draw(brush, { light, dark, pale }) {
      const heart = blob([
        [0, -0.4],
        [0.26, -0.7],
        [0.62, -0.68],
        [0.82, -0.34],
        [0.66, 0.14],
        [0, 0.82],
        [-0.66, 0.14],
        [-0.82, -0.34],
        [-0.62, -0.68],
        [-0.26, -0.7],
      ]);
      brush(heart, gradient(light, dark, { from: [-0.5, -0.7], to: [0.5, 0.7] }));
      brush(place(ellipse(0, 0, 0.2, 0.1), [-0.46, -0.42], 1, -0.1), pale, { opacity: 0.6, soft: 0.08 });
    },
  },
  {
    name: "gear",
    keywords: ["gear", "cog", "setting", "machine", "engine", "mechanic", "tool"],
    draw(brush, { light, dark, accent, main }) {
      const teeth: Shape[] = [circle(0, 0, 0.66)];
      for (let tooth = 0; tooth < 8; tooth += 1) {
        const turn = tooth / 8 + 1 / 16;
        teeth.push(place(box(0, 0, [0.15, 0.15], 0.04), [0.72 * cosine(turn), 0.72 * sine(turn)], 1, turn));
      }
      const gear = subtract(union(...teeth), circle(0, 0, 0.28));
      brush(gear, gradient(light, dark, { from: [-0.6, -0.7], to: [0.7, 0.8] }));
      brush(outline(circle(0, 0, 0.46), 0.06), main, { opacity: 0.55 });
      brush(circle(0, 0, 0.16), ball(accent, [0, 0], 0.2));
    },
  },
  {
    name: "bolt",
    keywords: ["bolt", "lightning", "energy", "electric", "power", "flash"],
    draw(brush, { light, dark }) {
      brush(
        polygon([
          [0.2, -0.95],
          [-0.52, 0.16],
          [-0.06, 0.16],
          [-0.22, 0.95],
          [0.54, -0.24],
          [0.06, -0.24],
        ]),
        gradient(lighten(light, 0.2), dark, { from: [-0.3, -0.9], to: [0.4, 0.9] }),
      );
    },
  },
  {
    name: "shield",
    keywords: ["shield", "security", "safe", "guard", "privacy", "lock"],
    draw(brush, { main, dark, light, pale }) {
      const shield = blob([
        [0, -0.9],
        [0.4, -0.72],
        [0.74, -0.66],
        [0.72, 0.05],
        [0.42, 0.58],
        [0, 0.9],
        [-0.42, 0.58],
        [-0.72, 0.05],
        [-0.74, -0.66],
        [-0.4, -0.72],
      ]);
      brush(shield, gradient(light, main, { from: [-0.6, -0.7], to: [0.2, 0.6] }));
      brush(box(0.5, 0, [0.5, 1]), dark, { opacity: 0.5, within: shield });
      brush(union(limb([-0.3, -0.02], [-0.06, 0.24], 0.07), limb([-0.06, 0.24], [0.36, -0.26], 0.07)), pale);
    },
  },
  {
    name: "cat",
    keywords: ["cat", "kitten", "fox"],
    draw(brush, { main, light, dark, accent, pale }) {
      brush(
        both(
          polygon([
            [0.16, -0.46],
            [0.62, -0.92],
            [0.74, -0.1],
          ]),
        ),
        dark,
      );
      brush(
        both(
          polygon([
            [0.3, -0.46],
            [0.57, -0.72],
            [0.62, -0.26],
          ]),
        ),
        accent,
      );
      brush(ellipse(0, 0.1, 0.76, 0.64), gradient(light, main, { from: [-0.4, -0.5], to: [0.3, 0.5] }));
      brush(both(ellipse(0.3, 0.02, 0.1, 0.13)), [0.12, 0.11, 0.16]);
      brush(union(circle(0.33, -0.03, 0.035), circle(-0.27, -0.03, 0.035)), pale);
      brush(both(ellipse(0.13, 0.36, 0.18, 0.14)), pale);
      brush(
        polygon([
          [-0.09, 0.22],
          [0.09, 0.22],
          [0, 0.32],
        ]),
        accent,
      );
    },
  },
];
