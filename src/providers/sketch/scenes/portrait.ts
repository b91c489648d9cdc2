import { ball, createBrush, gradient } from "../brush.ts";
import { blend, colour, darken, lighten, type Colour } from "../colour.ts";
import { blob, both, box, circle, ellipse, intersect, limb, polygon, subtract, union } from "../shape.ts";
import type { Scene } from "../stage.ts";

/** Head and shoulders of a person, drawn simply; hat, beard, hair and coat follow the prompt and the seed. */
export const PORTRAIT: Scene = {
  name: "portrait",
  kind: "figure",
  coloursItself: true,
  keywords: {
    portrait: 9,
    person: 7,
    woman: 7,
    man: 7,
    girl: 7,
    boy: 7,
    keeper: 7,
    face: 6,
    character: 5,
    child: 6,
    people: 5,
    fisherman: 7,
    sailor: 7,
    captain: 7,
    farmer: 7,
    king: 6,
    queen: 6,
    wizard: 7,
    scientist: 7,
    astronaut: 5,
    doctor: 7,
    artist: 6,
    musician: 6,
    team: 4,
    headshot: 9,
    avatar: 7,
    grandmother: 7,
    grandfather: 7,
    chef: 7,
  },
  paint(stage) {
    stage.backdrop();
    const { canvas, random, brief } = stage;
    const scale = Math.min(canvas.height * 0.62, canvas.width * 0.62);
    const brush = createBrush(canvas, { x: canvas.width / 2, y: canvas.height - scale * 0.92, scale });
    const skin = SKINS[Math.floor(random() * SKINS.length)] ?? [0.8, 0.6, 0.48];
    const old = brief.has("old", "elderly", "keeper", "grandmother", "grandfather", "wizard", "captain");
    const hair: Colour = old ? [0.86, 0.85, 0.83] : (HAIRS[Math.floor(random() * HAIRS.length)] ?? [0.2, 0.14, 0.1]);
    const female =
      brief.has("woman", "girl", "queen", "grandmother", "lady") ||
      (!brief.has("man", "boy", "keeper", "king", "sailor", "captain", "fisherman", "grandfather", "wizard") &&
        random() < 0.5);
    const beard =
      !female &&
      (old || brief.has("beard", "bearded", "fisherman", "sailor") || random() < 0.35) &&
      !brief.has("boy", "child");
    const coat = stage.coloursGiven
      ? (stage.colours[0] ?? colour("#2d4a63"))
      : brief.has("keeper", "sailor", "captain", "fisherman")
        ? colour("#26425c")
        : (stage.colours[0] ?? colour("#2d4a63"));
    const accent = stage.colours[1] ?? colour("#e0a94f");
    const hat = brief.has("keeper", "sailor", "captain", "fisherman", "hat", "cap", "farmer");

    brush(ellipse(0, 0.2, 0.9, 0.9), [0.05, 0.05, 0.12], { soft: 0.7, opacity: 0.28 });
    if (female)
      brush(
        blob([
          [0, -0.56],
          [0.38, -0.4],
          [0.44, 0],
          [0.46, 0.34],
          [0.3, 0.48],
          [-0.3, 0.48],
          [-0.46, 0.34],
          [-0.44, 0],
          [-0.38, -0.4],
        ]),
        gradient(hair, darken(hair, 0.45), { from: [-0.3, -0.4], to: [0.4, 0.4] }),
      );
    const body = blob([
      [0, 0.32],
      [0.24, 0.36],
      [0.58, 0.48],
      [0.74, 0.72],
      [0.8, 1.2],
      [0, 1.3],
      [-0.8, 1.2],
      [-0.74, 0.72],
      [-0.58, 0.48],
      [-0.24, 0.36],
    ]);
    brush(body, gradient(lighten(coat, 0.12), darken(coat, 0.42), { from: [-0.6, 0.4], to: [0.7, 1] }));
    brush(limb([0, 0.1], [0, 0.42], 0.145, 0.17), darken(skin, 0.22));
    brush(
      polygon([
        [-0.17, 0.36],
        [0, 0.62],
        [0.17, 0.36],
        [0.3, 0.4],
        [0.06, 0.94],
        [-0.06, 0.94],
        [-0.3, 0.4],
      ]),
      blend(accent, [0.97, 0.94, 0.88], 0.5),
    );
    brush(
      both(
        polygon([
          [0.15, 0.33],
          [0.38, 0.4],
          [0.2, 0.98],
          [0.05, 0.98],
        ]),
      ),
      gradient(lighten(coat, 0.2), darken(coat, 0.2), { from: [-0.2, 0.4], to: [0.4, 0.9] }),
    );
    for (const y of [0.8, 0.92]) brush(circle(0.3, y, 0.022), accent);

    brush(both(ellipse(0.305, -0.02, 0.055, 0.085)), darken(skin, 0.15));
    const face = blob([
      [0, -0.44],
      [0.22, -0.38],
      [0.31, -0.14],
      [0.29, 0.1],
      [0.18, 0.28],
      [0, 0.35],
      [-0.18, 0.28],
      [-0.29, 0.1],
      [-0.31, -0.14],
      [-0.22, -0.38],
    ]);
    brush(face, ball(skin, [-0.04, -0.06], 0.46, 0.42));
    brush(both(circle(0.185, 0.08, 0.06)), [0.85, 0.36, 0.3], { soft: 0.12, opacity: 0.24 });
    // Features sit in the middle third; small and calm, so that they suit any style laid over them.
    brush(both(ellipse(0.12, -0.035, 0.048, 0.027)), [0.97, 0.96, 0.94]);
    brush(both(circle(0.12, -0.035, 0.0265)), [0.2, 0.23, 0.28]);
    brush(union(circle(0.128, -0.044, 0.008), circle(-0.112, -0.044, 0.008)), [1, 1, 1]);
    brush(both(limb([0.07, -0.058], [0.17, -0.062], 0.008, 0.006)), darken(skin, 0.6));
    brush(both(limb([0.065, -0.115], [0.185, -0.12], 0.017, 0.009)), darken(hair, beard && old ? 0.08 : 0.3));
    brush(
      polygon([
        [0.012, -0.04],
        [0.048, 0.1],
        [-0.02, 0.105],
      ]),
      darken(skin, 0.24),
      { soft: 0.03, opacity: 0.7 },
    );
    if (beard) {
      const whiskers = blob([
        [-0.3, 0.02],
        [-0.2, 0.1],
        [-0.09, 0.125],
        [0, 0.12],
        [0.09, 0.125],
        [0.2, 0.1],
        [0.3, 0.02],
        [0.29, 0.22],
        [0.17, 0.4],
        [0, 0.47],
        [-0.17, 0.4],
        [-0.29, 0.22],
      ]);
      brush(whiskers, gradient(lighten(hair, 0.12), darken(hair, 0.34), { from: [-0.2, 0.05], to: [0.2, 0.46] }));
      for (let strand = -3; strand <= 3; strand += 1)
        brush(limb([strand * 0.06, 0.2], [strand * 0.045, 0.4], 0.006, 0.002), darken(hair, 0.3), { opacity: 0.35 });
      brush(ellipse(0, 0.175, 0.07, 0.018), darken(skin, 0.5));
      brush(both(limb([0.01, 0.128], [0.12, 0.165], 0.026, 0.008)), lighten(hair, 0.1));
    } else {
      brush(
        subtract(ellipse(0, 0.17, 0.085, 0.045), ellipse(0, 0.14, 0.11, 0.042)),
        blend(skin, [0.7, 0.2, 0.22], 0.6),
      );
    }
    if (hat) paintCap(brush, { coat, accent });
    else {
      const cut = blob([
        [-0.33, 0.02],
        [-0.36, -0.22],
        [-0.25, -0.46],
        [0, -0.55],
        [0.26, -0.46],
        [0.36, -0.22],
        [0.33, 0.02],
        [0.27, -0.16],
        [0.12, -0.27],
        [-0.12, -0.22],
        [-0.27, -0.14],
      ]);
      brush(cut, gradient(lighten(hair, 0.16), darken(hair, 0.3), { from: [-0.2, -0.5], to: [0.3, 0] }));
    }
    brush(intersect(face, circle(0.62, 0.1, 0.5)), darken(coat, 0.5), { soft: 0.2, opacity: 0.16 });
  },
};

