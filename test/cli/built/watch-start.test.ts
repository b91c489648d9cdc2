import { expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/** Where watching cannot lead to anything it ends; elsewhere it waits, which `watch.test.ts` shows. */

serveProject();

it.each(["watch", "studio", "watch -c nowhere.yaml"])("%s without a manifest ends", async (words) => {
  const run = await project.run(words);
  expect([run.code, run.stderr]).toEqual([2, expect.stringContaining("error[manifest-not-found]")]);
});

it("a manifest with mistakes ends it where nobody sits", async () => {
  project.write("images.config.yaml", "version: 1\nassets: { hero: { promt: A lake } }\n");
  const run = await project.run("watch", { environment: { CI: "true" } });
  expect([run.code, run.stderr]).toEqual([2, expect.stringMatching(/^error\[unknown-field\]/)]);
  expect(run.stderr.match(/unknown-field/g)).toHaveLength(1);
  expect(server.calls()).toBe(0);
});
