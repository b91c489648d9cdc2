import type { Session } from "../build/session.ts";
import { LOCK_FILE } from "../core/file-names.ts";
import { escapeControls } from "../core/terminal.ts";
import type { PROFILE_OPTIONS } from "./commands/options.ts";
import type { Context } from "./context.ts";
import type { OptionValues } from "./option-spec.ts";
import { UsageError } from "./usage-error.ts";

type ProfileWishes = OptionValues<typeof PROFILE_OPTIONS>;

/** The profile that is asked for; undefined for the real thing. @throws UsageError for two of them */
export function wantedProfile({ profile, draft }: ProfileWishes): string | undefined {
  if (draft !== true) return profile;
  if (profile !== undefined && profile !== "draft")
    throw new UsageError("--draft and --profile contradict each other", "--draft is --profile draft");
  return "draft";
}

/** For what is about the real pictures alone. @throws UsageError */
export function refuseProfile(options: ProfileWishes, option: string): void {
  if (wantedProfile(options) !== undefined)
    throw new UsageError(`${option} is about the real pictures, not about those of a profile`);
}

/** Says where pictures of a profile are, so that nobody looks for them among the real ones. */
export function sayProfile(context: Context, { profile }: Pick<Session, "profile">): void {
  if (profile === undefined || context.globals.json === true || context.detail === "quiet") return;
  context.stderr.write(
    `profile ${profile.name}: files below ${escapeControls(profile.folder)}/; the real ones and ${LOCK_FILE} stay as they are\n`,
  );
}
