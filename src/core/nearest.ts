/** The candidate that somebody probably meant: few typing mistakes away, for the length of the word. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const furthest = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let least = furthest + 1;
  for (const candidate of candidates) {
    // Cheaper than counting, and among fifty thousand names most differ this much.
    if (Math.abs(candidate.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function editDistance(left: string, right: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1;
      let cost = Math.min(
        (previous[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (previous[column - 1] as number) + change,
      );
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (older[column - 2] as number) + 1);
      current.push(cost);
    }
    older = previous;
    previous = current;
  }
  return previous[right.length] as number;
}

/** Spread into what is said of a word that nobody knows. */
export function hintNearest(word: string, candidates: Iterable<string>): { readonly hint?: string } {
  const near = nearest(word, candidates);
  return near === undefined ? {} : { hint: `did you mean "${near}"?` };
}
