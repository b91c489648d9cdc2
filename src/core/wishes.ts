/** What somebody asks for against what a plan would say by itself. Absent is no. */
export interface Wishes {
  /** Names for which a new picture is asked, although the recipe may be the same. */
  readonly replace?: ReadonlySet<string>;
  /** Hand-edited and foreign files may be replaced. */
  readonly overwrite?: boolean;
  /** Pay again for what is lost. */
  readonly regenerateLost?: boolean;
  /** Ask although the provider refused this very request before. */
  readonly retryRefused?: boolean;
  /** URLs that selected assets refer to are fetched again, whatever the lock has pinned. */
  readonly refreshReferences?: boolean;
}

/** Those that are yes or no for a whole run. */
export type WishFlag = Exclude<keyof Wishes, "replace">;

/** What each is called on the command line. A new wish is a row here, one in `cli/commands/options.ts`, and its use. */
export const WISH_OPTIONS = {
  overwrite: "overwrite",
  retryRefused: "retry-refused",
  refreshReferences: "refresh-references",
  regenerateLost: "regenerate-lost",
} as const satisfies Record<WishFlag, string>;

/** Those that are granted, and no other property. */
export function flagsOf(wishes: Pick<Wishes, WishFlag>): Pick<Wishes, WishFlag> {
  const granted = WISH_FLAGS.filter((flag) => wishes[flag] === true);
  return Object.fromEntries(granted.map((flag) => [flag, true]));
}

export const WISH_FLAGS = Object.keys(WISH_OPTIONS) as readonly WishFlag[];

/** What a person at the studio or at `watch` may insist on for single assets. */
export const INSISTENCES = ["replace", "retry-refused", "regenerate-lost"] as const;

export type Insistence = (typeof INSISTENCES)[number];
