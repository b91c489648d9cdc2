/** Pixels of a letter's grid at scale 1, with the space after it. */
const ADVANCE = 6;
const LETTER_HEIGHT = 7;

/** Pixels of a caption's line at scale 2. */
export const TEXT_HEIGHT = LETTER_HEIGHT * 2;

export interface TextStyle {
  /** Pixels for one of the grid's. */
  readonly scale: number;
  /** Light letters on a dark plate, for a place in a picture; else dark letters on nothing. */
  readonly light: boolean;
  /** Pixels around the text. */
  readonly padding: number;
  /** Pixels that the text may take; what does not fit is cut off with two dots. */
  readonly width?: number;
}

/** A picture of a text, ready to be laid over another: raw RGBA. */
export interface DrawnText {
  readonly input: Buffer;
  readonly raw: { readonly width: number; readonly height: number; readonly channels: 4 };
}

/** Draws digits, small letters and a few signs from a grid of 5 by 7; anything else is a question mark. */
export function drawText(text: string, { scale, light, padding, width }: TextStyle): DrawnText {
  const most = width === undefined ? text.length : Math.max(1, Math.floor((width - 2 * padding) / (ADVANCE * scale)));
  const shown = [...(text.length > most ? `${text.slice(0, Math.max(0, most - 2))}..` : text).toLowerCase()];
  const raw = {
    width: Math.max(1, shown.length * ADVANCE * scale - scale + 2 * padding),
    height: LETTER_HEIGHT * scale + 2 * padding,
    channels: 4 as const,
  };
  const input = Buffer.alloc(raw.width * raw.height * 4);
  if (light) for (let at = 0; at < input.length; at += 4) input.set([20, 20, 24, 200], at);
  const ink = light ? [255, 255, 255, 255] : [40, 40, 44, 255];
  for (const [index, letter] of shown.entries()) {
    const rows = letter === " " ? [] : (LETTERS.get(letter) ?? LETTERS.get("?") ?? []);
    for (const [row, bits] of rows.entries()) {
      for (let column = 0; column < 5; column += 1) {
        if ((bits & (16 >> column)) === 0) continue;
        const left = padding + (index * ADVANCE + column) * scale;
        const top = padding + row * scale;
        for (let y = top; y < top + scale; y += 1)
          for (let x = left; x < left + scale; x += 1) input.set(ink, (y * raw.width + x) * 4);
      }
    }
  }
  return { input, raw };
}

/** Seven rows of five bits for each letter, the first row on top, the highest bit on the left. */
const LETTERS: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    "0": [14, 17, 19, 21, 25, 17, 14],
    "1": [4, 12, 4, 4, 4, 4, 14],
    "2": [14, 17, 1, 6, 8, 16, 31],
    "3": [30, 1, 1, 14, 1, 1, 30],
    "4": [2, 6, 10, 18, 31, 2, 2],
    "5": [31, 16, 30, 1, 1, 17, 14],
    "6": [6, 8, 16, 30, 17, 17, 14],
    "7": [31, 1, 2, 4, 8, 8, 8],
    "8": [14, 17, 17, 14, 17, 17, 14],
    "9": [14, 17, 17, 15, 1, 2, 12],
    a: [0, 0, 14, 1, 15, 17, 15],
    b: [16, 16, 30, 17, 17, 17, 30],
    c: [0, 0, 15, 16, 16, 16, 15],
    d: [1, 1, 15, 17, 17, 17, 15],
    e: [0, 0, 14, 17, 31, 16, 14],
    f: [6, 9, 8, 28, 8, 8, 8],
    g: [0, 0, 15, 17, 15, 1, 14],
    h: [16, 16, 30, 17, 17, 17, 17],
    i: [4, 0, 12, 4, 4, 4, 14],
    j: [2, 0, 6, 2, 2, 18, 12],
    k: [16, 16, 18, 20, 24, 20, 18],
    l: [12, 4, 4, 4, 4, 4, 14],
    m: [0, 0, 26, 21, 21, 21, 21],
    n: [0, 0, 30, 17, 17, 17, 17],
    o: [0, 0, 14, 17, 17, 17, 14],
    p: [0, 0, 30, 17, 30, 16, 16],
    q: [0, 0, 15, 17, 15, 1, 1],
    r: [0, 0, 22, 24, 16, 16, 16],
    s: [0, 0, 15, 16, 14, 1, 30],
    t: [8, 8, 28, 8, 8, 9, 6],
    u: [0, 0, 17, 17, 17, 17, 15],
    v: [0, 0, 17, 17, 17, 10, 4],
    w: [0, 0, 21, 21, 21, 21, 10],
    x: [0, 0, 17, 10, 4, 10, 17],
    y: [0, 0, 17, 17, 15, 1, 14],
    z: [0, 0, 31, 2, 4, 8, 31],
    "=": [0, 0, 31, 0, 31, 0, 0],
    "-": [0, 0, 0, 31, 0, 0, 0],
    _: [0, 0, 0, 0, 0, 0, 31],
    ".": [0, 0, 0, 0, 0, 12, 12],
    ",": [0, 0, 0, 0, 12, 4, 8],
    ":": [0, 12, 12, 0, 12, 12, 0],
    "/": [1, 1, 2, 4, 8, 16, 16],
    "#": [10, 10, 31, 10, 31, 10, 10],
    $: [4, 15, 20, 14, 5, 30, 4],
    "?": [14, 17, 1, 6, 4, 0, 4],
  }),
);
