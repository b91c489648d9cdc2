import { ball, createBrush, gradient } from "../brush.ts";
import { blend, colour, darken, lighten, type Colour } from "../colour.ts";
import { blob, both, circle, ellipse, limb, outline, polygon, spot, union } from "../shape.ts";
import type { Scene, Stage } from "../stage.ts";

/** A cat, a fox or a dog that sits and looks at us; with a glass helmet where there is no air. */
export const ANIMAL: Scene = {
  name: "animal",
  kind: "figure",
  coloursItself: true,
  keywords: {
    cat: 8,
    kitten: 8,
    kitty: 8,
    fox: 8,
    dog: 8,
    puppy: 8,
    pet: 6,
    animal: 5,
    wolf: 7,
    rabbit: 7,
    bunny: 7,
    bear: 6,
  },
  paint(stage) {
    stage.backdrop();
    const { canvas, brief, random } = stage;
    const scale = Math.min(canvas.height * 0.46, canvas.width * 0.42);
    const floats = brief.has("space", "galaxy", "planet", "astronaut", "orbit");
    const brush = createBrush(canvas, {
      x: canvas.width * (0.5 + (random() - 0.5) * 0.06),
      y: canvas.height * 0.58,
      scale,
    });
    const kind = brief.has("fox")
      ? "fox"
      : brief.has("dog", "puppy", "wolf", "bear")
        ? "dog"
        : brief.has("rabbit", "bunny")
          ? "rabbit"
          : "cat";
    const fur = furOf(stage, kind);
    const belly = blend(fur, [1, 0.97, 0.92], 0.72);
    const dark = darken(fur, 0.42);
    const lit = floats ? ([0.62, 0.7, 1] as const) : ([1, 0.95, 0.85] as const);
    const body = gradient(lighten(fur, 0.12), dark, { from: [-0.4, 0.1], to: [0.55, 0.9] });

    if (!floats) brush(spot(0.06, 0.86, 0.72, 0.12), [0.04, 0.04, 0.1], { soft: 0.2, opacity: 0.45 });
    brush(
      union(
        limb([0.34, 0.72], [0.78, 0.6], 0.11, 0.1),
        limb([0.78, 0.6], [0.86, 0.2], 0.1, kind === "fox" ? 0.13 : 0.07),
      ),
      body,
    );
    brush(circle(0.86, 0.18, kind === "fox" ? 0.12 : 0.075), kind === "fox" ? belly : dark);
    brush(
      blob([
        [0, -0.05],
        [0.3, 0.1],
        [0.5, 0.5],
        [0.52, 0.8],
        [0.2, 0.9],
        [-0.2, 0.9],
        [-0.52, 0.8],
        [-0.5, 0.5],
        [-0.3, 0.1],
      ]),
      body,
    );
    brush(
      blob([
        [0, 0.12],
        [0.2, 0.3],
        [0.22, 0.66],
        [0, 0.8],
        [-0.22, 0.66],
        [-0.2, 0.3],
      ]),
      belly,
      { soft: 0.14 },
    );
    brush(both(limb([0.16, 0.4], [0.17, 0.84], 0.1, 0.09)), gradient(fur, dark, { from: [0, 0.3], to: [0.1, 0.95] }));
    brush(both(ellipse(0.18, 0.87, 0.13, 0.075)), kind === "fox" ? dark : belly);
    for (const x of [0.13, 0.18, 0.23]) brush(both(limb([x, 0.86], [x, 0.92], 0.007)), dark, { opacity: 0.6 });
    paintHead(brush, {
      kind,
      fur,
      belly,
      dark,
      eye: stage.coloursGiven
        ? (stage.colours[1] ?? colour("#8fbf4f"))
        : colour(kind === "cat" ? "#9ac25a" : "#5a3a22"),
    });
    brush(
      polygon([
        [-0.44, -0.1],
        [-0.52, 0.4],
        [-0.5, 0.8],
        [-0.42, 0.5],
      ]),
      lit,
      { soft: 0.08, opacity: 0.25, light: true },
    );
    if (floats) paintHelmet(brush);
    else
      brush(
        union(limb([-0.22, 0.07], [0, 0.13], 0.03), limb([0, 0.13], [0.22, 0.07], 0.03)),
        stage.colours[2] ?? colour("#c8503f"),
      );
  },
};

interface Head {
  readonly kind: "cat" | "fox" | "dog" | "rabbit";
  readonly fur: Colour;
  readonly belly: Colour;
  readonly dark: Colour;
  readonly eye: Colour;
}

