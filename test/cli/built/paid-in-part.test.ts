import { expect, it } from "vitest";
import { newProject, serve, server } from "../../support/served.ts";
import type { ModeName } from "../../support/together-server.ts";
import { goodImage, sendItems } from "../../support/together-server/answers.ts";

/** A build's summary and `spend` call the same money billed, and each build tells its own. */

serve();

const manifest = (fields = "") => `version: 1
provider: together
output: out/{name}.{ext}
assets:
  lake: { model: black-forest-labs/FLUX.2-dev, prompt: A lake, width: 256, height: 256${fields} }
`;

interface Told {
  readonly usd: number;
  readonly calls: number;
  readonly ambiguous_usd: number;
}

const finished = (stdout: string) => JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Told;

interface Total {
  readonly estimated_usd: number;
  readonly maybe_usd: number;
}

it.each<ModeName>([
  "url-down",
  "url-gone",
  "url-file",
  "html-200",
  "blank",
  "truncated-image",
  "reset-mid-body",
  "server-error",
  "ok",
])("%s, then a good answer: the summaries of the builds come to what `spend` tells", async (mode) => {
  const project = newProject(manifest());
  const told: Told[] = [];
  server.enqueue(mode);
  for (const words of ["build --json", "build --json --replace lake"])
    told.push(finished((await project.run(words)).stdout));
  const spend = (await project.expectRun("spend --json")).stdout.trim().split("\n").at(-1) ?? "";
  const total = JSON.parse(spend) as Total;
  expect(told.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(total.estimated_usd, 9);
  expect(told.reduce((sum, { ambiguous_usd: usd }) => sum + usd, 0)).toBeCloseTo(total.maybe_usd, 9);
});

it("a picture that an earlier build paid for is no spending of the one that fetches it", async () => {
  const project = newProject(manifest());
  const failures = [500, 500, 500, 500, 500];
  server.enqueue(async (exchange) => {
    const bytes = await goodImage(exchange);
    sendItems(exchange, [{ index: 0, url: exchange.publish({ bytes, failures }) }]);
  });
  const first = await project.expectRun("build", 1);
  expect(first.stderr).toContain("1 failed; 1 call, $0.0154 estimated;");
  project.edit(
    "images.config.yaml",
    "assets:\n",
    "assets:\n  moon: { model: black-forest-labs/FLUX.2-dev, prompt: Moon, width: 256, height: 256 }\n",
  );
  const second = await project.expectRun("build --max-cost 0.0154");
  expect(second.stderr).toContain("2 done; 1 call, $0.0154 estimated;");
  expect(second.stderr).toContain("resumed lake: it was paid for earlier");
  expect(server.calls()).toBe(2);
});
