/** When several apply: interrupted, then bug, machine, provider account, budget, changes, failures, usage. */
const WORST_FIRST = [130, 143, 129, 70, 6, 5, 4, 3, 1, 2, 0];

/** The exit code of two outcomes together. */
export function worseExit(left: number, right: number): number {
  return WORST_FIRST.indexOf(left) <= WORST_FIRST.indexOf(right) ? left : right;
}
