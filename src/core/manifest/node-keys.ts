import { isScalar, Scalar, type Node } from "yaml";

/** `<<` without quotes: the map that follows is merged into this one. */
export function isMergeKey(node: Node | null): boolean {
  return isScalar(node) && node.value === "<<" && node.type === Scalar.PLAIN;
}

/** A key as text, a number or a boolean as it was written; `undefined` for what is no text: nothing, a list, a map. */
export function keyText(node: Node | null, text: string): string | undefined {
  if (!isScalar(node)) return undefined;
  if (typeof node.value === "string") return node.value;
  const [start, end] = node.range ?? [0, 0];
  return node.value === null && start === end ? undefined : text.slice(start, end);
}
