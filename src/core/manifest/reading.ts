import type { Node } from "yaml";
import type { Diagnostic } from "../diagnostic.ts";
import type { Json } from "../json.ts";
import type { Findings } from "./findings.ts";

export interface ValueSource {
  readonly text: string;
  readonly findings: Findings;
  /** Anchors of what was taken out: an alias of one is no mistake of its own. */
  readonly lostAnchors?: readonly string[];
}

export interface Reading extends ValueSource {
  /** How many nodes there may be when every alias is replaced by what it stands for. */
  readonly most: number;
  readonly anchors: Map<string, Anchor>;
  /** Keys and indexes that lead to the node that is being read. */
  readonly path: (string | number)[];
  weight: number;
  hasBomb: boolean;
}

interface Anchor {
  readonly value: Json | undefined;
  readonly weight: number;
  /** It is still being read: an alias here would contain itself. */
  readonly isOpen: boolean;
}

/** Says something about a node. */
export function say(
  reading: Reading,
  node: Node,
  finding: Omit<Diagnostic, "severity" | "place"> & { severity?: "warning" },
): void {
  const [start = 0, end = start] = node.range ?? [];
  const { path, findings } = reading;
  const asset = path[0] === "assets" && typeof path[1] === "string" ? { asset: path[1] } : {};
  findings.add({ ...finding, ...asset, place: { file: findings.file, offset: start, length: end - start } }, [...path]);
}
