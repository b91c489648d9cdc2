import { expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";
import { enforceConcurrency, enforceRate } from "../../support/together-server/rate.ts";

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, seed: 1 }
assets:
`;
const lakes = (count: number, fields = "") =>
  Array.from({ length: count }, (_, index) => `  lake-${index}: { prompt: "Lake ${index}"${fields} }\n`).join("");

serveProject(MANIFEST + lakes(24));

it("keeps the rate that the server's headers tell, and is refused few", async () => {
  const rate = enforceRate({ limit: 6, window: 500 });
  server.setMode(rate.respond);
  const { code } = await project.run("build --jobs 8");
  expect(code).toBe(0);
  expect(rate.busiest()).toBeGreaterThanOrEqual(6);
  // Asked again without regard to the rate, a picture fails after five refusals.
  expect(rate.refused()).toBeLessThanOrEqual(12);
  expect(server.calls()).toBe(24 + rate.refused());
});

it("F3: finds the width of a server that takes few at a time and says nothing of it", async () => {
  // Long enough for all sixteen to have come before one of the first two is done.
  const limit = enforceConcurrency(2, 200);
  server.setMode(limit.respond);
  const { code, stderr } = await project.run("build --jobs 16");
  expect(code, stderr).toBe(0);
  expect(limit.refused()).toBeGreaterThanOrEqual(16 - 2);
  expect(server.calls()).toBe(24 + limit.refused());
});

it("gives up a server that refuses everything, and says so, long before each picture has been refused five times", async () => {
  server.setMode("rate-limited-silent");
  const { code, stderr } = await project.run("build --jobs 8");
  expect(code).toBe(1);
  expect(stderr).toContain("it refused 8 calls in a row for their rate");
  expect(server.calls()).toBeLessThan(24 + 8);
});

/** Holds the first calls until so many have come, then lets everything pass. */
async function runHeld(line: string, calls: number): Promise<number | null> {
  server.setMode("hold");
  const { code } = await project.run(line, {
    during: async () => {
      await server.arrived(server.calls() + calls);
      server.setMode("ok");
      server.release();
    },
  });
  return code;
}

it("sends no more at a time than the manifest says; --jobs says more", async () => {
  project.edit("images.config.yaml", "assets:", "limits: { together: { concurrency: 2 } }\nassets:");
  expect(await runHeld("build lake-0 lake-1 lake-2 lake-3", 2)).toBe(0);
  expect([server.calls(), server.maxInFlight()]).toEqual([4, 2]);
  expect(await runHeld("build lake-1? --jobs 6", 6)).toBe(0);
  expect([server.calls(), server.maxInFlight()]).toEqual([14, 6]);
});

it("keeps one model back without holding up the others", async () => {
  const slow = lakes(3, ", model: somebody/slow").replaceAll("lake-", "slow-");
  const limits = "limits: { together: { models: { somebody/slow: { concurrency: 1 } } } }\n";
  project.write("images.config.yaml", MANIFEST + slow + lakes(3) + limits);
  expect(await runHeld("build --jobs 8", 4)).toBe(0);
  const first = server.posts().slice(0, 4);
  expect(first.filter(({ body }) => body["model"] === "somebody/slow").length).toBe(1);
  expect([server.calls(), server.maxInFlight()]).toEqual([6, 4]);
});

it("gives a call as long as the manifest says", async () => {
  server.setMode("silent");
  project.edit("images.config.yaml", "assets:", "limits: { together: { timeout: 1 } }\nassets:");
  const { code, stderr } = await project.run("build lake-0");
  expect(server.calls()).toBe(2);
  expect(code).toBe(1);
  expect(stderr).toMatch(/no answer from \S+ in 1 s/);
});

it("a limit for a provider that does not exist is a mistake, with its line", async () => {
  project.edit("images.config.yaml", "assets:", "limits: { togehter: { concurrency: 2 } }\nassets:");
  const { code, stderr } = await project.run("plan");
  expect(code).toBe(2);
  expect(stderr).toContain('there is no provider "togehter"');
  expect(stderr).toContain("images.config.yaml:5:11");
  expect(stderr).toContain("did you mean together?");
});
