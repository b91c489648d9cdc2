import { describe, expect, test } from "vitest";
import { parseArguments } from "../../src/cli/args.ts";
import { COMMANDS } from "../../src/cli/commands/index.ts";
import { commandHelpText, helpText } from "../../src/cli/help.ts";

test("every command is listed", () => {
  const text = helpText(COMMANDS);
  for (const [name, { summary }] of Object.entries(COMMANDS))
    expect(text).toMatch(new RegExp(`^  ${name} +${summary}$`, "m"));
});

describe.each(Object.entries(COMMANDS))("imagegen %s --help", (name, command) => {
  test("teaches by examples that the parser understands", () => {
    expect(command.examples).not.toEqual([]);
    for (const [line] of command.examples) {
      const words = line
        .replace(/^CI=true /, "")
        .replaceAll("'", "")
        .split(" ")
        .slice(1);
      expect(parseArguments(words, COMMANDS).command).toBe(name);
    }
  });

  test("names every option", () => {
    const text = commandHelpText(name, command);
    for (const option of Object.keys(command.options)) expect(text).toContain(`--${option}`);
  });
});

test("a command's help, whole", () => {
  expect(commandHelpText("prune", COMMANDS.prune)).toBe(`imagegen prune: delete files that no asset asks for any more

Usage:
  imagegen prune [--dry-run]

Examples:
  imagegen prune --dry-run  what would go
  imagegen prune            deletes only what imagegen wrote and nobody edited
  imagegen prune --draft    the same among drafts

Options:
      --profile NAME  made as this profile says, into its own folder and its own lock
      --draft         the same as --profile draft: drawn by sketch unless the manifest says otherwise
      --dry-run       only say what would go

Options for every command:
  -c, --config FILE  the manifest, instead of looking for images.config.yaml
  -C, --cwd FOLDER   run as if started there
      --json         one JSON object a line on stdout
  -q, --quiet        say failures only
  -v, --verbose      say reasons and retries as well
      --color        colours even where the output is no terminal
      --no-color     no colours (also: NO_COLOR)
  -y, --yes          spend without being asked, and without the limit of 50 calls where nobody is
      --debug        stacks of errors
  -h, --help         this text
  -V, --version      the version
`);
});
