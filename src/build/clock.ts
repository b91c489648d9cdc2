import { setMaxListeners } from "node:events";

/** Time, handed in: monotonic, so that a clock set back or a laptop that slept breaks no wait (F46). */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal fires. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** In [0, 1). */
  random(): number;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  random: () => Math.random(),
  sleep(milliseconds, signal) {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      // One signal ends every wait of a run, and there may be more of them than the ten that Node takes for a leak.
      setMaxListeners(0, signal);
      signal.addEventListener("abort", done, { once: true });
    });
  },
};
