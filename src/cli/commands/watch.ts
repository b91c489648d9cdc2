import type { Context } from "../context.ts";
import { runDesignSession } from "../design-session.ts";
import type { Invocation } from "../option-spec.ts";
import { wantedProfile } from "../profile.ts";
import { UsageError } from "../usage-error.ts";
import type { WATCH_OPTIONS } from "./options.ts";

/** US dollars that are spent without being asked, unless somebody says otherwise. */
const SMALL_BUDGET = 0.25;

/** Milliseconds. */
const SETTLE = 1500;

export async function run(context: Context, { options }: Invocation<typeof WATCH_OPTIONS>): Promise<number> {
  if (context.ci && options.auto === true) throw new UsageError("in CI nothing is watched for money", "imagegen build");
  if (options.auto === true && options.manual === true)
    throw new UsageError("--auto and --manual contradict each other");
  return runDesignSession(context, {
    options,
    settle: options.settle ?? SETTLE,
    maxCost: options["max-cost"] ?? SMALL_BUDGET,
    manual: options.manual === true || (options.auto !== true && !context.interactive),
    follow: true,
    profile: wantedProfile(options),
    // A page on which one can pay has no business where nobody sits.
    studio: options["no-studio"] !== true && !context.ci,
  });
}
