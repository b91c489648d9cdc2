import type { WISH_OPTIONS, WishFlag } from "../../core/wishes.ts";
import type { OptionSpecs } from "../option-spec.ts";

/** For every command that takes names. */
export const SELECTION_OPTIONS = {
  exclude: { kind: "list", value: "NAME", summary: "leave these out (names, globs; may be repeated)" },
  tag: { kind: "list", value: "TAG", summary: "only assets with this tag (may be repeated: any of them)" },
  shard: { kind: "text", value: "I/N", summary: "only the I-th of N parts, for N machines; see lock merge" },
} as const satisfies OptionSpecs;

const PROVIDER_OPTION = {
  provider: { kind: "text", value: "NAME", summary: "use this provider for every asset (sketch: no key, no network)" },
} as const satisfies OptionSpecs;

export const PROFILE_OPTIONS = {
  profile: { kind: "text", value: "NAME", summary: "made as this profile says, into its own folder and its own lock" },
  draft: { kind: "flag", summary: "the same as --profile draft: drawn by sketch unless the manifest says otherwise" },
} as const satisfies OptionSpecs;

const REMOTE_OPTION = {
  remote: { kind: "text", value: "ADDRESS", summary: "the team's store: https://host/{sha256} or s3://bucket/prefix" },
} as const satisfies OptionSpecs;

const REPORT_OPTION = {
  report: {
    kind: "list",
    value: "NAME[=FILE]",
    summary: "leave a report: github, summary, junit, json (may be repeated)",
  },
} as const satisfies OptionSpecs;

/** What overrules a plan; see `core/wishes.ts`. */
const OVERRULING_OPTIONS = {
  replace: { kind: "flag", summary: "ask for new pictures of the named assets, although nothing changed" },
  overwrite: { kind: "flag", summary: "replace files that were edited by hand or are not ours" },
  "retry-refused": { kind: "flag", summary: "ask again for what a safety checker or a content policy refused" },
  "refresh-references": { kind: "flag", summary: "fetch again the pictures that assets refer to by URL" },
  "regenerate-lost": { kind: "flag", summary: "pay again for pictures whose original is nowhere" },
} as const satisfies OptionSpecs & Record<"replace" | (typeof WISH_OPTIONS)[WishFlag], unknown>;

/** For every command that makes calls. */
export const SPENDING_OPTIONS = {
  "max-cost": { kind: "amount", value: "USD", summary: "estimated dollars this run may spend" },
  "allow-unpriced": { kind: "flag", summary: "with --max-cost: also calls whose price nobody knows" },
  "confirm-over": { kind: "amount", value: "USD", summary: "ask first above this (1; also: IMAGEGEN_CONFIRM_OVER)" },
  "max-calls": { kind: "count", value: "N", summary: "calls this run may make, retries included" },
  jobs: { kind: "count", short: "j", least: 1, value: "N", summary: "paid calls at a time, per provider" },
  timeout: {
    kind: "duration",
    least: 1,
    value: "SECONDS",
    summary: "for one call, until its last byte (a clip's job goes on)",
  },
  poll: { kind: "duration", least: 1, value: "SECONDS", summary: "between two questions about a clip's job (5)" },
  "max-wait": {
    kind: "duration",
    value: "SECONDS",
    summary: "longest wait that a rate limit may ask for (60); 0: none",
  },
  backoff: {
    kind: "duration",
    value: "SECONDS",
    summary: "before the first repeat of a call (1), doubled each time; 0: at once",
  },
  "allow-spend": { kind: "flag", summary: "in CI: make calls; needs --max-cost or --max-calls" },
} as const satisfies OptionSpecs;

/** What a plan is asked for: a saved one says all of this itself. */
export const REQUEST_OPTIONS = {
  ...SELECTION_OPTIONS,
  ...PROVIDER_OPTION,
  ...PROFILE_OPTIONS,
  ...OVERRULING_OPTIONS,
} as const satisfies OptionSpecs;

export const BUILD_OPTIONS = {
  ...REQUEST_OPTIONS,
  ...REMOTE_OPTION,
  ...REPORT_OPTION,
  ...SPENDING_OPTIONS,
  "no-wait": { kind: "flag", summary: "fail when another build of this project is running" },
  frozen: { kind: "flag", summary: "restore and encode only: no calls, no change of the lock" },
  locked: { kind: "flag", summary: "the same as --frozen" },
  push: { kind: "flag", summary: "then send what the lock names to the team's store, also where some assets failed" },
  "dry-run": { kind: "flag", summary: "the same as imagegen plan" },
} as const satisfies OptionSpecs;

export const TRY_OPTIONS = {
  count: { kind: "count", short: "n", least: 1, value: "N", summary: "how many candidates (4)" },
  set: { kind: "list", value: "FIELD=VALUE", summary: "with this field changed (may be repeated)" },
  model: { kind: "text", value: "ID", summary: "with another model" },
  prompt: { kind: "text", value: "TEXT", summary: "with another prompt" },
  style: { kind: "text", value: "NAME", summary: "in another style" },
  provider: { kind: "text", value: "NAME", summary: "from another provider (sketch: no key, no network)" },
  seed: { kind: "count", value: "N", summary: "seeds from this one on, instead of some of our choice" },
  sheet: { kind: "text", value: "FILE", summary: "where the contact sheet goes (.imagegen/tries/NAME.png)" },
  list: { kind: "flag", summary: "only say what was tried so far" },
  ...SPENDING_OPTIONS,
} as const satisfies OptionSpecs;

