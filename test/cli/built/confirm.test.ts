import { describe, expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";
import { HAS_TERMINAL, runOnTerminal } from "../../support/terminal.ts";

/** $0.08 for each picture of 1024 x 1024, by the price table. */
const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.1-kontext-max, aspect_ratio: "1:1" }
assets:
`;
const assets = (count: number) =>
  Array.from({ length: count }, (_, index) => `  lake-${index}: { prompt: "Lake ${index}" }\n`).join("");
const QUESTION = "Ask for them? [y/N] ";
/** Never asked in these runs: whoever waits for it types nothing. */
const NOTHING = { after: "\u0000", keys: "" };

serveProject(MANIFEST + assets(14));

it("no terminal: nobody is asked, and nothing waits", async () => {
  const { code, stderr } = await project.run("build");
  expect(server.calls()).toBe(14);
  expect(code).toBe(0);
  expect(stderr).not.toContain(QUESTION);
});

// Without util-linux nobody can be given a terminal here.
describe.skipIf(!HAS_TERMINAL && process.env["IMAGEGEN_TEST_REQUIRE"] !== "1")("on a terminal", () => {
  it("asks before more than a dollar, says what it comes to, and goes on after y", async () => {
    const { code, screen } = await runOnTerminal(project, ["build"], { after: QUESTION, keys: "y\n" });
    expect(server.calls()).toBe(14);
    expect(code).toBe(0);
    expect(screen).toContain("14 calls to together: $1.17 estimated.");
    expect(screen).toContain("black-forest-labs/FLUX.1-kontext-max: 14 calls, $1.17");
    expect(screen).toContain("That may be more than $1.00 (--confirm-over)");
    expect(screen).toContain("14 done");
  });

  it.each([
    ["n", "n\n", 4],
    ["an empty line", "\n", 4],
    ["something else", "yep\n", 4],
    ["the end of input", "\u0004", 4],
    ["Ctrl-C", "\u0003", 130],
  ])("%s spends nothing and changes nothing", async (_, keys, exit) => {
    const { code, screen } = await runOnTerminal(project, ["build"], { after: QUESTION, keys });
    expect(server.calls()).toBe(0);
    expect(code).toBe(exit);
    expect(screen).toContain("nothing was asked for, and nothing was spent");
    expect(project.has("images.lock.json")).toBe(false);
    expect(project.has("out")).toBe(false);
  });

  it("try asks as well", async () => {
    const words = ["try", "lake-0", "-n", "20"];
    const { code, screen } = await runOnTerminal(project, words, { after: QUESTION, keys: "n\n" });
    expect(server.calls()).toBe(0);
    expect(code).toBe(4);
    expect(screen).toContain("20 calls to together: $1.68 estimated.");
  });

  it("asks about prices that nobody knows, whatever the threshold is", async () => {
    project.write("images.config.yaml", MANIFEST.replace(/model: [^,]+/, "model: somebody/new") + assets(1));
    const words = ["build", "--confirm-over", "100"];
    const { code, screen } = await runOnTerminal(project, words, { after: QUESTION, keys: "n\n" });
    expect(server.calls()).toBe(0);
    expect(code).toBe(4);
    expect(screen).toContain("What some of these calls cost is not known");
  });

  it("a manifest may ask sooner", async () => {
    project.write("images.config.yaml", `${MANIFEST}${assets(2)}budget: { confirm_over: 0.1 }\n`);
    expect((await runOnTerminal(project, ["build"], { after: QUESTION, keys: "n\n" })).code).toBe(4);
    expect(server.calls()).toBe(0);
  });

  it.each([
    ["under the threshold", ["build", "lake-0"], 1],
    ["--confirm-over", ["build", "--confirm-over", "2"], 14],
    ["--yes", ["build", "--yes"], 14],
  ])("%s: nobody is asked", async (_, words, calls) => {
    const { code, screen } = await runOnTerminal(project, words, NOTHING);
    expect(server.calls()).toBe(calls);
    expect(code).toBe(0);
    expect(screen).not.toContain(QUESTION);
  });

  it("a limit below the threshold is an answer", async () => {
    const { code, screen } = await runOnTerminal(project, ["build", "--max-cost", "0.50", "--jobs", "1"], NOTHING);
    expect(server.calls()).toBe(5);
    expect(code).toBe(4);
    expect(screen).not.toContain(QUESTION);
  });
});