function paintHead(brush: ReturnType<typeof createBrush>, { kind, fur, belly, dark, eye }: Head): void {
  const pink: Colour = [0.93, 0.66, 0.64];
  if (kind === "rabbit") {
    brush(both(limb([0.14, -0.6], [0.24, -1.12], 0.1, 0.085)), fur);
    brush(both(limb([0.15, -0.62], [0.235, -1.08], 0.05, 0.045)), pink);
  } else if (kind === "dog") {
    brush(
      both(
        blob([
          [0.26, -0.66],
          [0.5, -0.58],
          [0.58, -0.2],
          [0.46, -0.08],
          [0.34, -0.34],
        ]),
      ),
      dark,
    );
  } else {
    brush(
      both(
        blob(
          [
            [0.1, -0.6],
            [0.38, -0.95],
            [0.46, -0.98],
            [0.5, -0.88],
            [0.48, -0.36],
          ],
          5,
        ),
      ),
      fur,
    );
    brush(
      both(
        polygon([
          [0.22, -0.62],
          [0.42, -0.87],
          [0.43, -0.5],
        ]),
      ),
      kind === "fox" ? dark : pink,
      { soft: 0.03 },
    );
  }
  brush(ellipse(0, -0.32, 0.52, 0.425), ball(fur, [0, -0.32], 0.56, 0.5));
  if (kind === "cat") {
    for (const x of [-0.11, 0, 0.11]) brush(limb([x, -0.72], [x * 0.8, -0.54], 0.026, 0.006), dark, { opacity: 0.75 });
    brush(both(limb([0.5, -0.28], [0.34, -0.25], 0.02, 0.005)), dark, { opacity: 0.6 });
    brush(both(limb([0.48, -0.18], [0.33, -0.18], 0.02, 0.005)), dark, { opacity: 0.6 });
  }
  if (kind === "fox")
    brush(
      both(
        blob([
          [0.04, -0.22],
          [0.3, -0.3],
          [0.47, -0.2],
          [0.26, 0.04],
          [0.04, 0.08],
        ]),
      ),
      belly,
      { soft: 0.03 },
    );
  brush(both(ellipse(0.1, -0.12, 0.15, 0.115)), belly, { soft: 0.05 });
  brush(both(ellipse(0.215, -0.35, 0.115, 0.125)), [0.1, 0.09, 0.12]);
  brush(
    both(ellipse(0.215, -0.35, 0.1, 0.112)),
    gradient(darken(eye, 0.35), lighten(eye, 0.22), { from: [0, -0.46], to: [0, -0.25] }),
  );
  brush(both(ellipse(0.21, -0.35, kind === "cat" ? 0.045 : 0.07, 0.085)), [0.04, 0.04, 0.06]);
  brush(
    union(
      circle(0.245, -0.395, 0.032),
      circle(-0.18, -0.395, 0.032),
      circle(0.19, -0.31, 0.014),
      circle(-0.235, -0.31, 0.014),
    ),
    [1, 1, 1],
  );
  brush(
    blob([
      [-0.055, -0.21],
      [0, -0.222],
      [0.055, -0.21],
      [0, -0.15],
    ]),
    kind === "cat" ? pink : [0.14, 0.11, 0.12],
  );
  brush(
    both(
      union(
        limb([0, -0.15], [0.005, -0.1], 0.007),
        limb([0.005, -0.1], [0.055, -0.082], 0.008),
        limb([0.055, -0.082], [0.1, -0.112], 0.008, 0.005),
      ),
    ),
    dark,
  );
  if (kind === "dog") return;
  for (const [y, tip] of [
    [-0.14, -0.2],
    [-0.1, -0.1],
    [-0.06, 0],
  ] as const)
    brush(both(limb([0.16, y], [0.56, tip], 0.0055, 0.002)), [1, 1, 1], { opacity: 0.8 });
}

/** Glass in front of a head: a rim, a shine, and next to nothing between. */
function paintHelmet(brush: ReturnType<typeof createBrush>): void {
  const glass = circle(0, -0.34, 0.74);
  brush(glass, [0.6, 0.78, 1], { opacity: 0.07 });
  brush(outline(glass, 0.028), [0.86, 0.92, 1], { opacity: 0.75 });
  brush(
    blob([
      [-0.5, -0.64],
      [-0.32, -0.86],
      [-0.18, -0.94],
      [-0.3, -0.76],
      [-0.46, -0.5],
    ]),
    [1, 1, 1],
    { opacity: 0.5, soft: 0.03 },
  );
  brush(circle(0.44, 0.02, 0.04), [1, 1, 1], { opacity: 0.4, soft: 0.05 });
  brush(
    ellipse(0, 0.33, 0.42, 0.09),
    gradient([0.93, 0.94, 0.97], [0.5, 0.53, 0.64], { from: [-0.4, 0], to: [0.42, 0.1] }),
  );
  brush(ellipse(0, 0.305, 0.36, 0.055), [0.3, 0.33, 0.44]);
  brush(circle(0, 0.39, 0.025), [0.95, 0.45, 0.3]);
}

function furOf({ brief, coloursGiven, colours, random }: Stage, kind: Head["kind"]): Colour {
  if (coloursGiven) return colours[0] ?? colour("#d98a4a");
  if (brief.has("black")) return colour("#34323c");
  if (kind === "fox") return colour("#d9702f");
  if (kind === "dog") return colour("#b5814f");
  if (kind === "rabbit") return colour("#cfc4b8");
  return colour(["#dd9150", "#8e8a92", "#5a5560", "#e8d3b2"][Math.floor(random() * 4)] ?? "#dd9150");
}