export const GALLERY_OPTIONS = {
  ...SELECTION_OPTIONS,
  ...PROFILE_OPTIONS,
  out: { kind: "text", value: "FOLDER", summary: "where the page goes (gallery)" },
  title: { kind: "text", value: "TEXT", summary: "what stands above it" },
} as const satisfies OptionSpecs;

export const STUDIO_OPTIONS = {
  ...PROVIDER_OPTION,
  ...PROFILE_OPTIONS,
  ...REMOTE_OPTION,
  port: { kind: "count", value: "N", summary: "where the page is served on this machine; any free port unless set" },
  open: { kind: "flag", summary: "open the page in a browser" },
  jobs: { kind: "count", short: "j", least: 1, value: "N", summary: "paid calls at a time, per provider" },
} as const satisfies OptionSpecs;

export const WATCH_OPTIONS = {
  ...STUDIO_OPTIONS,
  "max-cost": { kind: "amount", value: "USD", summary: "estimated dollars to be spent without being asked (0.25)" },
  settle: { kind: "duration", value: "SECONDS", summary: "without a change until paid work starts (1.5); 0: at once" },
  auto: { kind: "flag", summary: "pay within --max-cost without being asked; as on a terminal" },
  manual: { kind: "flag", summary: "pay only when asked; as without a terminal" },
  "no-studio": { kind: "flag", summary: "serve no page" },
} as const satisfies OptionSpecs;

export const VERIFY_OPTIONS = {
  ...SELECTION_OPTIONS,
  pixels: { kind: "flag", summary: "where bytes differ, compare what is to be seen" },
  regenerate: { kind: "flag", summary: "ask again for the locked request of one asset, and compare; needs a limit" },
  sample: {
    kind: "count",
    least: 1,
    value: "N",
    summary: "with --regenerate: which picture of an asset with n, from 1",
  },
  difference: { kind: "text", value: "FILE", summary: "with --regenerate: where the picture of the differences goes" },
  ...SPENDING_OPTIONS,
} as const satisfies OptionSpecs;

export const HISTORY_OPTIONS = {
  take: {
    kind: "count",
    least: 1,
    value: "N",
    summary: "take this one back: no call, and the manifest says it where it can",
  },
} as const satisfies OptionSpecs;

export const PICK_OPTIONS = {
  "dry-run": { kind: "flag", summary: "only say what would change in the manifest" },
} as const satisfies OptionSpecs;

export const PLAN_OPTIONS = {
  ...REQUEST_OPTIONS,
  ...REMOTE_OPTION,
  "exit-code": { kind: "flag", summary: "exit 3 when changes are pending" },
  md: { kind: "flag", summary: "a Markdown table, for a comment on a pull request" },
  out: { kind: "text", value: "FILE", summary: "save the plan; imagegen build FILE does exactly that" },
} as const satisfies OptionSpecs;

export const CHECK_OPTIONS = {
  ...SELECTION_OPTIONS,
  ...REPORT_OPTION,
  staged: { kind: "flag", summary: "what is staged for the next commit, for a pre-commit hook" },
} as const satisfies OptionSpecs;

export const EXPLAIN_OPTIONS = {
  ...PROVIDER_OPTION,
  ...PROFILE_OPTIONS,
  ...REMOTE_OPTION,
} as const satisfies OptionSpecs;

export const PRUNE_OPTIONS = {
  ...PROFILE_OPTIONS,
  "dry-run": { kind: "flag", summary: "only say what would go" },
} as const satisfies OptionSpecs;

export const ACCEPT_OPTIONS = { ...SELECTION_OPTIONS } as const satisfies OptionSpecs;

export const IMPORT_OPTIONS = {
  sample: { kind: "count", least: 1, value: "N", summary: "which picture of an asset with n, from 1" },
} as const satisfies OptionSpecs;

export const RESTORE_OPTIONS = {
  ...SELECTION_OPTIONS,
  ...REMOTE_OPTION,
  ...REPORT_OPTION,
} as const satisfies OptionSpecs;

export const STORE_OPTIONS = {
  ...REMOTE_OPTION,
  "dry-run": { kind: "flag", summary: "gc: only say what would go" },
  shared: { kind: "flag", summary: "gc: also a store outside the project; other projects are not asked" },
} as const satisfies OptionSpecs;

export const PUSH_OPTIONS = { ...SELECTION_OPTIONS, ...REMOTE_OPTION } as const satisfies OptionSpecs;

export const PULL_OPTIONS = { ...SELECTION_OPTIONS, ...REMOTE_OPTION } as const satisfies OptionSpecs;

export const LOCK_OPTIONS = {
  out: { kind: "text", value: "FILE", summary: "merge: write here instead of into the first side" },
} as const satisfies OptionSpecs;

export const MODELS_OPTIONS = {
  provider: { kind: "text", value: "NAME", summary: "only the models of this provider" },
  all: { kind: "flag", short: "a", summary: "retired ones too" },
} as const satisfies OptionSpecs;

export const SPEND_OPTIONS = {
  by: { kind: "text", value: "WHAT", summary: "model (as a rule), asset, day or provider" },
  since: { kind: "text", value: "WHEN", summary: "a day like 2026-11-01, or 12h, 7d, 2w back" },
} as const satisfies OptionSpecs;

export const SCHEMA_OPTIONS = {
  path: { kind: "flag", summary: "where the file is, instead of its text" },
} as const satisfies OptionSpecs;

export const INIT_OPTIONS = {
  force: { kind: "flag", summary: "write the manifest although there is one" },
} as const satisfies OptionSpecs;
