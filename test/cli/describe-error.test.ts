import { describe, expect, test } from "vitest";
import { describeError } from "../../src/cli/describe-error.ts";
import { UsageError } from "../../src/cli/usage-error.ts";
import { MachineError } from "../../src/store/machine-error.ts";

const calm = { debug: false };

describe("whose mistake it is", () => {
  test("the user's: one line, a hint, exit 2", () => {
    expect(describeError(new UsageError("--jobs cannot be 0", "a whole number from 1"), calm)).toEqual({
      text: "error: --jobs cannot be 0\n  a whole number from 1\n",
      json: '{"v":1,"type":"error","code":"usage","message":"--jobs cannot be 0","hint":"a whole number from 1","exit":2}\n',
      exit: 2,
    });
  });

  test("the machine's: its code and exit 6", () => {
    expect(
      describeError(new MachineError("disk-full", "a/b.webp", "cannot write a/b.webp: the disk is full"), calm),
    ).toEqual({
      text: "error: cannot write a/b.webp: the disk is full\n",
      json: '{"v":1,"type":"error","code":"disk-full","message":"cannot write a/b.webp: the disk is full","exit":6}\n',
      exit: 6,
    });
  });

  test.each([new TypeError("x is not a function"), "a string", undefined])("ours: %s", (error) => {
    const described = describeError(error, calm);
    expect(described.exit).toBe(70);
    expect(described.text).toMatch(/^error: this is a bug in imagegen: .*\n {2}please report it/);
    expect(described.text).not.toContain("    at ");
  });
});

test("the stack is shown on demand", () => {
  expect(describeError(new TypeError("x"), { debug: true }).text).toContain("    at ");
});

test("a message cannot forge a line (T13)", () => {
  const { text } = describeError(new UsageError("no \u001B[2J\nall assets up to date"), calm);
  expect(text).toBe("error: no \\e[2J\\nall assets up to date\n");
});
