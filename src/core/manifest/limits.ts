/** Collections inside collections. A manifest needs eight. */
export const MOST_LEVELS = 64;

/**
 * What the lexer cuts a text into: names, marks, spaces, line ends. An asset with a dozen fields and three outputs has
 * 170, so this is 50,000 such assets; composing takes time and memory by this number, not by the bytes.
 */
export const MOST_LEXEMES = 10_000_000;

/** Entries of one list or map; also comments, empty lines and marks in a row. A catalogue has 75,000 assets at most. */
export const MOST_ENTRIES = 100_000;

/** UTF-16 units of one text as it is written: ten times the longest prompt. */
export const LONGEST_SCALAR = 1024 * 1024;
