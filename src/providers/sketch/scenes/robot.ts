import { ball, createBrush, gradient } from "../brush.ts";
import { blend, colour, darken, lighten, type Colour } from "../colour.ts";
import { blob, both, box, circle, ellipse, limb, outline, subtract, union, spot } from "../shape.ts";
import type { Scene } from "../stage.ts";

/** A friendly robot: round head with a screen for a face, and a hand that waves. */
export const ROBOT: Scene = {
  name: "robot",
  kind: "figure",
  coloursItself: true,
  keywords: { robot: 9, android: 8, bot: 7, droid: 8, cyborg: 7, assistant: 3, mech: 6, automaton: 7 },
  paint(stage) {
    stage.backdrop();
    const { canvas, random, brief } = stage;
    const scale = Math.min(canvas.height * 0.47, canvas.width * 0.4);
    const x = canvas.width * (brief.has("office", "room", "desk", "kitchen") ? 0.44 : 0.5);
    const brush = createBrush(canvas, { x, y: canvas.height * 0.535, scale });
    const shell = blend(stage.colours[0] ?? colour("#cfdfe2"), [0.98, 0.97, 0.95], stage.coloursGiven ? 0.15 : 0.62);
    const trim = stage.coloursGiven ? darken(shell, 0.35) : (stage.colours[0] ?? colour("#3d7f86"));
    const accent = stage.colours[1] ?? colour("#f0a35a");
    const glowing: Colour = [0.48, 0.95, 0.94];
    const joint = colour("#5b6470");
    const shade = darken(shell, 0.34);
    const wave = random() < 0.5 ? 1 : -1;
    const paint = gradient(lighten(shell, 0.3), shade, { from: [-0.5, -0.6], to: [0.6, 0.8] });

    brush(spot(0.04, 0.93, 0.62, 0.09), [0.04, 0.05, 0.1], { soft: 0.2, opacity: 0.5 });
    brush(both(limb([0.19, 0.62], [0.2, 0.84], 0.085, 0.09)), joint);
    brush(
      both(box(0.22, 0.87, [0.17, 0.07], 0.06)),
      gradient(trim, darken(trim, 0.4), { from: [-0.2, 0.8], to: [0.3, 0.95] }),
    );
    // One arm hangs, the other one waves.
    brush(union(limb([-0.44 * wave, 0.2], [-0.62 * wave, 0.5], 0.075, 0.065)), joint);
    brush(circle(-0.63 * wave, 0.56, 0.115), ball(shell, [-0.63 * wave, 0.56], 0.13));
    brush(
      union(
        limb([0.44 * wave, 0.18], [0.72 * wave, 0.02], 0.075, 0.065),
        limb([0.72 * wave, 0.02], [0.78 * wave, -0.3], 0.065, 0.06),
      ),
      joint,
    );
    brush(
      union(
        limb([0.78 * wave, -0.36], [0.69 * wave, -0.52], 0.042),
        limb([0.79 * wave, -0.38], [0.8 * wave, -0.56], 0.042),
        limb([0.8 * wave, -0.36], [0.9 * wave, -0.5], 0.042),
      ),
      shade,
    );
    brush(circle(0.785 * wave, -0.36, 0.115), ball(shell, [0.785 * wave, -0.36], 0.13));
    const body = blob([
      [0, -0.02],
      [0.36, 0.02],
      [0.5, 0.24],
      [0.42, 0.6],
      [0.2, 0.74],
      [-0.2, 0.74],
      [-0.42, 0.6],
      [-0.5, 0.24],
      [-0.36, 0.02],
    ]);
    brush(body, paint);
    brush(both(circle(0.46, 0.17, 0.1)), ball(trim, [0.46, 0.17], 0.12));
    brush(box(0, 0.34, [0.22, 0.16], 0.06), darken(trim, 0.25));
    brush(box(0, 0.34, [0.2, 0.14], 0.05), gradient(lighten(trim, 0.2), trim, { from: [0, 0.2], to: [0, 0.5] }));
    brush(
      union(circle(-0.1, 0.3, 0.034), box(0.06, 0.29, [0.08, 0.014], 0.012), box(0.04, 0.34, [0.06, 0.014], 0.012)),
      [0.96, 0.98, 1],
    );
    brush(circle(-0.1, 0.41, 0.03), accent);
    brush(box(0.06, 0.41, [0.08, 0.018], 0.015), glowing);
    brush(box(0, -0.06, [0.14, 0.08], 0.03), joint);

    brush(limb([0, -0.82], [0, -1.0], 0.018), joint);
    brush(circle(0, -1.03, 0.062), ball(accent, [0, -1.03], 0.07));
    brush(circle(0, -1.03, 0.2), accent, { soft: 0.34, opacity: 0.4, light: true });
    brush(
      both(box(0.6, -0.46, [0.075, 0.15], 0.06)),
      gradient(lighten(trim, 0.2), darken(trim, 0.3), { from: [0, -0.6], to: [0, -0.3] }),
    );
    const head = box(0, -0.46, [0.58, 0.38], 0.27);
    brush(head, paint);
    brush(outline(box(0, -0.46, [0.565, 0.365], 0.26), 0.012), [1, 1, 1], { opacity: 0.5 });
    const face = box(0, -0.45, [0.46, 0.265], 0.19);
    brush(face, gradient([0.09, 0.13, 0.2], [0.15, 0.22, 0.3], { from: [0, -0.7], to: [0, -0.2] }));
    brush(both(circle(0.2, -0.48, 0.17)), glowing, { soft: 0.24, opacity: 0.32, light: true });
    brush(both(ellipse(0.2, -0.48, 0.082, 0.1)), glowing);
    brush(union(circle(0.23, -0.52, 0.027), circle(-0.17, -0.52, 0.027)), [1, 1, 1]);
    brush(subtract(ellipse(0, -0.34, 0.11, 0.075), ellipse(0, -0.37, 0.14, 0.07)), glowing);
    brush(both(circle(0.34, -0.35, 0.045)), [1, 0.5, 0.5], { soft: 0.08, opacity: 0.5 });
    brush(
      blob([
        [-0.42, -0.52],
        [-0.36, -0.64],
        [-0.2, -0.69],
        [-0.26, -0.6],
        [-0.37, -0.46],
      ]),
      [1, 1, 1],
      { opacity: 0.16, within: face },
    );
  },
};
