export interface ChangedLine {
  readonly sign: "-" | "+";
  readonly text: string;
}

/**
 * The lines that two texts differ by, in order: removed ones before those that take their place. For edits of a few
 * lines; a large difference is told as one block.
 */
export function changedLines(before: string, after: string): readonly ChangedLine[] {
  const left = before.split(/\r?\n/);
  const right = after.split(/\r?\n/);
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const removed = left.slice(start, left.length - end);
  const added = right.slice(start, right.length - end);
  // What both have in between is context, where it is unambiguous.
  const common = new Set(
    removed.filter((line) => removed.indexOf(line) === removed.lastIndexOf(line) && added.includes(line)),
  );
  return [
    ...removed.filter((line) => !common.has(line)).map((text) => ({ sign: "-" as const, text })),
    ...added.filter((line) => !common.has(line)).map((text) => ({ sign: "+" as const, text })),
  ];
}
