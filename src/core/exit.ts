/** Every exit code there is; scripts match on them, so none ever changes its meaning. */
export const EXIT = {
  done: 0,
  /** Some asset failed. */
  failed: 1,
  /** The command line or the manifest is wrong. */
  usage: 2,
  /** Changes are pending, a frozen build would need more, or something is lost. */
  pending: 3,
  /** A budget is used up, or spending was refused. */
  budget: 4,
  /** No key, 401, 402, 403. */
  provider: 5,
  /** Disk full, read-only, permissions, another build. */
  machine: 6,
  bug: 70,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Of several outcomes the one with the highest rank is told. */
const RANK: Readonly<Record<ExitCode, number>> = {
  [EXIT.done]: 0,
  [EXIT.usage]: 1,
  [EXIT.failed]: 2,
  [EXIT.pending]: 3,
  [EXIT.budget]: 4,
  [EXIT.provider]: 5,
  [EXIT.machine]: 6,
  [EXIT.bug]: 7,
  [EXIT.hungUp]: 8,
  [EXIT.terminated]: 9,
  [EXIT.interrupted]: 10,
};

/** The exit code of two outcomes together. */
export function worseExit(left: ExitCode, right: ExitCode): ExitCode {
  return RANK[left] >= RANK[right] ? left : right;
}
