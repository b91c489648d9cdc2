import type { CommandShape } from "../args.ts";
import type { Context } from "../context.ts";
import type { Invocation, OptionSpecs } from "../option-spec.ts";
import {
  ACCEPT_OPTIONS,
  BUILD_OPTIONS,
  CHECK_OPTIONS,
  EXPLAIN_OPTIONS,
  GALLERY_OPTIONS,
  HISTORY_OPTIONS,
  IMPORT_OPTIONS,
  INIT_OPTIONS,
  LOCK_OPTIONS,
  MODELS_OPTIONS,
  PLAN_OPTIONS,
  PICK_OPTIONS,
  PRUNE_OPTIONS,
  PULL_OPTIONS,
  PUSH_OPTIONS,
  RESTORE_OPTIONS,
  SCHEMA_OPTIONS,
  SPEND_OPTIONS,
  STORE_OPTIONS,
  STUDIO_OPTIONS,
  TRY_OPTIONS,
  VERIFY_OPTIONS,
  WATCH_OPTIONS,
} from "./options.ts";

/** What a file of this folder exports. */
export interface CommandModule<Specs extends OptionSpecs> {
  /** Resolves with the exit code. */
  run(context: Context, invocation: Invocation<Specs>): Promise<number>;
}

/** A row of the table: all that help and parsing need, so that they load nothing else. */
export interface Command extends CommandShape {
  readonly summary: string;
  /** Follows `imagegen `. */
  readonly usage: string;
  readonly examples: readonly (readonly [line: string, what: string])[];
  load(): Promise<CommandModule<OptionSpecs>>;
}

const ANY_NAMES = { least: 0, most: Number.POSITIVE_INFINITY, what: "names" };
const NO_WORDS = { least: 0, most: 0, what: "no names" };

