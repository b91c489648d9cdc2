import { parseArgs } from "node:util";
import { nearest } from "../core/nearest.ts";
import { DOLLARS_WANTED, readDollars } from "./dollars.ts";
import {
  GLOBAL_OPTIONS,
  type GlobalValues,
  type OptionKind,
  type OptionSpec,
  type OptionSpecs,
} from "./option-spec.ts";
import { UsageError } from "./usage-error.ts";

/** What parsing has to know of a command. */
export interface CommandShape {
  readonly options: OptionSpecs;
  /** How many words it takes besides options. */
  readonly words: { readonly least: number; readonly most: number; readonly what: string };
}

export interface ParsedArguments {
  /** Undefined: none was named. */
  readonly command: string | undefined;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly globals: GlobalValues;
}

type OptionValue = true | string | number | readonly string[];

/**
 * Reads the arguments after `imagegen`. Options may stand before and after the command and its words.
 *
 * @throws UsageError for an unknown command or option (with the nearest), and for values that are missing or wrong.
 */
export function parseArguments(
  argv: readonly string[],
  commands: Readonly<Record<string, CommandShape>>,
): ParsedArguments {
  const everyOption: Record<string, OptionSpec> = { ...GLOBAL_OPTIONS };
  for (const { options } of Object.values(commands)) Object.assign(everyOption, options);
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: parserOptions(everyOption),
  });
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const asked = words[0] === "help" ? words[1] : words[0];
  if (asked !== undefined && !Object.hasOwn(commands, asked)) {
    // An option that nobody has may have a value, and that is then no command.
    const end = tokens.findIndex(({ kind }) => kind === "positional");
    const stranger = tokens
      .slice(0, end)
      .find((token) => token.kind === "option" && !Object.hasOwn(everyOption, token.name));
    if (stranger?.kind === "option")
      throw unknownOption(stranger.rawName, { known: everyOption, everyOption, commands, command: undefined });
  }
  const shape = asked === undefined ? undefined : shapeOf(asked, commands);
  const known: OptionSpecs = { ...GLOBAL_OPTIONS, ...shape?.options };
  const values: Record<string, OptionValue> = {};
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, { known, everyOption, commands, command: asked });
    const value = readValue(token, spec);
    const before = values[token.name];
    values[token.name] = Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value;
  }
  const parsed = split(values);
  if (words[0] === "help") return { ...parsed, command: asked, words: [], globals: { ...parsed.globals, help: true } };
  const rest = words.slice(1);
  if (shape !== undefined && parsed.globals.help !== true) checkWords(asked as string, rest, shape);
  return { ...parsed, command: asked, words: rest };
}

function split(values: Readonly<Record<string, OptionValue>>): Pick<ParsedArguments, "globals" | "options"> {
  const isGlobal = ([name]: readonly [string, OptionValue]) => Object.hasOwn(GLOBAL_OPTIONS, name);
  return {
    globals: Object.fromEntries(Object.entries(values).filter(isGlobal)),
    options: Object.fromEntries(Object.entries(values).filter((entry) => !isGlobal(entry))),
  };
}

function parserOptions(specs: OptionSpecs): Record<string, { type: "boolean" | "string"; short?: string }> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { kind, short }]) => [
      name,
      { type: kind === "flag" ? "boolean" : "string", ...(short !== undefined && { short }) },
    ]),
  );
}

function shapeOf(name: string, commands: Readonly<Record<string, CommandShape>>): CommandShape {
  const shape = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (shape !== undefined) return shape;
  const near = nearest(name, Object.keys(commands));
  throw new UsageError(
    `there is no command ${JSON.stringify(name)}`,
    near === undefined ? "see imagegen --help" : `did you mean imagegen ${near}?`,
  );
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function readValue(token: OptionToken, spec: OptionSpec): OptionValue {
  const { rawName, value, inlineValue } = token;
  if (spec.kind === "flag") {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return true;
  }
  // The parser would take the next option for the value. No option is called by a digit, so that is a number.
  const isOption = inlineValue !== true && value?.startsWith("-") === true && !/^-\$?[\d.]/.test(value);
  if (value === undefined || value === "" || isOption) {
    throw new UsageError(`${rawName} needs a value`, `${rawName} ${spec.value ?? "VALUE"}: ${spec.summary}`);
  }
  const read = READERS[spec.kind](value, spec);
  if (read !== undefined) return read;
  throw new UsageError(`${rawName} cannot be ${JSON.stringify(value)}`, WANTED[spec.kind](spec));
}

const READERS = {
  text: (value) => value,
  list: (value) => [value],
  count: (value, { least = 0 }) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
    return number >= least ? number : undefined;
  },
  amount: readDollars,
  duration: (value, { least = 0 }) => {
    const match = /^(\d{1,9}(?:\.\d+)?)(ms|s|m|min|h)?$/.exec(value);
    if (match === null) return undefined;
    const milliseconds = Math.round(Number(match[1]) * (UNITS.get(match[2] ?? "s") as number));
    return milliseconds >= least && milliseconds <= LONGEST ? milliseconds : undefined;
  },
} satisfies Record<Exclude<OptionKind, "flag">, (value: string, spec: OptionSpec) => OptionValue | undefined>;

/** A day, as in the manifest. A timer that is set for more than 25 of them goes off at once. */
const LONGEST = 86_400_000;

const UNITS = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["min", 60_000],
  ["h", 3_600_000],
]);

const WANTED = {
  text: () => "a text",
  list: () => "a text",
  count: ({ least = 0 }) => `a whole number from ${least}`,
  amount: () => DOLLARS_WANTED,
  duration: ({ least = 0 }) => `seconds, or a number with ms, s, m or h: ${least > 0 ? "more than 0" : "0"} to 24h`,
} satisfies Record<Exclude<OptionKind, "flag">, (spec: OptionSpec) => string>;

function checkWords(command: string, words: readonly string[], { words: wanted }: CommandShape): void {
  if (words.length >= wanted.least && words.length <= wanted.most) return;
  const extra = words[wanted.most];
  throw new UsageError(
    extra === undefined
      ? `imagegen ${command} needs ${wanted.what}`
      : `imagegen ${command} does not take ${JSON.stringify(extra)}`,
    `see imagegen ${command} --help`,
  );
}

function unknownOption(rawName: string, { known, everyOption, commands, command }: UnknownOptionContext): UsageError {
  const name = rawName.replace(/^--?/, "");
  if (Object.hasOwn(everyOption, name)) {
    const owners = Object.keys(commands).filter((owner) => Object.hasOwn(commands[owner]?.options ?? {}, name));
    const where = command === undefined ? "imagegen without a command" : `imagegen ${command}`;
    return new UsageError(`${where} does not take ${rawName}`, `it is an option of ${owners.join(", ")}`);
  }
  const near = nearest(name, Object.keys(known));
  const help = command === undefined ? "imagegen --help" : `imagegen ${command} --help`;
  return new UsageError(
    `there is no option ${rawName}`,
    near === undefined ? `see ${help}` : `did you mean --${near}?`,
  );
}

interface UnknownOptionContext {
  readonly known: OptionSpecs;
  readonly everyOption: OptionSpecs;
  readonly commands: Readonly<Record<string, CommandShape>>;
  readonly command: string | undefined;
}
