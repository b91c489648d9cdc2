import type { Clock } from "../../src/build/clock.ts";

/** Time that stands still until nothing else can happen, then jumps to the next moment that somebody waits for. */
export class SimulatedClock implements Clock {
  #now = 0;
  readonly #sleepers = new Set<{ readonly at: number; wake(): void }>();

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const sleeper = {
        at: this.#now + milliseconds,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", sleeper.wake, { once: true });
    });
  }

  /** Lets time pass until a promise is settled; fails when nobody waits for anything any more and it is not. */
  async until<Value>(promise: Promise<Value>): Promise<Value> {
    let settled = false;
    const done = promise.finally(() => (settled = true));
    done.catch(() => undefined);
    for (;;) {
      // Whatever can happen without time happens first.
      await new Promise((resolve) => setImmediate(resolve));
      if (settled) return done;
      const [next] = [...this.#sleepers].sort((left, right) => left.at - right.at);
      if (next === undefined) throw new Error("everybody waits for ever");
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
  }
}
