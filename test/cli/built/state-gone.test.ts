import { expect, it } from "vitest";
import { callsOf, newProject, serve, server } from "../../support/served.ts";

/** Somebody deletes `.imagegen` while calls are under way: what they bring is stored all the same. */

serve();

const manifest = (fields: string) => `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256${fields} }
assets:
  lake: { prompt: A lake }
  moon: { prompt: The moon }
`;

it.each([
  ["base64", ""],
  ["a link", ", response_format: url"],
])("a paid answer (%s) is stored in a folder that is made anew", async (_, fields) => {
  const project = newProject(manifest(fields));
  server.setMode("hold");
  const run = await project.run("build", {
    during: async () => {
      await server.arrived(2);
      project.remove(".imagegen");
      server.release();
    },
  });
  expect(run.code, run.stderr).toBe(0);
  server.setMode("ok");
  expect(await callsOf("build", { project })).toBe(0);
  expect([project.has("out/lake.png"), project.has("out/moon.png")]).toEqual([true, true]);
  await project.expectRun("check");
});
