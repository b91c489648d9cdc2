/**
 * How many calls at a time a server takes that does not say so (F3): found out by what it refuses. A value and
 * functions on it, as TCP finds the width of a road, but more timid: each refusal is one of the few attempts that a
 * picture has.
 */
export interface Width {
  /** Calls at a time. */
  readonly calls: number;
  /** Answers that have to come before one more call is let in. */
  readonly patience: number;
  /** Answers since the last change. */
  readonly answered: number;
}

/** After a refusal; halved with each call that was let in since. */
const PATIENCE = 10;

/** Nothing was refused yet. */
export function fullWidth(calls: number): Width {
  return { calls, patience: 1, answered: 0 };
}

/** The server refused a call while `others` were under way: those it does take. */
export function afterRefusal(width: Width, others: number): Width {
  return { calls: Math.max(1, Math.min(width.calls - 1, others)), patience: PATIENCE, answered: 0 };
}

/** @param most calls at a time that anybody wants */
export function afterAnswer(width: Width, most: number): Width {
  if (width.calls >= most) return width;
  const answered = width.answered + 1;
  if (answered < width.patience) return { ...width, answered };
  return { calls: width.calls + 1, patience: Math.max(1, width.patience >> 1), answered: 0 };
}
