import { ball, gradient } from "../brush.ts";
import { blend, darken, lighten } from "../colour.ts";
import type { Glyph } from "../glyph.ts";
import { blob, box, circle, intersect, limb, place, polygon, star, subtract, union } from "../shape.ts";

const LEAF = blob([
  [0, -0.92],
  [0.36, -0.52],
  [0.46, 0],
  [0.28, 0.42],
  [0, 0.66],
  [-0.28, 0.42],
  [-0.46, 0],
  [-0.36, -0.52],
]);

export const NATURE_GLYPHS: readonly Glyph[] = [
  {
    name: "tree",
    keywords: ["tree", "oak", "maple", "forest", "park"],
    draw(brush, { leaf, accent }) {
      const bark = darken(accent, 0.25);
      brush(
        union(
          limb([0, 0.86], [0, 0.05], 0.11, 0.06),
          limb([0, 0.3], [-0.26, -0.04], 0.05, 0.03),
          limb([0, 0.26], [0.27, -0.1], 0.05, 0.03),
        ),
        bark,
      );
      const crown = [
        circle(0, -0.36, 0.42),
        circle(-0.36, -0.14, 0.31),
        circle(0.37, -0.16, 0.32),
        circle(-0.2, -0.52, 0.28),
        circle(0.24, -0.54, 0.27),
      ];
      brush(union(...crown), gradient(leaf, darken(leaf, 0.3), { from: [-0.3, -0.8], to: [0.3, 0.2] }));
      for (const [x, y, size] of DABS)
        brush(circle(x, y, size), lighten(leaf, 0.2), { opacity: 0.75, within: union(...crown) });
    },
  },
  {
    name: "plant",
    keywords: ["plant", "potted", "succulent", "houseplant", "fern", "monstera", "cactus"],
    draw(brush, { leaf, main, dark, light }) {
      for (const [x, y, size, turn] of FRONDS) {
        brush(limb([0, 0.3], [x * 0.8, y * 0.8], 0.025, 0.015), darken(leaf, 0.35));
        const frond = place(LEAF, [x, y], size, turn);
        brush(
          frond,
          gradient(lighten(leaf, 0.14), darken(leaf, 0.26), { from: [x - 0.2, y - 0.3], to: [x + 0.25, y + 0.3] }),
        );
        brush(place(limb([0, -0.7], [0, 0.66], 0.018), [x, y], size, turn), lighten(leaf, 0.34), { opacity: 0.7 });
      }
      const pot = polygon([
        [-0.4, 0.3],
        [0.4, 0.3],
        [0.29, 0.9],
        [-0.29, 0.9],
      ]);
      brush(pot, gradient(light, dark, { from: [-0.4, 0.3], to: [0.42, 0.7] }));
      brush(box(0, 0.3, [0.45, 0.085], 0.04), gradient(light, dark, { from: [-0.45, 0], to: [0.6, 0] }));
      brush(box(0, 0.42, [0.37, 0.03]), darken(main, 0.5), { opacity: 0.25, soft: 0.05 });
    },
  },
  {
    name: "leaf",
    keywords: ["leaf", "foliage", "eco", "organic"],
    draw(brush, { leaf, accent }) {
      const tilted = place(LEAF, [0.04, -0.02], 1.12, 0.09);
      brush(place(limb([0, 0.6], [0.03, 0.92], 0.045), [0, 0], 1.05, 0.09), darken(leaf, 0.4));
      brush(tilted, gradient(lighten(leaf, 0.16), leaf, { from: [-0.4, -0.6], to: [0.1, 0.3] }));
      const half = intersect(LEAF, box(0.5, 0, [0.5, 1.2]));
      brush(place(half, [0.04, -0.02], 1.12, 0.09), darken(leaf, 0.26));
      for (const y of [-0.45, -0.15, 0.15, 0.42]) {
        const reach = 0.34 - Math.abs(y) * 0.22;
        brush(
          place(
            union(limb([0, y], [reach, y - 0.2], 0.012), limb([0, y], [-reach, y - 0.2], 0.012)),
            [0.04, -0.02],
            1.12,
            0.09,
          ),
          lighten(leaf, 0.45),
          { opacity: 0.8 },
        );
      }
      brush(
        place(limb([0, -0.82], [0, 0.7], 0.022), [0.04, -0.02], 1.12, 0.09),
        blend(accent, lighten(leaf, 0.5), 0.7),
      );
    },
  },
  {
    name: "flower",
    keywords: ["flower", "rose", "daisy", "tulip", "blossom", "sunflower", "lotus"],
    draw(brush, { main, leaf, accent, light }) {
      brush(limb([0, 0.1], [0.02, 0.9], 0.035), darken(leaf, 0.2));
      brush(place(LEAF, [0.24, 0.6], 0.36, 0.17), leaf);
      brush(place(LEAF, [-0.22, 0.72], 0.3, -0.18), darken(leaf, 0.14));
      for (let petal = 0; petal < 8; petal += 1) {
        brush(place(place(LEAF, [0, -0.36], 0.46), [0, -0.26], 1, petal / 8), petal % 2 === 0 ? main : light);
      }
      brush(circle(0, -0.26, 0.17), ball(accent, [0, -0.26], 0.2));
    },
  },
  {
    name: "drop",
    keywords: ["drop", "water", "droplet", "rain", "oil"],
    draw(brush, { main, light, dark, pale }) {
      const drop = blob([
        [0, -0.92],
        [0.16, -0.5],
        [0.44, -0.02],
        [0.54, 0.32],
        [0.36, 0.7],
        [0, 0.84],
        [-0.36, 0.7],
        [-0.54, 0.32],
        [-0.44, -0.02],
        [-0.16, -0.5],
      ]);
      brush(drop, gradient(light, dark, { from: [-0.3, -0.5], to: [0.4, 0.8] }));
      brush(subtract(circle(0, 0.3, 0.4), circle(0.12, 0.22, 0.4)), pale, { opacity: 0.55, within: drop, soft: 0.03 });
      brush(circle(0.2, 0.5, 0.1), main, { opacity: 0.6, soft: 0.16 });
    },
  },
  {
    name: "mountain",
    keywords: ["mountain", "peak", "summit", "hill"],
    draw(brush, { main, dark, pale, light }) {
      brush(
        polygon([
          [-0.95, 0.66],
          [-0.32, -0.24],
          [0.3, 0.66],
        ]),
        light,
      );
      brush(
        polygon([
          [-0.6, 0.66],
          [0.2, -0.7],
          [0.98, 0.66],
        ]),
        main,
      );
      brush(
        polygon([
          [0.2, -0.7],
          [0.98, 0.66],
          [0.34, 0.66],
          [0.06, 0.2],
          [0.3, -0.1],
        ]),
        dark,
      );
      brush(
        polygon([
          [0.2, -0.7],
          [0.47, -0.23],
          [0.32, -0.31],
          [0.2, -0.13],
          [0.06, -0.28],
          [-0.06, -0.24],
        ]),
        pale,
      );
    },
  },
  {
    name: "sun",
    keywords: ["sun", "sunny", "sunrise", "sunset"],
    draw(brush, { accent, main }) {
      brush(star(12, 0.92, 0.58), lighten(main, 0.2));
      brush(circle(0, 0, 0.5), ball(accent, [0, 0], 0.6, 0.35));
    },
  },
  {
    name: "moon",
    keywords: ["moon", "night", "crescent"],
    draw(brush, { main, pale, accent }) {
      brush(
        subtract(circle(-0.05, 0, 0.78), circle(0.34, -0.16, 0.64)),
        gradient(lighten(main, 0.45), main, { from: [-0.6, -0.6], to: [0.3, 0.8] }),
      );
      brush(place(star(5, 0.2, 0.085), [0.4, -0.28]), pale);
      brush(place(star(5, 0.12, 0.05), [0.14, 0.1]), accent);
    },
  },
];

const DABS = [
  [-0.2, -0.56, 0.13],
  [0.06, -0.6, 0.1],
  [-0.42, -0.24, 0.12],
  [-0.04, -0.3, 0.11],
  [0.3, -0.36, 0.1],
] as const;

const FRONDS = [
  [-0.5, -0.2, 0.44, -0.12],
  [0.52, -0.24, 0.46, 0.12],
  [-0.28, -0.52, 0.46, -0.06],
  [0.28, -0.56, 0.46, 0.06],
  [0, -0.4, 0.52, 0],
] as const;
