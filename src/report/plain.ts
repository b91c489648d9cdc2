import { paidCostLines } from "./cost-text.ts";
import { createEventLines } from "./event-lines.ts";
import type { CreateReporter } from "./reporter.ts";
import { summaryLines } from "./summary-text.ts";

/** One line per asset, for logs and pipes: nothing is ever taken back. */
export const createPlainReporter: CreateReporter = (output) => {
  const lines = createEventLines(output);
  let ended = false;
  const say = (text: string) => output.stderr(`${text}\n`);
  return {
    listener(event) {
      lines.of(event).forEach(say);
      // On a terminal it stands in the live block.
      if (event.type === "planned" && output.detail !== "quiet") paidCostLines(event.plan.assets).forEach(say);
    },
    flush: () => {},
    end(summary) {
      if (ended) return;
      ended = true;
      lines.rest().forEach(say);
      if (summary !== undefined && output.detail !== "quiet") summaryLines(summary).forEach(say);
    },
  };
};
