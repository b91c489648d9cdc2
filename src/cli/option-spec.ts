/** What follows an option, and how it is read. */
export type OptionKind =
  /** Nothing. */
  | "flag"
  | "text"
  /** A text; the option may be given again. */
  | "list"
  /** A whole number, 0 or more. */
  | "count"
  /** US dollars, 0 or more. */
  | "amount"
  /** `90`, `90s`, `500ms`, `2m`: seconds unless it says so, a day at most; the value is milliseconds. */
  | "duration";

export interface OptionSpec {
  readonly kind: OptionKind;
  readonly short?: string;
  /** What stands for the value in help. */
  readonly value?: string;
  readonly summary: string;
  /** For `count` and `duration`: the smallest. */
  readonly least?: number;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

interface ValueOfKind {
  readonly flag: true;
  readonly text: string;
  readonly list: readonly string[];
  readonly count: number;
  readonly amount: number;
  readonly duration: number;
}

export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]?: ValueOfKind[Specs[Name]["kind"]];
};

/** Understood by every command. */
export const GLOBAL_OPTIONS = {
  config: {
    kind: "text",
    short: "c",
    value: "FILE",
    summary: "the manifest, instead of looking for images.config.yaml",
  },
  cwd: { kind: "text", short: "C", value: "FOLDER", summary: "run as if started there" },
  json: { kind: "flag", summary: "one JSON object a line on stdout" },
  quiet: { kind: "flag", short: "q", summary: "say failures only" },
  verbose: { kind: "flag", short: "v", summary: "say reasons and retries as well" },
  color: { kind: "flag", summary: "colours even where the output is no terminal" },
  "no-color": { kind: "flag", summary: "no colours (also: NO_COLOR)" },
  yes: {
    kind: "flag",
    short: "y",
    summary: "spend without being asked, and without the limit of 50 calls where nobody is",
  },
  debug: { kind: "flag", summary: "stacks of errors" },
  help: { kind: "flag", short: "h", summary: "this text" },
  version: { kind: "flag", short: "V", summary: "the version" },
} as const satisfies OptionSpecs;

export type GlobalValues = OptionValues<typeof GLOBAL_OPTIONS>;

/** What a command is called with. */
export interface Invocation<Specs extends OptionSpecs> {
  readonly words: readonly string[];
  readonly options: OptionValues<Specs>;
}
