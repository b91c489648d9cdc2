import { expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";
import type { ModeName } from "../../support/together-server.ts";
import { MODES } from "../../support/together-server/modes.ts";

/** A budget is reserved before each call, so it holds with 32 of them under way and half of them failing. */

const MODEL = "black-forest-labs/FLUX.1-kontext-pro";
/** The price table's, for one picture of a megapixel. */
const PRICE = 0.04 * 1.048576;
const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: ${MODEL}, aspect_ratio: "1:1" }
assets:
`;
const lakes = (count: number) =>
  Array.from({ length: count }, (_, index) => `  lake-${index}: { prompt: "Lake ${index}" }\n`).join("");

serveProject(MANIFEST + lakes(40), { latency: 5 });

/** Free to refuse, or billed without an answer, or fine: by the number of the post. */
const FLAKY: readonly ModeName[] = ["ok", "server-error", "ok", "reset-mid-body", "ok", "rate-limited-silent", "ok"];
const FREE: ReadonlySet<ModeName> = new Set(["server-error", "rate-limited-silent"]);
const modeOf = (number: number): ModeName => FLAKY[number % FLAKY.length] as ModeName;

/** Calls that are seen to be under way at once: no answer goes out before so many have come, however busy the machine. */
const AT_ONCE = 16;

it("--max-cost holds with 32 calls at a time, through retries and doubtful bills", async () => {
  server.setMode(async (exchange) => {
    await server.arrived(AT_ONCE);
    await MODES[modeOf(exchange.post.number)](exchange);
  });
  const dollars = 20 * PRICE;
  const { code, stderr } = await project.run(`build --jobs 32 --max-cost ${dollars.toFixed(2)}`);
  const billable = server.posts().filter(({ number }) => !FREE.has(modeOf(number))).length;
  expect(server.maxInFlight()).toBeGreaterThanOrEqual(AT_ONCE);
  expect(server.posts().some(({ number }) => modeOf(number) === "reset-mid-body")).toBe(true);
  expect(billable * PRICE).toBeLessThanOrEqual(dollars);
  // Nothing is held back needlessly either.
  expect(billable).toBeGreaterThan(17);
  expect(code).toBe(4);
  expect(stderr).toMatch(
    /skipped \d+ assets: stopped at \$0\.\d\d of \$0\.84 \(--max-cost\) \(lake-\d+, .* and \d+ more\)/,
  );
  expect(stderr).toContain("may have been billed");

  const kept = Object.keys(project.snapshotOf("out")).length;
  expect(kept).toBeGreaterThan(10);
  server.setMode("ok");
  const before = server.calls();
  expect((await project.run("build --jobs 32")).code).toBe(0);
  expect(server.calls() - before).toBe(40 - kept);
});

it("--max-calls holds with 32 calls at a time, through retries", async () => {
  server.setMode({ choose: ({ number }) => modeOf(number) });
  const { code } = await project.run("build --jobs 32 --max-calls 10");
  expect(server.calls()).toBe(10);
  expect(code).toBe(4);
});

it("budget: in the manifest holds, also for what waits for another picture", async () => {
  const nights = Array.from(
    { length: 4 },
    (_, index) => `  night-${index}: { prompt: Night, image: "asset:lake-${index}" }\n`,
  ).join("");
  project.write(
    "images.config.yaml",
    `${MANIFEST}${lakes(4)}${nights}budget: { max_cost: ${(6.5 * PRICE).toFixed(2)} }\n`,
  );
  const plan = await project.run("plan");
  expect(plan.stdout).toContain(
    "4 calls to together: $0.17 estimated (at most $0.34: 4 more wait for another picture).",
  );
  const { code, stderr } = await project.run("build --jobs 32");
  expect(server.calls()).toBe(6);
  expect(code).toBe(4);
  expect(stderr).toMatch(/skipped 2 assets: stopped at .* \(budget\.max_cost of the manifest\) \(.*night-/);
});

it("an unknown price does not pass under --max-cost, unless somebody says so", async () => {
  project.write("images.config.yaml", MANIFEST.replace(MODEL, "somebody/new") + lakes(3));
  const refused = await project.run("build --max-cost 5");
  expect(server.calls()).toBe(0);
  expect(refused.code).toBe(4);
  expect(refused.stderr).toContain(
    "its price is unknown, so --max-cost cannot hold it (--allow-unpriced lets it pass)",
  );
  expect((await project.run("build --max-cost 5 --allow-unpriced")).code).toBe(0);
  expect(server.calls()).toBe(3);
});
