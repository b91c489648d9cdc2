import { expect, it } from "vitest";
import { heard } from "../../support/heard.ts";
import { project, serveProject, server } from "../../support/served.ts";

/** Signals at moments when no call is to be finished. */

serveProject(`version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }
assets:
  lake: { prompt: A lake }
`);

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s while it waits for another build: exit %i, nothing was done", async (signal, code) => {
  server.setMode("hold");
  const first = project.run("build");
  await server.arrived(1);
  const second = await project.run("build", {
    during: async (child) => {
      await heard(child, "waiting for");
      child.kill(signal);
    },
  });
  expect(second.code, second.stderr).toBe(code);
  expect(second.stderr).toContain("interrupted while waiting");
  expect(second.stderr).not.toContain("bug");
  server.release();
  expect((await first).code).toBe(0);
  expect(server.calls()).toBe(1);
});

it("SIGTERM says that paid calls are abandoned, not that they are finished", async () => {
  server.setMode("hold");
  const run = await project.run("build", {
    during: async (child) => {
      await server.arrived(1);
      child.kill("SIGTERM");
    },
  });
  expect(run.code).toBe(143);
  expect(run.stderr).toContain("abandoning 1 paid call");
  expect(run.stderr).not.toContain("finishing");
});
