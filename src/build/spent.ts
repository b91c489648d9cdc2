import type { Summary } from "../core/event.ts";

type Costs = Pick<Summary, "usd" | "unpriced" | "ambiguous" | "ambiguousUsd">;

/** What the calls of a run have come to so far. */
export class Spending {
  #total: Costs = { usd: 0, unpriced: 0, ambiguous: 0, ambiguousUsd: 0 };

  get total(): Costs {
    return this.#total;
  }

  /** Counts what one call, or one answer to it, came to. */
  add({ usd = 0, unpriced = 0, ambiguous = 0, ambiguousUsd = 0 }: Partial<Costs>): void {
    this.#total = {
      usd: this.#total.usd + usd,
      unpriced: this.#total.unpriced + unpriced,
      ambiguous: this.#total.ambiguous + ambiguous,
      ambiguousUsd: this.#total.ambiguousUsd + ambiguousUsd,
    };
  }
}
