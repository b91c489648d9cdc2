import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Project } from "../../support/project.ts";
import { callsOf, newProject, serve, server } from "../../support/served.ts";

/**
 * F28: an answer that the ledger has and no record does, for the build was killed between the two, or the record is
 * damaged. What the next build resumes for nothing is no call in the plan before it.
 */

serve();

const manifest = (fields: string) => `version: 1
provider: together
output: out/{name}-{index}.{ext}
assets:
  lake: { prompt: A lake, model: black-forest-labs/FLUX.1-schnell, steps: 4, width: 256, height: 256, seed: 1${fields} }
`;

const RECORDS = ".imagegen/generations-v1";
const FOR_NOTHING = "paid for before; what came of it is fetched, for nothing";

/** As a kill between the answer and its record leaves it. */
function forget(project: Project): void {
  for (const file of ["images.lock.json", "out", ".imagegen/journal", RECORDS])
    if (project.has(file)) project.remove(file);
}

function damageRecords(project: Project): void {
  for (const file of ["images.lock.json", "out", ".imagegen/journal"]) if (project.has(file)) project.remove(file);
  const files = readdirSync(project.path(RECORDS), { recursive: true, encoding: "utf8" });
  for (const file of files) if (project.has(`${RECORDS}/${file}`)) truncate(project, `${RECORDS}/${file}`);
}

function truncate(project: Project, file: string): void {
  try {
    project.write(file, project.bytes(file).subarray(0, 20));
  } catch {
    // A folder.
  }
}

describe.each([
  ["one picture", ""],
  ["three requests", ", n: 3"],
  ["a batch", ", n: 3, batch: true"],
])("%s", (_, fields) => {
  it.each([
    ["is not recorded", forget],
    ["has a damaged record", damageRecords],
  ])("that %s is resumed for nothing, as the plan says", async (_case, lose) => {
    const project = newProject(manifest(fields));
    await project.expectRun("build");
    lose(project);
    const plan = await project.expectRun("plan");
    expect(plan.stdout).toContain(FOR_NOTHING);
    expect(plan.stdout).not.toMatch(/\d calls? to together/);
    expect(await callsOf("build", { project })).toBe(0);
  });
});

it("a batch of which only a part came is paid for in the plan, as it is by the build", async () => {
  const project = newProject(manifest(", n: 3, batch: true"));
  server.setMode("fewer");
  await project.expectRun("build", 1);
  const lines = project.read(".imagegen/ledger").split("\n");
  project.write(".imagegen/ledger", lines.filter((line) => !line.includes('"type":"failed"')).join("\n"));
  forget(project);
  server.setMode("ok");
  expect((await project.expectRun("plan")).stdout).toMatch(/1 call to together/);
  expect(await callsOf("build", { project })).toBe(1);
});

it("an answer that is recorded is none to --replace, and one whose bytes are gone is none at all", async () => {
  const project = newProject(manifest(""));
  await project.expectRun("build");
  expect((await project.expectRun("plan --replace lake")).stdout).toMatch(/1 call to together/);
  expect(await callsOf("build --replace lake", { project })).toBe(1);
  forget(project);
  project.remove(".imagegen/objects-v1");
  expect((await project.expectRun("plan")).stdout).toMatch(/1 call to together/);
  expect(await callsOf("build", { project })).toBe(1);
});
