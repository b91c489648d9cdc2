import { createJsonReporter } from "./json.ts";
import { createPlainReporter } from "./plain.ts";
import type { CreateReporter } from "./reporter.ts";
import { createTerminalReporter } from "./tty.ts";

/** Every way to follow a run. Another one: a file, and a row here. */
export const REPORTERS = {
  tty: createTerminalReporter,
  plain: createPlainReporter,
  json: createJsonReporter,
} satisfies Record<string, CreateReporter>;
