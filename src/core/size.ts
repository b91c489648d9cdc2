import type { Size } from "./model.ts";
import type { SizeGrammar } from "./provider.ts";

/** What to ask a model for, so that the wanted size can be cut or padded from the answer. */
export type RequestSize = { readonly width: number; readonly height: number } | { readonly aspect_ratio: string };

interface Wanted {
  readonly width: number;
  readonly height: number;
}

/**
 * The nearest legal request for a wanted size in pixels: first the nearest ratio, then the smallest size that does
 * not need enlarging, else the largest there is.
 */
export function nearestSize(wanted: Wanted, grammar: SizeGrammar): RequestSize {
  switch (grammar.kind) {
    case "unknown":
      return wanted;
    case "multiple":
      return nearestMultiple(wanted, grammar);
    case "ratio":
      return { aspect_ratio: best(grammar.ratios, (ratio) => ratioDistance(wanted, parseRatio(ratio))) };
    case "menu":
      return fromMenu(wanted, grammar.sizes);
    case "area":
      return fromMenu(wanted, sizesOfRatio(wanted, grammar));
    default:
      return grammar satisfies never;
  }
}

/** About a megapixel of a ratio such as `16:9`, or less: `scale` is for each side. */
export function megapixelOf(ratio: string, scale: number): Wanted {
  const { width, height } = parseRatio(ratio);
  const side = (scale * 1024) / Math.sqrt(width * height);
  return { width: Math.round(width * side), height: Math.round(height * side) };
}

/** The sizes of a menu that come nearest to the wanted one, the best first. */
export function nearestSizes(wanted: Wanted, menu: readonly Size[], count: number): readonly Size[] {
  return menu.toSorted((left, right) => menuDistance(wanted, left) - menuDistance(wanted, right)).slice(0, count);
}

function fromMenu(wanted: Wanted, sizes: readonly Size[]): Wanted {
  const [width, height] = best(sizes, (size) => menuDistance(wanted, size));
  return { width, height };
}

/** Ratio first: cropping loses what was paid for. Then never enlarge. Then the cheapest. */
function menuDistance(wanted: Wanted, [width, height]: Size): number {
  const shortfall = Math.max(0, 1 - width / wanted.width, 1 - height / wanted.height);
  const excess = Math.max(0, (width * height) / (wanted.width * wanted.height) - 1);
  return Math.round(ratioDistance(wanted, { width, height }) * RATIO_STEPS) * 1e6 + shortfall * 1e4 + excess;
}

/** Ratios that are less than one part in fifty apart count as the same: no eye sees what is cropped then. */
const RATIO_STEPS = 50;

/** Legal sizes of all areas whose ratio is as near to the wanted one as multiples allow. */
function sizesOfRatio(wanted: Wanted, rule: Extract<SizeGrammar, { kind: "area" }>): readonly Size[] {
  const { of, min, max } = rule;
  const ratio = Math.min(rule.ratio, Math.max(1 / rule.ratio, wanted.width / wanted.height));
  const sizes: Size[] = [];
  for (let height = of; height * height <= max * rule.ratio; height += of) {
    for (const multiple of [Math.floor((height * ratio) / of), Math.ceil((height * ratio) / of)]) {
      const width = multiple * of;
      const area = width * height;
      if (area >= min && area <= max && Math.max(width / height, height / width) <= rule.ratio)
        sizes.push([width, height]);
    }
  }
  return sizes;
}

function nearestMultiple(
  wanted: Wanted,
  { of, min, max }: { readonly of: number; readonly min: number; readonly max: number },
): Wanted {
  const lowest = Math.ceil(min / of) * of;
  const highest = Math.floor(max / of) * of;
  const grow = Math.max(1, lowest / Math.min(wanted.width, wanted.height));
  const shrink = Math.min(1, highest / (Math.max(wanted.width, wanted.height) * grow));
  const legal = (pixels: number) => {
    const rounded = Math.ceil((pixels * grow * shrink) / of - 1e-9) * of;
    return Math.min(highest, Math.max(lowest, rounded));
  };
  return { width: legal(wanted.width), height: legal(wanted.height) };
}

function parseRatio(text: string): Wanted {
  const [width = 1, height = 1] = text.split(":").map(Number);
  return { width, height };
}

/** How far apart two ratios are: 0 when equal, symmetric. */
function ratioDistance(left: Wanted, right: Wanted): number {
  return Math.abs(Math.log((left.width * right.height) / (left.height * right.width)));
}

function best<Item>(items: readonly Item[], distance: (item: Item) => number): Item {
  let winner: Item | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const value = distance(item);
    if (winner === undefined || value < least) {
      winner = item;
      least = value;
    }
  }
  if (winner === undefined) throw new Error("a size grammar must list something");
  return winner;
}
