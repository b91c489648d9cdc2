import { afterEach, beforeEach, expect, it } from "vitest";
import { Project, togetherAt } from "../../support/project.ts";
import { startTogetherServer, type TogetherServer } from "../../support/together-server.ts";
import { enforceRate } from "../../support/together-server/rate.ts";

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, seed: 1 }
assets:
`;
const lakes = (count: number, fields = "") =>
  Array.from({ length: count }, (_, index) => `  lake-${index}: { prompt: "Lake ${index}"${fields} }\n`).join("");

let server: TogetherServer;
let project: Project;

beforeEach(async () => {
  server = await startTogetherServer({ pictures: "png" });
  project = new Project(MANIFEST + lakes(24), togetherAt(server.url));
});

afterEach(async () => {
  project.dispose();
  await server.close();
});

it("keeps the rate that the server's headers tell, and is refused none but the first calls", async () => {
  const rate = enforceRate({ limit: 6, window: 500 });
  server.setMode(rate.respond);
  const { code } = await project.run("build --jobs 8");
  expect(code).toBe(0);
  expect(rate.busiest()).toBeGreaterThanOrEqual(6);
  // 24 calls of which 8 are under way at once: without pacing every window would see refusals.
  expect(rate.refused()).toBeLessThanOrEqual(6);
  expect(server.calls()).toBe(24 + rate.refused());
});

it("sends no more at a time than the manifest says, in all and for a model; --jobs says more", async () => {
  server = await replaced(server, 30);
  project.edit("images.config.yaml", "assets:", "limits: { together: { concurrency: 2 } }\nassets:");
  expect((await project.run("build lake-0 lake-1 lake-2 lake-3", at())).code).toBe(0);
  expect([server.calls(), server.maxInFlight()]).toEqual([4, 2]);
  expect((await project.run("build lake-1? --jobs 6", at())).code).toBe(0);
  expect([server.calls(), server.maxInFlight()]).toEqual([14, 6]);
});

it("keeps one model back without holding up the others", async () => {
  server = await replaced(server, 30);
  const slow = lakes(3, ", model: somebody/slow").replaceAll("lake-", "slow-");
  const limits = "limits: { together: { models: { somebody/slow: { concurrency: 1 } } } }\n";
  project.write("images.config.yaml", MANIFEST + slow + lakes(3) + limits);
  expect((await project.run("build --jobs 8", at())).code).toBe(0);
  const order = server.posts().map(({ body }) => (body["model"] === "somebody/slow" ? "slow" : "quick"));
  expect(order).toEqual(["slow", "quick", "quick", "quick", "slow", "slow"]);
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

/** The same server, slow enough that calls overlap. */
async function replaced(old: TogetherServer, latency: number): Promise<TogetherServer> {
  await old.close();
  return startTogetherServer({ pictures: "png", latency });
}

function at(): { readonly environment: Readonly<Record<string, string>> } {
  return { environment: togetherAt(server.url) };
}
