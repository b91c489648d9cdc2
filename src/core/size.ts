import type { Size } from "./model.ts";
import type { SizeGrammar } from "./provider.ts";

/** What to ask a model for, so that the wanted size can be cut or padded from the answer. */
export type RequestSize = { readonly width: number; readonly height: number } | { readonly aspect_ratio: string };

/**
 * The nearest legal request for a wanted size in pixels: first the nearest ratio, then the smallest size that does
 * not need enlarging, else the largest there is.
 */
export function nearestSize(
  wanted: { readonly width: number; readonly height: number },
  grammar: SizeGrammar,
): RequestSize {
  switch (grammar.kind) {
    case "unknown":
      return wanted;
    case "multiple":
      return nearestMultiple(wanted, grammar);
    case "ratio":
      return { aspect_ratio: best(grammar.ratios, (ratio) => ratioDistance(wanted, parseRatio(ratio))) };
    case "menu": {
      const [width, height] = best(grammar.sizes, (size) => menuDistance(wanted, size));
      return { width, height };
    }
    default:
      return grammar satisfies never;
  }
}

/** The sizes of a menu that come nearest to the wanted one, the best first. */
export function nearestSizes(
  wanted: { readonly width: number; readonly height: number },
  menu: readonly Size[],
  count: number,
): readonly Size[] {
  return menu.toSorted((left, right) => menuDistance(wanted, left) - menuDistance(wanted, right)).slice(0, count);
}

/** Ratio first: cropping loses what was paid for. Then never enlarge. Then the cheapest. */
function menuDistance(wanted: { readonly width: number; readonly height: number }, [width, height]: Size): number {
  const shortfall = Math.max(0, 1 - width / wanted.width, 1 - height / wanted.height);
  const excess = Math.max(0, (width * height) / (wanted.width * wanted.height) - 1);
  return Math.round(ratioDistance(wanted, { width, height }) * 50) * 1e6 + shortfall * 1e4 + excess;
}

function nearestMultiple(
  wanted: { readonly width: number; readonly height: number },
  grammar: { readonly of: number; readonly min: number; readonly max: number },
): RequestSize {
  const grow = Math.max(1, grammar.min / Math.min(wanted.width, wanted.height));
  const shrink = Math.min(1, grammar.max / (Math.max(wanted.width, wanted.height) * grow));
  const scale = grow * shrink;
  const legal = (pixels: number) => {
    const rounded = Math.ceil((pixels * scale) / grammar.of - 1e-9) * grammar.of;
    const lowest = Math.ceil(grammar.min / grammar.of) * grammar.of;
    const highest = Math.floor(grammar.max / grammar.of) * grammar.of;
    return Math.min(highest, Math.max(lowest, rounded));
  };
  return { width: legal(wanted.width), height: legal(wanted.height) };
}

function parseRatio(text: string): { width: number; height: number } {
  const [width = 1, height = 1] = text.split(":").map(Number);
  return { width, height };
}

/** How far apart two ratios are: 0 when equal, symmetric. */
function ratioDistance(left: { width: number; height: number }, right: { width: number; height: number }): number {
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
