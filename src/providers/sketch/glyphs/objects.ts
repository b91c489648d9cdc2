import { sine } from "../arithmetic.ts";
import { ball, gradient } from "../brush.ts";
import { blend, darken, lighten } from "../colour.ts";
import type { Glyph } from "../glyph.ts";
import { blob, both, box, circle, ellipse, grow, intersect, limb, outline, polygon, union } from "../shape.ts";

const CUP = blob(
  [
    [-0.56, -0.3],
    [0.5, -0.3],
    [0.5, 0.2],
    [0.36, 0.66],
    [0.16, 0.8],
    [-0.22, 0.8],
    [-0.42, 0.66],
    [-0.56, 0.2],
  ],
  5,
);

export const OBJECT_GLYPHS: readonly Glyph[] = [
  {
    name: "cup",
    keywords: ["cup", "mug", "coffee", "tea", "espresso", "cappuccino", "latte", "cafe"],
    draw(brush, { main, light, dark, pale }) {
      brush(ellipse(0, 0.8, 0.86, 0.13), gradient(pale, darken(pale, 0.22), { from: [-0.6, 0], to: [0.8, 0.2] }));
      brush(ellipse(0, 0.79, 0.52, 0.07), darken(pale, 0.3), { opacity: 0.6 });
      brush(
        outline(ellipse(0.56, 0.14, 0.26, 0.27), 0.12),
        gradient(main, dark, { from: [0.4, -0.1], to: [0.8, 0.4] }),
      );
      brush(intersect(CUP, box(0, 0.3, [0.7, 0.6])), gradient(light, dark, { from: [-0.6, 0], to: [0.62, 0.35] }));
      brush(ellipse(-0.03, -0.3, 0.54, 0.13), lighten(light, 0.25));
      brush(ellipse(-0.03, -0.29, 0.47, 0.1), [0.29, 0.17, 0.1]);
      brush(ellipse(-0.08, -0.275, 0.33, 0.06), [0.62, 0.42, 0.25], { opacity: 0.85, soft: 0.06 });
      brush(limb([-0.42, 0], [-0.34, 0.5], 0.035), pale, { opacity: 0.45, soft: 0.05 });
      for (const [x, shift] of [
        [-0.26, 0],
        [0, 0.06],
        [0.24, -0.02],
      ] as const) {
        const wisps = Array.from({ length: 14 }, (_, index) => {
          const rise = index / 14;
          return circle(x + sine(rise * 1.15) * 0.05, -0.46 + shift - rise * 0.46, 0.034 * (1.1 - rise * 0.8));
        });
        brush(union(...wisps), pale, { opacity: 0.7, soft: 0.05 });
      }
    },
  },
  {
    name: "lamp",
    keywords: ["lamp", "light", "desklamp", "lantern"],
    draw(brush, { light, dark, accent, pale }) {
      brush(
        polygon([
          [-0.62, -0.28],
          [-0.05, -0.02],
          [0.16, 0.9],
          [-0.98, 0.9],
        ]),
        gradient([1, 0.9, 0.6], [0.3, 0.24, 0.1], { from: [-0.33, -0.1], to: [-0.44, 0.9] }),
        { light: true, opacity: 0.4, soft: 0.08 },
      );
      brush(box(0.4, 0.84, [0.42, 0.06], 0.05), gradient(light, dark, { from: [0, 0.8], to: [0.84, 0.9] }));
      brush(
        union(limb([0.4, 0.8], [0.56, 0.04], 0.045), limb([0.56, 0.04], [0.02, -0.56], 0.045)),
        gradient(blend(accent, pale, 0.3), darken(accent, 0.4), { from: [0.1, -0.3], to: [0.6, 0.6] }),
      );
      brush(circle(0.56, 0.04, 0.085), dark);
      brush(circle(-0.36, -0.16, 0.13), [1, 0.95, 0.74]);
      brush(
        blob(
          [
            [-0.02, -0.74],
            [0.12, -0.56],
            [0.04, -0.06],
            [-0.34, -0.18],
            [-0.7, -0.34],
            [-0.34, -0.68],
          ],
          5,
        ),
        gradient(light, dark, { from: [-0.5, -0.6], to: [0.05, -0.1] }),
      );
      brush(circle(-0.02, -0.64, 0.1), dark);
    },
  },
  {
    name: "bell",
    keywords: ["bell", "alarm", "notification", "chime"],
    foot: 0.82,
    draw(brush, { main, light, dark, pale, accent }) {
      brush(outline(circle(0, -0.76, 0.12), 0.07), dark);
      brush(circle(0, 0.68, 0.16), ball(accent, [0, 0.68], 0.2));
      const bell = blob([
        [-0.14, -0.68],
        [0.14, -0.68],
        [0.4, -0.36],
        [0.46, 0.1],
        [0.56, 0.4],
        [0.74, 0.58],
        [0, 0.62],
        [-0.74, 0.58],
        [-0.56, 0.4],
        [-0.46, 0.1],
        [-0.4, -0.36],
      ]);
      brush(bell, gradient(light, dark, { from: [-0.45, -0.3], to: [0.55, 0.3] }));
      brush(box(0, 0.36, [0.8, 0.035]), dark, { opacity: 0.5, within: bell });
      brush(box(0, 0.56, [0.74, 0.06], 0.05), gradient(lighten(main, 0.2), dark, { from: [-0.7, 0], to: [0.75, 0] }));
      brush(limb([-0.24, -0.4], [-0.32, 0.18], 0.045), pale, { opacity: 0.6, soft: 0.08 });
    },
  },
  {
    name: "house",
    keywords: ["house", "home", "cottage", "cabin", "hut", "building"],
    draw(brush, { main, dark, accent, pale, light }) {
      brush(box(0.4, -0.5, [0.09, 0.26]), darken(accent, 0.3));
      brush(box(0, 0.36, [0.6, 0.5]), gradient(pale, darken(pale, 0.2), { from: [-0.5, 0], to: [0.6, 0.6] }));
      brush(
        polygon([
          [0, -0.86],
          [0.88, -0.02],
          [0.76, 0.1],
          [-0.76, 0.1],
          [-0.88, -0.02],
        ]),
        gradient(light, dark, { from: [-0.7, -0.4], to: [0.8, 0.1] }),
      );
      brush(
        polygon([
          [-0.7, 0.1],
          [0.7, 0.1],
          [0.6, 0.18],
          [-0.6, 0.18],
        ]),
        darken(pale, 0.5),
        { opacity: 0.4 },
      );
      brush(box(-0.02, 0.57, [0.15, 0.29], 0.05), accent);
      brush(circle(0.07, 0.58, 0.025), pale);
      for (const x of [-0.38, 0.36]) {
        brush(box(x, 0.4, [0.13, 0.14], 0.02), [1, 0.86, 0.52]);
        brush(union(box(x, 0.4, [0.13, 0.012]), box(x, 0.4, [0.012, 0.14])), main);
      }
    },
  },
  {
    name: "book",
    keywords: ["book", "library", "reading", "journal", "notebook"],
    foot: 0.72,
    draw(brush, { main, dark, pale, accent }) {
      brush(
        both(
          polygon([
            [0, -0.4],
            [0.9, -0.54],
            [0.9, 0.6],
            [0, 0.74],
          ]),
        ),
        main,
      );
      brush(
        both(
          polygon([
            [0, -0.48],
            [0.82, -0.62],
            [0.82, 0.46],
            [0, 0.62],
          ]),
        ),
        gradient(pale, darken(pale, 0.2), { from: [-0.7, 0], to: [0.7, 0] }),
      );
      for (const y of [-0.24, -0.04, 0.16])
        brush(both(limb([0.16, y], [0.66, y - 0.09], 0.02)), dark, { opacity: 0.4 });
      brush(box(0, 0.1, [0.012, 0.54]), dark, { opacity: 0.5, soft: 0.06 });
      brush(
        polygon([
          [0.5, -0.57],
          [0.64, -0.6],
          [0.64, -0.02],
          [0.57, -0.1],
          [0.5, 0],
        ]),
        accent,
      );
    },
  },
  {
    name: "camera",
    keywords: ["camera", "lens"],
    foot: 0.6,
    draw(brush, { main, light, dark, pale, accent }) {
      brush(box(-0.1, -0.42, [0.3, 0.2], 0.08), dark);
      brush(box(0, 0.1, [0.86, 0.52], 0.14), gradient(light, dark, { from: [-0.6, -0.4], to: [0.8, 0.7] }));
      brush(box(0, -0.2, [0.86, 0.06]), pale, { opacity: 0.35 });
      brush(circle(0, 0.14, 0.42), darken(main, 0.65));
      brush(circle(0, 0.14, 0.32), ball(accent, [0, 0.14], 0.36, 0.8));
      brush(circle(-0.1, 0.03, 0.09), pale, { opacity: 0.75, soft: 0.04 });
      brush(circle(0.62, -0.24, 0.07), accent);
    },
  },
  {
    name: "bottle",
    keywords: ["bottle", "perfume", "wine", "shampoo", "vase", "jar", "lotion"],
    draw(brush, { main, light, dark, pale, accent }) {
      const bottle = union(box(0, 0.36, [0.4, 0.54], 0.14), box(0, -0.3, [0.13, 0.3], 0.04));
      brush(
        box(0, -0.7, [0.18, 0.18], 0.05),
        gradient(lighten(accent, 0.2), darken(accent, 0.4), { from: [-0.18, 0], to: [0.2, 0] }),
      );
      brush(bottle, gradient(light, dark, { from: [-0.4, 0], to: [0.5, 0.4] }));
      brush(box(0, 0.42, [0.29, 0.26], 0.03), pale, { opacity: 0.92 });
      brush(union(box(0, 0.32, [0.17, 0.022]), box(0, 0.44, [0.11, 0.016])), main);
      brush(limb([-0.3, 0], [-0.3, 0.7], 0.03), pale, { opacity: 0.5, soft: 0.05 });
    },
  },
  {
    name: "fruit",
    keywords: ["apple", "fruit", "orange", "peach", "pear", "tomato"],
    foot: 0.8,
    draw(brush, { main, leaf, dark, pale }) {
      const apple = blob([
        [0, -0.34],
        [0.3, -0.48],
        [0.66, -0.2],
        [0.62, 0.34],
        [0.3, 0.82],
        [0, 0.76],
        [-0.3, 0.82],
        [-0.62, 0.34],
        [-0.66, -0.2],
        [-0.3, -0.48],
      ]);
      brush(apple, ball(main, [0, 0.15], 0.85, 0.75));
      brush(ellipse(0, -0.36, 0.2, 0.06), dark, { opacity: 0.5, soft: 0.1 });
      brush(limb([0, -0.36], [0.06, -0.72], 0.035), [0.35, 0.24, 0.16]);
      brush(
        blob([
          [0.06, -0.52],
          [0.24, -0.8],
          [0.54, -0.82],
          [0.36, -0.56],
        ]),
        leaf,
      );
      brush(ellipse(-0.3, -0.12, 0.1, 0.16), pale, { opacity: 0.5, soft: 0.1 });
    },
  },
  {
    name: "rocket",
    keywords: ["rocket", "launch", "startup", "spaceship"],
    draw(brush, { main, dark, accent, pale }) {
      brush(
        blob([
          [0.18, 0.56],
          [0.12, 0.8],
          [0, 0.98],
          [-0.12, 0.8],
          [-0.18, 0.56],
        ]),
        [1, 0.72, 0.3],
      );
      brush(
        both(
          polygon([
            [0.2, 0.1],
            [0.58, 0.5],
            [0.52, 0.7],
            [0.18, 0.52],
          ]),
        ),
        accent,
      );
      const hull = blob([
        [0, -0.96],
        [0.24, -0.56],
        [0.32, -0.04],
        [0.24, 0.56],
        [-0.24, 0.56],
        [-0.32, -0.04],
        [-0.24, -0.56],
      ]);
      brush(hull, gradient(pale, darken(pale, 0.4), { from: [-0.25, 0], to: [0.38, 0.1] }));
      brush(intersect(hull, box(0, -0.86, [0.4, 0.3])), accent);
      brush(intersect(hull, box(0, 0.46, [0.4, 0.07])), dark);
      brush(grow(circle(0, -0.18, 0.14), 0.05), dark);
      brush(circle(0, -0.18, 0.14), ball(main, [0, -0.18], 0.18));
    },
  },
];
