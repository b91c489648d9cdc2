import type { Command } from "./commands/index.ts";
import { GLOBAL_OPTIONS, type OptionSpec, type OptionSpecs } from "./option-spec.ts";

/** `imagegen --help`, made from the table: a command that is not listed cannot be. */
export function helpText(commands: Readonly<Record<string, Command>>): string {
  return [
    "imagegen: make for generated images. It pays only for what changed.",
    "",
    "  imagegen init                 write a first images.config.yaml",
    "  imagegen plan                 what would be made, why, and what it would cost",
    "  imagegen build                make it",
    "",
    "Commands:",
    ...table(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    "",
    "Options for every command:",
    ...optionLines(GLOBAL_OPTIONS),
    "",
    "Names: hero, 'icon-*', +hero (with what it needs), hero+ (with what needs it); --exclude, --tag.",
    "Exit codes: 0 done, 1 some asset failed, 2 usage or manifest, 3 changes pending or lost, 4 budget,",
    "5 provider setup, 6 the machine, 70 a bug, 130 interrupted.",
    "",
    "imagegen COMMAND --help says more.",
    "",
  ].join("\n");
}

/** `imagegen build --help`: examples first, they are what people read. */
export function commandHelpText(name: string, { summary, usage, examples, options }: Command): string {
  return [
    `imagegen ${name}: ${summary}`,
    "",
    "Usage:",
    `  imagegen ${usage}`,
    "",
    "Examples:",
    ...table(examples),
    ...(Object.keys(options).length === 0 ? [] : ["", "Options:", ...optionLines(options)]),
    "",
    "Options for every command:",
    ...optionLines(GLOBAL_OPTIONS),
    "",
  ].join("\n");
}

function optionLines(options: OptionSpecs): readonly string[] {
  return table(Object.entries(options).map(([name, spec]) => [optionLabel(name, spec), spec.summary]));
}

function optionLabel(name: string, { short, kind, value }: OptionSpec): string {
  const letter = short === undefined ? "    " : `-${short}, `;
  return `${letter}--${name}${kind === "flag" ? "" : ` ${value ?? "VALUE"}`}`;
}

function table(rows: readonly (readonly [left: string, right: string])[]): readonly string[] {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
