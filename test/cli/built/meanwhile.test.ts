import { describe, expect, it } from "vitest";
import { heard } from "../../support/heard.ts";
import type { Run } from "../../support/program.ts";
import { project, serveProject, server } from "../../support/served.ts";

/** What somebody does while a call is under way, which takes seconds, and minutes for a clip. */

const MANIFEST = `version: 1
provider: together
output: out/{name}.png
defaults: { model: black-forest-labs/FLUX.2-dev, width: 64, height: 64 }
assets:
  lake: { prompt: A lake }
`;

serveProject(MANIFEST);

/** Runs a build, and does something while its call waits for an answer. */
async function buildWhile(deed: () => void): Promise<Run> {
  const before = server.calls();
  server.setMode("hold");
  const running = project.run("build");
  await server.arrived(before + 1);
  deed();
  server.setMode("ok");
  server.release();
  return running;
}

describe("a file at an output's path", () => {
  it("that was edited meanwhile is kept and said; the picture is in the store", async () => {
    await project.expectRun("build");
    project.edit("images.config.yaml", "A lake", "A hill");
    const mine = Buffer.concat([project.bytes("out/lake.png"), Buffer.from("retouched")]);
    const run = await buildWhile(() => project.write("out/lake.png", mine));
    expect(run.code, run.stderr).toBe(1);
    expect(run.stderr).toContain("out/lake.png was edited by hand and is kept");
    expect(project.bytes("out/lake.png")).toEqual(mine);
    const calls = server.calls();
    await project.expectRun("build --overwrite");
    expect(server.calls()).toBe(calls);
    expect(project.bytes("out/lake.png")).not.toEqual(mine);
  });

  it("that somebody put there meanwhile is not replaced", async () => {
    const run = await buildWhile(() => project.write("out/lake.png", "my own"));
    expect(run.code, run.stderr).toBe(1);
    expect(run.stderr).toContain("a file that imagegen did not write");
    expect(project.read("out/lake.png")).toBe("my own");
    await project.expectRun("build --overwrite");
    expect(server.calls()).toBe(1);
  });
});

it("a lock that git brings meanwhile is merged asset by asset", async () => {
  project.edit("images.config.yaml", "assets:", "assets:\n  theirs: { prompt: Theirs }");
  await project.expectRun("build theirs");
  const theirs = project.read("images.lock.json");
  await project.shell("rm -rf images.lock.json .imagegen out");
  project.edit("images.config.yaml", "\n  theirs: { prompt: Theirs }", "");
  const run = await buildWhile(() => project.write("images.lock.json", theirs));
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toContain("merged asset by asset");
  expect([...project.lock().assets.keys()]).toEqual(["lake", "theirs"]);
});

it("a manifest that is edited while another build is waited for is not built as it was", async () => {
  server.setMode("hold");
  const first = project.run("build");
  await server.arrived(1);
  const second = await project.run("build", {
    async during(child) {
      await heard(child, "waiting for");
      project.edit("images.config.yaml", "A lake", "A hill");
      server.setMode("ok");
      server.release();
    },
  });
  expect((await first).code).toBe(0);
  expect(second.code, second.stderr).toBe(2);
  expect(second.stderr).toContain("error[source-changed]");
  expect(server.calls()).toBe(1);
  await project.expectRun("build");
  expect(server.calls()).toBe(2);
});
