import { createBrush } from "./brush.ts";
import { blend, darken, type Colour } from "./colour.ts";
import { underLight } from "./light.ts";
import { fractalNoise, hashUnit } from "./noise.ts";
import { ellipse, limb, polygon, union, type Point } from "./shape.ts";
import type { Stage } from "./stage.ts";

export interface TreeStand {
  /** Pixels: the middle of the trunk, the ground, and the whole height. */
  readonly x: number;
  readonly foot: number;
  readonly height: number;
  readonly seed: number;
  readonly colour?: Colour;
}

/** A broadleaf tree: trunk, boughs, and leaves in dabs from dark to light. */
export function paintBroadleaf(stage: Stage, tree: TreeStand): void {
  const { canvas, light } = stage;
  const brush = createBrush(canvas, { x: tree.x, y: tree.foot, scale: tree.height });
  const bark = underLight(light, [0.33, 0.24, 0.19]);
  const bare = stage.brief.season === "winter";
  const lean = (hashUnit(1, 1, tree.seed) - 0.5) * 0.12;
  brush(
    union(
      limb([0, 0], [lean, -0.5], 0.045, 0.026),
      limb([lean * 0.6, -0.3], [lean - 0.2, -0.62], 0.02, 0.008),
      limb([lean * 0.7, -0.36], [lean + 0.2, -0.66], 0.018, 0.008),
      limb([lean, -0.48], [lean * 1.2, -0.82], 0.02, 0.006),
    ),
    bark,
  );
  const leaf = tree.colour ?? light.foliage;
  const dabs = Math.min(170, Math.max(18, Math.floor(tree.height * 0.9)));
  // Many dabs are small ones: the crown stays as full.
  const finer = Math.sqrt(60 / Math.max(60, dabs));
  for (let index = 0; index < dabs; index += 1) {
    const layer = index / dabs;
    const reach = 0.31 * Math.sqrt(hashUnit(index, 2, tree.seed));
    const turnX = hashUnit(index, 3, tree.seed) * 2 - 1;
    const x = lean + turnX * reach * 1.15;
    const y =
      -0.66 + (hashUnit(index, 4, tree.seed) * 2 - 1) * Math.sqrt(Math.max(0, 0.1 - x * x * 0.7)) - layer * 0.03;
    const size = finer * (0.125 - layer * 0.06) * (0.7 + 0.6 * hashUnit(index, 5, tree.seed));
    const shade = fractalNoise(x * 6, y * 6, tree.seed, 2) * 0.3;
    const tone =
      layer < 0.45 ? darken(leaf, 0.42 - layer * 0.5) : blend(leaf, light.sun, (layer - 0.45) * 0.5 + shade * 0.2);
    brush(ellipse(x, y, size * 1.15, size * 0.85), tone, { soft: size * 0.4, opacity: bare ? 0.5 : 0.94 });
  }
}

/** A conifer: tiers of drooping branches, narrower to the top, with snow on them in winter. */
export function paintConifer(stage: Stage, tree: TreeStand): void {
  const { canvas, light } = stage;
  const brush = createBrush(canvas, { x: tree.x, y: tree.foot, scale: tree.height });
  const own = tree.colour ?? light.near;
  brush(limb([0, 0.03], [0, -0.6], 0.022, 0.01), darken(own, 0.3));
  const tiers = 9;
  for (let tier = 0; tier < tiers; tier += 1) {
    const low = -0.08 - (tier / tiers) * 0.86;
    const high = low - 0.22 + (tier / tiers) * 0.08;
    const half = (1 - tier / tiers) * 0.2 + 0.025;
    const left: Point[] = [];
    const right: Point[] = [];
    for (let step = 0; step <= 4; step += 1) {
      const out = (step / 4) * half;
      const droop = low + (step % 2 === 0 ? 0.012 : -0.03) + (step / 4) * 0.03;
      right.push([out * (0.85 + 0.3 * hashUnit(tier, step, tree.seed)), droop]);
      left.push([-out * (0.85 + 0.3 * hashUnit(tier, step + 9, tree.seed)), droop]);
    }
    const branches = polygon([[0, Math.max(-1, high)], ...right.reverse(), ...left]);
    brush(branches, tier % 2 === 0 ? own : blend(own, light.haze, 0.05));
    if (light.snow > 0 && !light.dark)
      brush(limb([-half * 0.7, low - 0.01], [half * 0.5, low - 0.02], 0.008), blend(own, [0.95, 0.97, 1], 0.6), {
        soft: 0.02,
      });
  }
}
