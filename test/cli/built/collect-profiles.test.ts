import { utimesSync } from "node:fs";
import { expect, it } from "vitest";
import { callsOf, project, serveProject } from "../../support/served.ts";

/** `store gc` and what a profile wants that no lock names yet. */

serveProject(`version: 1
provider: together
output: "out/{index}.png"
profiles:
  cheap: { provider: together, model: black-forest-labs/FLUX.2-pro }
assets:
  hero: { prompt: A lake, n: 3, model: black-forest-labs/FLUX.2-dev, width: 512, height: 512 }
`);

/** Younger than a day, nothing is collected. */
function makeOld(): void {
  for (const file of Object.keys(project.snapshotOf(".imagegen"))) utimesSync(project.path(file), 1000, 1000);
}

it("what a profile paid for and has not locked yet is kept", async () => {
  await project.expectRun("build --profile cheap --max-calls 2", 4);
  await project.expectRun("build --max-calls 2", 4);
  makeOld();
  expect((await project.expectRun("store gc")).stdout).toContain("removed 0 files");
  expect(await callsOf("build")).toBe(1);
  expect(await callsOf("build --profile cheap")).toBe(1);
});

it("a profile that the manifest has no more wants what its lock names and nothing else", async () => {
  await project.expectRun("build --profile cheap");
  project.edit("images.config.yaml", "  cheap:", "  other:");
  makeOld();
  expect((await project.expectRun("store gc")).stdout).toContain("removed 0 files");
  project.remove(".imagegen/profiles/cheap/images.lock.json");
  makeOld();
  expect((await project.expectRun("store gc")).stdout).toMatch(/removed 3 files/);
});

it("nothing goes while nobody knows what a profile wants", async () => {
  await project.expectRun("build --profile cheap --max-calls 2", 4);
  project.edit("images.config.yaml", "FLUX.2-pro }", "FLUX.2-pro, scale: 0.001 }");
  makeOld();
  const originals = Object.keys(project.snapshotOf(".imagegen/objects-v1"));
  await project.expectRun("store gc", 2);
  expect(Object.keys(project.snapshotOf(".imagegen/objects-v1"))).toEqual(originals);
});
