/** The sides of a text that git left conflict markers in. */
export interface ConflictSides {
  /** Only where the markers say it (`merge.conflictStyle` diff3 or zdiff3). */
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

type Section = "all" | "ours" | "base" | "theirs";

/** Git's, at the start of a line, seven characters and then a blank or nothing. */
const MARKER = /^(<{7}|\|{7}|={7}|>{7})( .*)?\r?$/;

/**
 * Takes the sides apart; what is outside the markers belongs to each. Undefined when the markers do not fit together,
 * as after half a repair by hand.
 */
export function readConflictMarkers(text: string): ConflictSides | undefined {
  const lines = { base: [] as string[], ours: [] as string[], theirs: [] as string[] };
  let section: Section = "all";
  let sections = 0;
  let bases = 0;
  for (const line of text.split("\n")) {
    const marker = MARKER.exec(line)?.[1]?.[0];
    if (marker === undefined) {
      for (const side of section === "all" ? (["base", "ours", "theirs"] as const) : [section]) lines[side].push(line);
      continue;
    }
    const next: Section | undefined = NEXT[marker]?.[section];
    if (next === undefined) return undefined;
    if (next === "ours") sections += 1;
    if (next === "base") bases += 1;
    section = next;
  }
  if (section !== "all" || sections === 0) return undefined;
  return {
    base: bases === sections ? lines.base.join("\n") : undefined,
    ours: lines.ours.join("\n"),
    theirs: lines.theirs.join("\n"),
  };
}

/** Which section a marker opens, by the one it stands in. */
const NEXT: Readonly<Record<string, Partial<Record<Section, Section>>>> = {
  "<": { all: "ours" },
  "|": { ours: "base" },
  "=": { ours: "theirs", base: "theirs" },
  ">": { theirs: "all" },
};

/** Puts a conflict into words that git's users and `readConflictMarkers` understand; each text ends with a line feed. */
export function formatConflict(
  sides: ConflictSides,
  names: { readonly ours: string; readonly theirs: string },
): string {
  const base = sides.base === undefined ? "" : `||||||| base\n${sides.base}`;
  return `<<<<<<< ${names.ours}\n${sides.ours}${base}=======\n${sides.theirs}>>>>>>> ${names.theirs}\n`;
}
