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
