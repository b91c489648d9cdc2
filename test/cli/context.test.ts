import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createContext, isCi, wantsColor, type Host } from "../../src/cli/context.ts";
import type { Variables } from "../../src/cli/dotenv.ts";
import type { GlobalValues } from "../../src/cli/option-spec.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "imagegen-context-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function contextWith(environment: Variables, globals: GlobalValues = {}, cwd = folder) {
  const written: string[] = [];
  const errorListeners: ((error: Error) => void)[] = [];
  const stream = {
    write(text: string, done?: () => void) {
      written.push(text);
      done?.();
      return true;
    },
    on: (_event: "error", listener: (error: Error) => void) => errorListeners.push(listener),
  };
  const host: Host = {
    cwd,
    environment,
    stdin: Readable.from([]),
    stdout: stream,
    stderr: stream,
    onExit: () => undefined,
  };
  const context = createContext(host, globals);
  return { context, written, closePipe: () => errorListeners.forEach((listener) => listener(new Error("EPIPE"))) };
}

describe(".env", () => {
  test("gives keys, and never overrides", () => {
    writeFileSync(join(folder, ".env"), "TOGETHER_API_KEY=from-the-file\nFAL_KEY='another one'\n");
    const { context } = contextWith({ TOGETHER_API_KEY: "from-the-environment" });
    expect(context.environment("TOGETHER_API_KEY")).toBe("from-the-environment");
    expect(context.environment("FAL_KEY")).toBe("another one");
    expect(context.environment("REPLICATE_API_TOKEN")).toBeUndefined();
  });

  test("never says where a key is sent: that would be for whoever wrote the pull request to choose (T2)", () => {
    writeFileSync(join(folder, ".env"), "TOGETHER_BASE_URL=https://example.org\nTOGETHER_API_KEY=12345678\n");
    const { context } = contextWith({});
    expect(context.environment("TOGETHER_BASE_URL")).toBeUndefined();
    expect(context.environment("TOGETHER_API_KEY")).toBe("12345678");
  });

  test("is found beside the manifest from a folder below, the nearer one first", () => {
    const below = join(folder, "content", "posts");
    mkdirSync(below, { recursive: true });
    writeFileSync(join(folder, "images.config.yaml"), "");
    writeFileSync(join(folder, ".env"), "A_KEY=project\nB_KEY=project\n");
    writeFileSync(join(below, ".env"), "A_KEY=here\n");
    const { context } = contextWith({}, {}, below);
    expect([context.environment("A_KEY"), context.environment("B_KEY")]).toEqual(["here", "project"]);
  });

  test("is found beside --config", () => {
    mkdirSync(join(folder, "site"));
    writeFileSync(join(folder, "site", ".env"), "A_KEY=site\n");
    const { context } = contextWith({}, { config: "site/images.config.yaml" });
    expect(context.environment("A_KEY")).toBe("site");
  });
});

describe("what is written", () => {
  test("passes the redactor, also for keys that only .env has", () => {
    writeFileSync(join(folder, ".env"), "FAL_KEY=key-from-the-file\n");
    const { context, written } = contextWith({ TOGETHER_API_KEY: "key-from-outside" });
    context.environment("FAL_KEY");
    context.stdout.write("key-from-outside key-from-the-file\n");
    context.stderr.write("key-from-outside key-from-the-file\n");
    expect(written).toEqual(["[key removed] [key removed]\n", "[key removed] [key removed]\n"]);
  });

  test("goes nowhere once the reader is gone, and nothing fails (F30)", async () => {
    const { context, written, closePipe } = contextWith({});
    context.stdout.write("one");
    closePipe();
    context.stdout.write("two");
    await context.stdout.flush();
    expect(written).toEqual(["one"]);
  });
});

test.each([
  [{ CI: "true" }, true],
  [{ CI: "1" }, true],
  [{ CI: "false" }, false],
  [{ CI: "0" }, false],
  [{ CI: "" }, false],
  [{}, false],
])("%j is CI: %s", (environment, ci) => {
  expect(isCi(environment)).toBe(ci);
});

test.each<[GlobalValues, Variables, isTerminal: boolean, color: boolean]>([
  [{}, {}, true, true],
  [{}, {}, false, false],
  [{}, { TERM: "dumb" }, true, false],
  [{}, { NO_COLOR: "1" }, true, false],
  [{}, { NO_COLOR: "" }, true, true],
  [{}, { FORCE_COLOR: "1" }, false, true],
  [{}, { FORCE_COLOR: "0" }, true, false],
  [{}, { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  [{ color: true }, { NO_COLOR: "1" }, false, true],
  [{ "no-color": true }, { FORCE_COLOR: "1" }, true, false],
])("%j with %j on a terminal (%s): colour %s", (globals, environment, isTerminal, color) => {
  expect(wantsColor({ globals, environment, isTerminal })).toBe(color);
});