/** Every command: another one is a file, its options, and a row here. */
export const COMMANDS = {
  init: command(INIT_OPTIONS, {
    summary: "write a first images.config.yaml",
    usage: "init [--force]",
    words: NO_WORDS,
    examples: [["imagegen init", "a commented manifest, and lines for .gitignore and .gitattributes"]],
    load: () => import("./init.ts"),
  }),
  build: command(BUILD_OPTIONS, {
    summary: "make what is missing or changed, and nothing else",
    usage: "build [NAME…] [options]",
    words: ANY_NAMES,
    examples: [
      ["imagegen build", "everything; a second run makes no calls"],
      ["imagegen build hero 'icon-*'", "some assets, by name or glob"],
      ["imagegen build +hero-night", "hero-night and what it needs"],
      ["imagegen build hero+", "hero and what needs it"],
      ["imagegen build --max-cost 2.50", "at most $2.50, by our estimates"],
      ["imagegen build --replace hero", "a new picture of hero, though nothing changed"],
      ["imagegen build --provider sketch", "pictures drawn here: no key, no network, free"],
      ["imagegen build --draft", "drafts of everything, for nothing, into .imagegen/profiles/draft; see profiles:"],
      ["imagegen build plan.json", "exactly what imagegen plan --out plan.json saved, or nothing"],
      ["imagegen build --report junit --report github", "for CI: a file, and annotations at lines of the manifest"],
      ["CI=true imagegen build", "restores and encodes; spends nothing without --allow-spend"],
    ],
    load: () => import("./build.ts"),
  }),
  plan: command(PLAN_OPTIONS, {
    summary: "say what a build would do, why, and what it would cost",
    usage: "plan [NAME…] [options]",
    words: ANY_NAMES,
    examples: [
      ["imagegen plan", "what changed, with a reason for each, and the estimate"],
      ["imagegen plan --verbose", "every reason, and costs per model"],
      ["imagegen plan --exit-code", "for scripts: 3 when changes are pending"],
      ["imagegen plan --out plan.json", "to be looked at, and carried out by imagegen build plan.json"],
      ["imagegen plan --md", "a table for a comment on a pull request"],
    ],
    load: () => import("./plan.ts"),
  }),
  check: command(CHECK_OPTIONS, {
    summary: "fail unless manifest, lock and files agree; for CI",
    usage: "check [NAME…] [options]",
    words: ANY_NAMES,
    examples: [
      ["imagegen check", "0 when all agree, else 3 and a line for each that does not; no network, no writes"],
      ["imagegen check --staged", "in a pre-commit hook: what will be committed, not what lies around"],
      ["imagegen check --report github", "annotations at the lines of the manifest"],
    ],
    load: () => import("./check.ts"),
  }),
  watch: command(WATCH_OPTIONS, {
    summary: "keep everything built while you edit; pays little, and only when typing has settled",
    usage: "watch [options]",
    words: NO_WORDS,
    examples: [
      ["imagegen watch", "free work at once, paid work after 1.5 s, up to $0.25 without being asked"],
      ["imagegen watch --draft", "drafts: drawn for nothing, so everything at once; real files and lock stay"],
      ["imagegen watch --manual --open", "pays only when you press Enter or click; opens the studio"],
    ],
    load: () => import("./watch.ts"),
  }),
  studio: command(STUDIO_OPTIONS, {
    summary: "a page on this machine: look, compare, try, choose, edit; makes and pays only what you ask for",
    usage: "studio [--open] [options]",
    words: NO_WORDS,
    examples: [
      ["imagegen studio --open", "the project as it is, without listening for changes"],
      ["imagegen studio --port 4321", "where it is expected; imagegen watch serves the same page"],
    ],
    load: () => import("./studio.ts"),
  }),
  gallery: command(GALLERY_OPTIONS, {
    summary: "write a page that shows every picture, for a review or a CI artifact",
    usage: "gallery [NAME…] [--out FOLDER]",
    words: ANY_NAMES,
    examples: [["imagegen gallery --out public/gallery", "a folder that needs no server; nothing is paid or changed"]],
    load: () => import("./gallery.ts"),
  }),
  explain: command(EXPLAIN_OPTIONS, {
    summary: "all about one asset: why, the request and where each value comes from",
    usage: "explain NAME",
    words: { least: 1, most: 1, what: "the name of an asset" },
    examples: [["imagegen explain hero", "works on a fresh clone, without store and network"]],
    load: () => import("./explain.ts"),
  }),
  try: command(TRY_OPTIONS, {
    summary: "make candidates of an asset, to choose from; the manifest and the lock stay",
    usage: "try NAME [-n N] [--set FIELD=VALUE] [options]",
    words: { least: 1, most: 1, what: "the name of an asset" },
    examples: [
      ["imagegen try hero", "four more of hero, with other seeds, and a contact sheet"],
      ["imagegen try hero -n 2 --set steps=8", "two with another field"],
      ["imagegen try hero --model black-forest-labs/FLUX.2-pro --max-cost 0.50", "with another model, at most $0.50"],
      ["imagegen try hero --list", "what was tried so far"],
    ],
    load: () => import("./try.ts"),
  }),
  pick: command(PICK_OPTIONS, {
    summary: "take a candidate: its seed and fields go into the manifest, its picture into place",
    usage: "pick NAME NUMBER [--dry-run]",
    words: { least: 2, most: 2, what: "the name of an asset and a candidate's number" },
    examples: [
      ["imagegen pick hero 3", "comments and layout of the manifest stay; no call is made"],
      ["imagegen pick hero 3 --dry-run", "the lines that would change"],
    ],
    load: () => import("./pick.ts"),
  }),
  history: command(HISTORY_OPTIONS, {
    summary: "every picture that an asset had and the store still holds, and take one back",
    usage: "history NAME [--take N]",
    words: { least: 1, most: 1, what: "the name of an asset" },
    examples: [
      ["imagegen history hero", "the latest first: when, what its request had that the present one has not"],
      [
        "imagegen history hero --take 2",
        "the manifest says its request again, its picture goes into place; no call is made",
      ],
    ],
    load: () => import("./history.ts"),
  }),
  accept: command(ACCEPT_OPTIONS, {
    summary: "keep the files as they are, edited ones too, for the manifest as it is",
    usage: "accept NAME… [options]",
    words: { ...ANY_NAMES, least: 1, what: "names of assets" },
    examples: [["imagegen accept hero", "the prompt's typo is fixed, the picture stays, no call is made"]],
    load: () => import("./accept.ts"),
  }),
  import: command(IMPORT_OPTIONS, {
    summary: "use a file of yours as the original of an asset",
    usage: "import NAME FILE [--sample N]",
    words: { least: 2, most: 2, what: "the name of an asset and a file" },
    examples: [["imagegen import hero ~/Pictures/mountains.png", "encoded as the manifest says; no call is made"]],
    load: () => import("./import.ts"),
  }),
  prune: command(PRUNE_OPTIONS, {
    summary: "delete files that no asset asks for any more",
    usage: "prune [--dry-run]",
    words: NO_WORDS,
    examples: [
      ["imagegen prune --dry-run", "what would go"],
      ["imagegen prune", "deletes only what imagegen wrote and nobody edited"],
      ["imagegen prune --draft", "the same among drafts"],
    ],
    load: () => import("./prune.ts"),
  }),
  store: command(STORE_OPTIONS, {
    summary: "look after the stored originals: stats, gc, verify",
    usage: "store stats | gc [--dry-run] [--shared] | verify [--remote ADDRESS]",
    words: { least: 1, most: 1, what: "stats, gc or verify" },
    examples: [
      ["imagegen store stats", "how much is stored"],
      ["imagegen store gc --dry-run", "which originals no lock on any branch names"],
      ["imagegen store verify", "reads everything, and mends what is damaged from any other copy"],
    ],
    load: () => import("./store.ts"),
  }),
  verify: command(VERIFY_OPTIONS, {
    summary: "compare pictures with the lock, by bytes or by pixels, or with what the provider answers now",
    usage: "verify [NAME…] [--pixels] [--regenerate --max-cost USD]",
    words: ANY_NAMES,
    examples: [
      ["imagegen verify", "every output and original that the lock names, read and hashed"],
      ["imagegen verify --pixels", "tells another encoder from damage"],
      ["imagegen verify hero --regenerate --max-cost 0.10", "has the model changed? asks once more, changes nothing"],
    ],
    load: () => import("./verify.ts"),
  }),
  push: command(PUSH_OPTIONS, {
    summary: "send what the lock names to the team's store",
    usage: "push [NAME…] [--remote ADDRESS]",
    words: ANY_NAMES,
    examples: [
      ["imagegen push --remote 'https://cache.example/imagegen/{sha256}'", "any server with GET, HEAD and PUT"],
      ["imagegen push --remote s3://bucket/prefix", "with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"],
    ],
    load: () => import("./push.ts"),
  }),
  restore: command(RESTORE_OPTIONS, {
    summary: "bring back what the lock names, from the stores; the same as build --frozen",
    usage: "restore [NAME…] [--remote ADDRESS]",
    words: ANY_NAMES,
    examples: [["imagegen restore", "on a fresh clone: files as the lock says, no call, the lock untouched"]],
    load: () => import("./restore.ts"),
  }),
  pull: command(PULL_OPTIONS, {
    summary: "fetch what the lock names from the team's store",
    usage: "pull [NAME…] [--remote ADDRESS]",
    words: ANY_NAMES,
    examples: [["imagegen pull", "from IMAGEGEN_REMOTE; a build does it by itself for what it needs"]],
    load: () => import("./pull.ts"),
  }),
  lock: command(LOCK_OPTIONS, {
    summary: "look after the lockfile: merge, rebuild, install-driver",
    usage: "lock merge BASE OURS THEIRS… [--out FILE] | rebuild | install-driver",
    words: { least: 1, most: Number.POSITIVE_INFINITY, what: "merge, rebuild or install-driver" },
    examples: [
      ["imagegen lock install-driver", "git merge and git rebase merge images.lock.json asset by asset"],
      ["imagegen lock merge base.json a.json b.json --out images.lock.json", "what shards or branches built"],
      [
        "imagegen lock rebuild",
        "a lock that cannot be read: made anew from what is left and from the store, for nothing",
      ],
    ],
    load: () => import("./lock.ts"),
  }),
  models: command(MODELS_OPTIONS, {
    summary: "list the models we know: parameters, sizes, prices",
    usage: "models [PATTERN] [--provider NAME] [--all]",
    words: { least: 0, most: 1, what: "at most one pattern" },
    examples: [
      ["imagegen models", "those that are on offer; * marks what this project uses"],
      ["imagegen models kontext", "by a part of the id, the family, or a glob; retired ones too"],
      ["imagegen models flash-image-2.5", "all of one: every parameter and size, and where it is from"],
      ["imagegen models --json", "a line for each, for programs"],
    ],
    load: () => import("./models.ts"),
  }),
  spend: command(SPEND_OPTIONS, {
    summary: "what was called, and what it cost by our estimates",
    usage: "spend [--by model|asset|day|provider] [--since WHEN]",
    words: NO_WORDS,
    examples: [
      ["imagegen spend", "per model: calls, how they ended, estimated dollars"],
      ["imagegen spend --by day --since 7d", "the last week, day by day"],
    ],
    load: () => import("./spend.ts"),
  }),
  schema: command(SCHEMA_OPTIONS, {
    summary: "print the JSON Schema of the manifest",
    usage: "schema [--path]",
    words: NO_WORDS,
    examples: [["imagegen schema --path", "for an editor's settings"]],
    load: () => import("./schema.ts"),
  }),
} satisfies Record<string, Command>;

/** Ties the options of a row to those that its file expects, then forgets them. */
function command<Specs extends OptionSpecs>(
  options: Specs,
  row: Omit<Command, "options" | "load"> & { load(): Promise<CommandModule<Specs>> },
): Command {
  return { ...row, options };
}
