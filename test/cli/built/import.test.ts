import { expect, it } from "vitest";
import { project, serveProject } from "../../support/served.ts";

serveProject();

it("import names a build as the next step only where one has something to do", async () => {
  project.write(
    "images.config.yaml",
    "version: 1\nprovider: sketch\nassets:\n  hero: { prompt: A lake, width: 64, height: 64, output: out/hero.png }\n",
  );
  await project.expectRun("build");
  project.write("mine.png", project.bytes("out/hero.png"));
  project.remove("out/hero.png");
  expect((await project.expectRun("import hero mine.png")).stderr).toContain("next: imagegen build hero");
  await project.expectRun("build hero");
  const settled = await project.expectRun("import hero out/hero.png");
  expect(settled.stderr).toContain("kept as it is: out/hero.png");
  expect(settled.stderr).not.toContain("next:");
  await project.expectRun("check");
});
