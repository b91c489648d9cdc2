import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { run as build } from "./build.ts";
import type { RESTORE_OPTIONS } from "./options.ts";

/** One builder, told that it may only restore. */
export function run(context: Context, { words, options }: Invocation<typeof RESTORE_OPTIONS>): Promise<number> {
  return build(context, { words, options: { ...options, frozen: true } });
}
