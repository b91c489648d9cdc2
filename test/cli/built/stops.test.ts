import { expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";
import type { ModeName } from "../../support/together-server.ts";

/** What an account is refused stops what it concerns, at once: not one call starts once the answer is here. */

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }
assets:
${Array.from({ length: 20 }, (_, index) => `  lake-${index}: { prompt: "Lake ${index}" }\n`).join("")}`;

serveProject(MANIFEST);

it.each<ModeName>(["no-credit", "unauthorized", "forbidden"])(
  "%s: what is under way is kept, and nothing takes the place of the call that was refused",
  async (refused) => {
    server.setMode({ choose: ({ number }) => (number === 3 ? refused : "hold") });
    const { code, stdout } = await project.run("build --jobs 4 --json", {
      during: (child) => {
        child.stdout?.on("data", (chunk: Buffer) => {
          if (chunk.toString().includes('"provider-stopped"')) server.release();
        });
      },
    });
    expect(server.calls()).toBe(4);
    expect(code).toBe(5);
    expect(stdout.match(/"type":"asset-done"/g)).toHaveLength(3);
  },
);

it("third-party data sharing that is switched off stops the model that it is about; the others are made", async () => {
  const own = Array.from({ length: 6 }, (_, index) => `  own-${index}: { prompt: "Own ${index}", model: ${OWN} }\n`);
  project.write("images.config.yaml", MANIFEST + own.join(""));
  server.setMode({ choose: ({ body }) => (body["model"] === OWN ? "ok" : "data-sharing-blocked") });
  const { code, stderr } = await project.run("build --jobs 2");
  const blocked = server.posts().filter(({ body }) => body["model"] !== OWN);
  expect(blocked.length).toBeLessThanOrEqual(2);
  expect(server.delivered()).toHaveLength(6);
  expect(Object.keys(project.snapshotOf("out"))).toHaveLength(6);
  expect(code).toBe(5);
  expect(stderr).toContain("stopped black-forest-labs/FLUX.2-dev: HTTP 403: Third party data sharing is blocked");
  expect(stderr).toContain("allow third-party data sharing in the organisation's privacy settings");
  expect(stderr).toMatch(/skipped 18 assets: black-forest-labs\/FLUX\.2-dev was not asked: HTTP 403: Third party/);
});

const OWN = "black-forest-labs/FLUX.1-schnell";
