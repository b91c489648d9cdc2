import { appendFileSync } from "node:fs";
import { expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

const SCHNELL = "black-forest-labs/FLUX.1-schnell";
const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: ${SCHNELL}, width: 256, height: 256 }
assets:
  lake: { prompt: A lake }
  moon: { prompt: A moon }
`;

serveProject(MANIFEST, { environment: { TZ: "Pacific/Auckland" } });

/** The numbers behind a label of the table. */
async function row(label: string, line = "spend"): Promise<readonly string[]> {
  const { stdout } = await project.run(line);
  const found = stdout.split("\n").find((text) => text.startsWith(`${label} `));
  return found?.slice(label.length).trim().split(/\s+/) ?? [];
}

it("says so where nothing was called, also where the manifest is broken", async () => {
  expect(await project.run("spend")).toMatchObject({ code: 0, stdout: "No calls: $0.\n" });
  project.write("images.config.yaml", "assets: [");
  expect(await project.run("spend")).toMatchObject({ code: 0, stdout: "No calls: $0.\n" });
  expect(server.calls()).toBe(0);
});

it("counts every call once: answered, failed, and those that may have been billed", async () => {
  server.enqueue("server-error", "reset-mid-body");
  expect((await project.run("build --jobs 1")).code).toBe(0);
  expect(server.calls()).toBe(4);
  const { stdout } = await project.run("spend");
  expect(stdout.split("\n")[0]).toMatch(/^model +calls +answered +failed +unsure +estimated$/);
  expect(await row(SCHNELL)).toEqual(["4", "2", "1", "1", "$0.0004"]);
  expect(stdout).toContain("unsure: 1 call may have been billed, and no usable answer came: up to $0.0002 more.");
});

it("keeps the table to 80 columns, whatever the names are long", async () => {
  project.edit("images.config.yaml", "moon:", `${"moon-".repeat(20)}:`);
  server.enqueue("reset-mid-body", "truncated-image");
  await project.run("build --jobs 1");
  const { stdout } = await project.run("spend --by asset");
  const table = stdout.slice(0, stdout.indexOf("\n\n")).split("\n");
  expect(table).toContain("moon-".repeat(20));
  for (const line of table.filter((text) => !text.startsWith("moon-"))) expect(line.length).toBeLessThanOrEqual(80);
});

it("groups by asset, by day where the user is, and by provider", async () => {
  await project.run("build");
  expect(await row("lake", "spend --by asset")).toEqual(["1", "1", "0", "0", "$0.0002"]);
  const today = new Date().toLocaleDateString("en-CA", { timeZone: "Pacific/Auckland" });
  expect(await row(today, "spend --by day")).toEqual(["2", "2", "0", "0", "$0.0004"]);
  expect(await row("together", "spend --by provider --since 1h")).toEqual(["2", "2", "0", "0", "$0.0004"]);
  expect((await project.run("spend --since 2099-01-01")).stdout).toBe("No calls since 2099-01-01: $0.\n");
});

it("tells a renamed asset's calls under the name that it has now", async () => {
  await project.run("build");
  project.edit("images.config.yaml", "lake:", "pond:");
  await project.run("build");
  expect(server.calls()).toBe(2);
  expect(await row("pond", "spend --by asset")).toEqual(["1", "1", "0", "0", "$0.0002"]);
  expect((await project.run("spend --by asset")).stdout).toContain("renamed since: lake → pond.");
});

it("says an unknown price as unknown, and draws no sum over it", async () => {
  project.edit("images.config.yaml", `model: ${SCHNELL}`, "model: somebody/new");
  await project.run("build");
  expect(await row("somebody/new")).toEqual(["2", "2", "0", "0", "unknown"]);
  expect((await project.run("spend")).stdout).toContain("2 calls of unknown price, in no sum.");
});

it("survives lines that are lost or damaged, and says how many", async () => {
  await project.run("build --jobs 1");
  const [first, ...rest] = project.read(".imagegen/ledger").trimEnd().split("\n");
  expect(first).toContain('"intent"');
  project.write(".imagegen/ledger", `{"type":"inte\n${rest.join("\n")}\nnonsense\n`);
  appendFileSync(project.path(".imagegen/ledger"), '{"type":"sto');
  const { code, stdout } = await project.run("spend");
  expect(code).toBe(0);
  expect(stdout).toContain("2 lines of the ledger cannot be read: what is said here is the least.");
  expect(stdout).toContain("1 call known by the end only: the line of the start is lost, and with it the price.");
  expect(await row("total")).toEqual(["2", "2", "0", "0", "$0.0002+1?"]);
});

it("works while a build runs, and does not take its calls for lost", async () => {
  server.setMode("hold");
  const build = project.run("build");
  await server.arrived(2);
  const { stdout } = await project.run("spend --json");
  expect(stdout).toContain('"running":2');
  expect(stdout).toContain('"maybe_billed":0');
  server.release();
  expect((await build).code).toBe(0);
});

it("tells explain what an asset has cost until now", async () => {
  server.enqueue("reset-mid-body");
  await project.run("build lake");
  const { stdout } = await project.run("explain lake");
  expect(stdout).toContain(
    "2 calls: 1 answered, 1 may have been billed without an answer, $0.0002 estimated, up to $0.0002 more",
  );
  expect((await project.run("explain moon")).stdout).not.toContain("Until now");
});

it("counts what a killed build had sent as calls that may have been billed", async () => {
  server.setMode("hold");
  const { signal } = await project.run("build", {
    during: async (child) => {
      await server.arrived(2);
      child.kill("SIGKILL");
    },
  });
  expect(signal).toBe("SIGKILL");
  expect(await row(SCHNELL)).toEqual(["2", "0", "0", "2", "$0"]);
  server.setMode("ok");
  expect((await project.run("build")).code).toBe(0);
  expect(await row(SCHNELL)).toEqual(["4", "2", "0", "2", "$0.0004"]);
});

it("is data for programs", async () => {
  await project.run("build");
  const { stdout } = await project.run("spend --by asset --json");
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { type: "spend-row", by: "asset", label: "lake", calls: 1, answered: 1, estimated_usd: 0.000177, billed_usd: null },
    { type: "spend-row", by: "asset", label: "moon", calls: 1 },
    { type: "spend", calls: 2, not_billed: 0, maybe_billed: 0, unpriced: 0, damaged: 0 },
  ]);
});

it.each([
  ["spend --by week", "--by cannot be"],
  ["spend --since yesterday", "--since cannot be"],
])("%s is a mistake", async (line, message) => {
  const { code, stderr } = await project.run(line);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
