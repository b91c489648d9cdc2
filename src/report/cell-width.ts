/**
 * Columns that one code point takes on a terminal: none for marks that sit on the one before, two for East Asian wide
 * characters and emoji, else one. After Unicode's EastAsianWidth.txt, by blocks: terminals differ in the details.
 */
export function cellWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) || EMOJI.test(character) ? 2 : 1;
}

const ZERO = /^[\p{Mn}\p{Me}\u{1F3FB}-\u{1F3FF}]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x11_00, 0x11_5f],
  [0x2e_80, 0x30_3e],
  [0x30_41, 0xa4_cf],
  [0xa9_60, 0xa9_7c],
  [0xac_00, 0xd7_a3],
  [0xf9_00, 0xfa_ff],
  [0xfe_30, 0xfe_6f],
  [0xff_00, 0xff_60],
  [0xff_e0, 0xff_e6],
  [0x2_00_00, 0x3_ff_fd],
];
