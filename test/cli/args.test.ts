import { describe, expect, test } from "vitest";
import { parseArguments } from "../../src/cli/args.ts";
import { COMMANDS } from "../../src/cli/commands/index.ts";
import { UsageError } from "../../src/cli/usage-error.ts";

function parse(line: string) {
  return parseArguments(line.split(" ").filter(Boolean), COMMANDS);
}

function mistake(line: string): readonly [message: string, hint: string | undefined] {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof UsageError) return [error.message, error.hint];
    throw error;
  }
  throw new Error(`${line} was understood`);
}

const NO_WAITS = { "max-wait": 0, backoff: 0 };

describe("understood", () => {
  test.each([
    ["", { command: undefined, words: [], options: {}, globals: {} }],
    ["--help", { command: undefined, words: [], options: {}, globals: { help: true } }],
    ["build", { command: "build", words: [], options: {}, globals: {} }],
    ["build hero icon-*", { command: "build", words: ["hero", "icon-*"], options: {}, globals: {} }],
    ["build +hero hero+", { command: "build", words: ["+hero", "hero+"], options: {}, globals: {} }],
    ["--json build hero -q", { command: "build", words: ["hero"], options: {}, globals: { json: true, quiet: true } }],
    ["-C site build", { command: "build", words: [], options: {}, globals: { cwd: "site" } }],
    ["build --exclude a --exclude=b", { command: "build", words: [], options: { exclude: ["a", "b"] }, globals: {} }],
    ["--max-cost 2.50 build", { command: "build", words: [], options: { "max-cost": 2.5 }, globals: {} }],
    ["build --max-cost $3 -j4", { command: "build", words: [], options: { "max-cost": 3, jobs: 4 }, globals: {} }],
    ["build --max-calls 0", { command: "build", words: [], options: { "max-calls": 0 }, globals: {} }],
    ["build --timeout 90", { command: "build", words: [], options: { timeout: 90_000 }, globals: {} }],
    [
      "build --timeout 1.5m --max-wait 500ms",
      { command: "build", words: [], options: { timeout: 90_000, "max-wait": 500 }, globals: {} },
    ],
    ["build --max-wait 0 --backoff 0", { command: "build", words: [], options: NO_WAITS, globals: {} }],
    ["watch --settle 0", { command: "watch", words: [], options: { settle: 0 }, globals: {} }],
    ["build --replace hero", { command: "build", words: ["hero"], options: { replace: true }, globals: {} }],
    ["build -- -odd", { command: "build", words: ["-odd"], options: {}, globals: {} }],
    ["help build", { command: "build", words: [], options: {}, globals: { help: true } }],
    ["import --help", { command: "import", words: [], options: {}, globals: { help: true } }],
    [
      "import hero a.png --sample 2",
      { command: "import", words: ["hero", "a.png"], options: { sample: 2 }, globals: {} },
    ],
  ])("%s", (line, parsed) => {
    expect(parse(line)).toEqual(parsed);
  });
});

const POSITIVE = "seconds, or a number with ms, s, m or h: more than 0 to 24h";

describe("refused", () => {
  test.each([
    ["biuld", 'there is no command "biuld"', "did you mean imagegen build?"],
    ["frobnicate", 'there is no command "frobnicate"', "see imagegen --help"],
    ["toString", 'there is no command "toString"', "see imagegen --help"],
    ["--key foo plan", "there is no option --key", "see imagegen --help"],
    ["--json --max-cots 1 build", "there is no option --max-cots", "did you mean --max-cost?"],
    ["build --max-cots 1", "there is no option --max-cots", "did you mean --max-cost?"],
    ["build --exit-code", "imagegen build does not take --exit-code", "it is an option of plan"],
    ["--dry-run", "imagegen without a command does not take --dry-run", "it is an option of build, pick, prune, store"],
    ["build --constructor", "there is no option --constructor", "see imagegen build --help"],
    ["build -x", "there is no option -x", "see imagegen build --help"],
    ["build --json=1", "--json takes no value", undefined],
    ["build --max-cost", "--max-cost needs a value", "--max-cost USD: estimated dollars this run may spend"],
    ["build --max-cost --json", "--max-cost needs a value", "--max-cost USD: estimated dollars this run may spend"],
    ["build --max-cost=-1", '--max-cost cannot be "-1"', "US dollars, 0 or more, e.g. 2.50"],
    ["build --max-cost -1", '--max-cost cannot be "-1"', "US dollars, 0 or more, e.g. 2.50"],
    ["build --max-cost -$.5", '--max-cost cannot be "-$.5"', "US dollars, 0 or more, e.g. 2.50"],
    ["build -j -3", '-j cannot be "-3"', "a whole number from 1"],
    ["build -j -q", "-j needs a value", "-j N: paid calls at a time, per provider"],
    ["build --max-calls 1.5", '--max-calls cannot be "1.5"', "a whole number from 0"],
    ["build --jobs 0", '--jobs cannot be "0"', "a whole number from 1"],
    ["build --jobs 1e3", '--jobs cannot be "1e3"', "a whole number from 1"],
    ["build --timeout soon", '--timeout cannot be "soon"', POSITIVE],
    ["build --timeout 0", '--timeout cannot be "0"', POSITIVE],
    // A tenth of a millisecond is none.
    ["build --timeout 0.1ms", '--timeout cannot be "0.1ms"', POSITIVE],
    ["build --timeout -1", '--timeout cannot be "-1"', POSITIVE],
    ["build --timeout 1000h", '--timeout cannot be "1000h"', POSITIVE],
    ["try hero --poll 0s", '--poll cannot be "0s"', POSITIVE],
    ["watch --settle 25h", '--settle cannot be "25h"', "seconds, or a number with ms, s, m or h: 0 to 24h"],
    ["explain", "imagegen explain needs the name of an asset", "see imagegen explain --help"],
    ["explain a b", 'imagegen explain does not take "b"', "see imagegen explain --help"],
    ["accept", "imagegen accept needs names of assets", "see imagegen accept --help"],
    ["prune hero", 'imagegen prune does not take "hero"', "see imagegen prune --help"],
  ])("%s", (line, message, hint) => {
    expect(mistake(line)).toEqual([message, hint]);
  });
});