function paintCap(brush: ReturnType<typeof createBrush>, { coat, accent }: { coat: Colour; accent: Colour }): void {
  const crown = blob([
    [-0.35, -0.22],
    [-0.42, -0.44],
    [-0.22, -0.6],
    [0, -0.64],
    [0.22, -0.6],
    [0.42, -0.44],
    [0.35, -0.22],
    [0, -0.19],
  ]);
  brush(crown, gradient(lighten(coat, 0.24), darken(coat, 0.25), { from: [-0.3, -0.6], to: [0.35, -0.25] }));
  brush(box(0, -0.25, [0.345, 0.048], 0.02), darken(coat, 0.45));
  brush(
    blob([
      [-0.33, -0.22],
      [0, -0.25],
      [0.33, -0.22],
      [0.24, -0.14],
      [0, -0.115],
      [-0.24, -0.14],
    ]),
    [0.1, 0.1, 0.14],
  );
  brush(
    union(circle(0, -0.38, 0.045), limb([0, -0.44], [0, -0.3], 0.014), limb([-0.05, -0.4], [0.05, -0.4], 0.01)),
    accent,
  );
  brush(limb([-0.3, -0.24], [0.3, -0.24], 0.008), accent);
}

const SKINS: readonly Colour[] = ["#f0c7a6", "#e0ac86", "#c58a62", "#99663f", "#6e4630"].map((hex) => colour(hex));
const HAIRS: readonly Colour[] = ["#2a1d18", "#4f3222", "#8a5a32", "#b98348", "#1c1a1f", "#7a3320"].map((hex) =>
  colour(hex),
);
