import { colour, type Colour } from "./colour.ts";

/** What the stage paints with: colours that were asked for come first, then those of the references, else a set. */
export function coloursOf(
  named: readonly Colour[],
  referenced: readonly Colour[],
  chance: number,
): { readonly colours: readonly Colour[]; readonly coloursGiven: boolean } {
  const given = [...named, ...referenced].slice(0, 6);
  const set = SETS[Math.floor(chance * SETS.length)] ?? [];
  if (given.length === 0) return { colours: set, coloursGiven: false };
  const [first] = given;
  // One colour alone makes no picture: a lighter and a darker neighbour join it.
  if (given.length === 1 && first !== undefined) {
    return { colours: [first, tilt(first, 0.16), tilt(first, -0.12)], coloursGiven: true };
  }
  return { colours: given, coloursGiven: true };
}

function tilt([red, green, blue]: Colour, by: number): Colour {
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [clip(red + by * 1.3), clip(green + by), clip(blue + by * 0.5)];
}

/** Colours that go together, the leading one first. */
const SETS: readonly (readonly Colour[])[] = [
  ["#2f6f73", "#e3b778", "#c9694a", "#f1e6d2", "#1d3a45"],
  ["#3d5a98", "#f2a65a", "#d96c6c", "#f5e9d8", "#22304f"],
  ["#5c7f67", "#e9c46a", "#d98b5f", "#f3ead8", "#2c443c"],
  ["#7a4e7e", "#f0a6a0", "#f4cf8f", "#f6ece6", "#33234a"],
  ["#b5523f", "#2f6b7a", "#edb66b", "#f5ead9", "#43262a"],
].map((set) => set.map((hex) => colour(hex)));
