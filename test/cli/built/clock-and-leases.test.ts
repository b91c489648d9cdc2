import { expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/** F45 and F46: what another process left behind, and clocks that cannot be trusted. */

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake: { model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 256, height: 256 }
`;

serveProject(MANIFEST);

it.runIf(process.platform === "linux")(
  "F45: a lease whose process number somebody else has by now is taken over at once",
  async () => {
    server.setMode("hold");
    const killed = await project.run("build", {
      during: async (child) => {
        await server.arrived(1);
        child.kill("SIGKILL");
      },
    });
    expect(killed.signal).toBe("SIGKILL");
    const leases = Object.keys(project.snapshotOf(".")).filter((file) => file.endsWith("build.lease"));
    expect(leases).toHaveLength(1);
    // This process lives, and is not the one that took it.
    const text = project.read(leases[0] as string);
    project.write(leases[0] as string, text.replace(/"pid":\s*\d+/, `"pid":${process.pid}`));
    expect(project.read(leases[0] as string)).toContain(`"pid":${process.pid}`);
    server.setMode("ok");
    const run = await project.run("build --no-wait");
    expect(run.code, run.stderr).toBe(0);
    expect(server.calls()).toBe(2);
    // What the leases of the killed one were links to is swept.
    expect(Object.keys(project.snapshotOf(".imagegen")).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  },
);

const YEAR = 365 * 86_400_000;

it.each([
  ["a year ahead", Date.now() + YEAR],
  ["back to 1970", 0],
])("F46: a clock that jumps %s costs nothing and makes nobody wait", async (_, now) => {
  const clock = `const jump = ${now} - Date.now(); const now = Date.now; Date.now = () => now() + jump;`;
  const jumped = { environment: { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(clock)}"` } };
  expect((await project.run("build")).code).toBe(0);
  expect((await project.run("build", jumped)).stderr).toContain("up to date");
  for (const file of Object.keys(project.snapshotOf("out"))) project.remove(`out/${file.replace(/^out\//, "")}`);
  project.edit("images.config.yaml", "A lake", "A pond");
  const changed = await project.run("build", jumped);
  expect(changed.code, changed.stderr).toBe(0);
  project.edit("images.config.yaml", "A pond", "A lake");
  expect((await project.run("build")).code).toBe(0);
  expect((await project.run("build")).stderr).toContain("up to date");
  expect(server.calls()).toBe(2);
});
