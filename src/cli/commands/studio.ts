import type { Context } from "../context.ts";
import { runDesignSession } from "../design-session.ts";
import type { Invocation } from "../option-spec.ts";
import { wantedProfile } from "../profile.ts";
import { UsageError } from "../usage-error.ts";
import type { STUDIO_OPTIONS } from "./options.ts";

/** The page without watching: nothing is made, placed or paid for unless somebody asks for it there. */
export async function run(context: Context, { options }: Invocation<typeof STUDIO_OPTIONS>): Promise<number> {
  if (context.ci) throw new UsageError("in CI nobody looks at a page", "imagegen gallery --out FOLDER");
  return runDesignSession(context, {
    options,
    profile: wantedProfile(options),
    settle: 0,
    maxCost: 0,
    manual: true,
    follow: false,
    studio: true,
  });
}
