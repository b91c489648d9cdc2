import type { Responder } from "./exchange.ts";
import { MODES } from "./modes.ts";

export interface EnforcedRate {
  readonly respond: Responder;
  /** Answers with 429. */
  refused(): number;
  /** The most calls that came in one window. */
  busiest(): number;
}

/** Takes so many calls at a time, each for so many milliseconds, refuses the others, and says nothing of it. */
export function enforceConcurrency(most: number, milliseconds: number): Pick<EnforcedRate, "respond" | "refused"> {
  let [busy, refused] = [0, 0];
  return {
    refused: () => refused,
    async respond(exchange) {
      if (busy === most) {
        refused += 1;
        return MODES["rate-limited-silent"](exchange);
      }
      busy += 1;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      busy -= 1;
      return MODES.ok(exchange);
    },
  };
}

/** Takes so many calls in each window of so many milliseconds, refuses the others, and says in its headers what is left. */
export function enforceRate({ limit, window }: { readonly limit: number; readonly window: number }): EnforcedRate {
  const started = performance.now();
  let current = 0;
  let count = 0;
  let [refused, busiest] = [0, 0];
  return {
    refused: () => refused,
    busiest: () => busiest,
    respond(exchange) {
      const age = performance.now() - started;
      if (Math.floor(age / window) !== current) [current, count] = [Math.floor(age / window), 0];
      count += 1;
      busiest = Math.max(busiest, count);
      const { response } = exchange;
      response.setHeader("x-ratelimit-limit", String(limit));
      response.setHeader("x-ratelimit-remaining", String(Math.max(0, limit - count)));
      response.setHeader("x-ratelimit-reset", ((window - (age % window)) / 1000).toFixed(3));
      if (count <= limit) return MODES.ok(exchange);
      refused += 1;
      return MODES["rate-limited-silent"](exchange);
    },
  };
}
