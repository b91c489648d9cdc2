import type { Money, Row, RowState, Status } from "../protocol.ts";

/** How a state is shown: its word, and how urgent it is. */
export const STATES = {
  fresh: { word: "fresh", kind: "calm" },
  record: { word: "fresh", kind: "calm" },
  restore: { word: "to restore", kind: "free" },
  move: { word: "to move", kind: "free" },
  derive: { word: "to encode", kind: "free" },
  reuse: { word: "to place", kind: "free" },
  queued: { word: "queued", kind: "busy" },
  generating: { word: "generating", kind: "busy" },
  generate: { word: "waiting", kind: "wait" },
  maybe: { word: "depends", kind: "wait" },
  withdrawn: { word: "taken back", kind: "wait" },
  modified: { word: "edited by hand", kind: "wait" },
  foreign: { word: "in the way", kind: "bad" },
  lost: { word: "lost", kind: "bad" },
  unfit: { word: "wrong size", kind: "bad" },
  refused: { word: "refused", kind: "bad" },
  blocked: { word: "blocked", kind: "bad" },
  failed: { word: "failed", kind: "bad" },
} as const satisfies Record<RowState, { word: string; kind: "calm" | "free" | "busy" | "wait" | "bad" }>;

export function phaseText({ phase, paused, broken, follows }: Status): string {
  if (broken) return "the manifest cannot be used";
  if (paused) return "paused";
  switch (phase) {
    case "idle":
      return follows ? "watching" : "not watching";
    case "looking":
      return "looking";
    case "settling":
      return "starts when nothing changes for a moment";
    case "running":
      return "making pictures";
    case "stopping":
      return "finishing what is paid for";
    case "stopped":
      return "stopped";
    default:
      return phase satisfies never;
  }
}

export function bytesText(bytes: number | undefined): string {
  if (bytes === undefined) return "missing";
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export function timeText(at: string): string {
  return at === "" ? "before" : new Date(at).toLocaleString();
}

/** A price as part of a button's text; nothing where nothing is paid. */
export function priceSuffix(text: string): string {
  return text === "" || text === "free" ? "" : ` (${text} est.)`;
}

/** What a click may spend: what its button said, and where nobody knows a price as many calls as it stood for. */
export function limitOf({ usd, calls }: Money): { readonly usd?: number; readonly calls?: number } {
  if (usd !== undefined) return { usd };
  return calls === undefined ? {} : { calls };
}

export interface Filter {
  readonly text: string;
  readonly state: string;
  readonly tag: string;
  readonly folder: string;
}

export const NO_FILTER: Filter = { text: "", state: "", tag: "", folder: "" };

/** Is a row shown? Every word has to be in its name, its prompt or its tags. */
export function fits(row: Row, { text, state, tag, folder }: Filter): boolean {
  if (state !== "" && STATES[row.state].word !== state) return false;
  if (tag !== "" && !row.tags.includes(tag)) return false;
  if (folder !== "" && row.folder !== folder && !row.folder.startsWith(`${folder}/`)) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = `${row.name}\n${row.prompt}\n${row.tags.join("\n")}`.toLowerCase();
  return words.every((word) => all.includes(word));
}
