import { describe, expect, it } from "vitest";
import { PROGRAM, runProgram, type Run } from "../../support/program.ts";
import { newProject, project, serve, server } from "../../support/served.ts";
import type { Responder } from "../../support/together-server.ts";
import { goodImage, sendItems } from "../../support/together-server/answers.ts";

/** F3, F26: fetching what is paid for waits as it says that it waits, and is nobody else's trouble. */

serve();

const manifest = (count: number) => `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, response_format: url }
assets:
${Array.from({ length: count }, (_, index) => `  lake-${index}: { prompt: Lake ${index} }\n`).join("")}`;

const CLIP = `version: 1
provider: together
output: out/{name}.{ext}
assets:
  fly:
    model: kwaivgI/kling-2.1-standard
    frame_images: [{ input_image: "https://example.org/first.png" }]
`;

interface Waiting {
  readonly type: string;
  readonly wait?: number;
}

/** Answers with a link to the picture, behind which these statuses come first. */
const behind =
  (failures: (number: number) => readonly number[]): Responder =>
  async (exchange) => {
    const bytes = await goodImage(exchange);
    sendItems(exchange, [
      { index: 0, url: exchange.publish({ bytes, failures: [...failures(exchange.post.number)] }) },
    ]);
  };

function events({ stdout }: Run, type: string): readonly Waiting[] {
  const lines = stdout.trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Waiting).filter((event) => event.type === type);
}

/** Runs a build and tells how long it took, which bounds from above how long it can have waited. */
async function timed(made: typeof project, words: string): Promise<Run & { readonly milliseconds: number }> {
  const started = performance.now();
  // Not as `Project.run` has it, where no retry waits.
  const command = [process.execPath, PROGRAM, "build", "--json", ...words.split(" ")] as const;
  const run = await runProgram(command, made.root, { environment: made.environment });
  return { ...run, milliseconds: performance.now() - started };
}

describe.each([429, 503])("a result's server that answers %i", (status) => {
  it("is asked again when the time that was announced has passed, and nobody else waits", async () => {
    const made = newProject(manifest(1));
    server.setMode(behind(() => [status, status]));
    const run = await timed(made, "--backoff 0.5");
    expect(run.code, run.stderr).toBe(0);
    expect([server.calls(), server.downloads()]).toEqual([1, 3]);
    const waits = events(run, "call-retry").map(({ wait = 0 }) => wait);
    expect(waits).toHaveLength(2);
    expect(run.milliseconds).toBeGreaterThanOrEqual(waits.reduce((sum, wait) => sum + wait, 0));
    expect(events(run, "provider-paused")).toEqual([]);
  });
});

it.each([429, 503])("a job's question that is answered %i is asked again when the time has passed", async (status) => {
  const made = newProject(CLIP);
  server.setVideos({ troubles: [status, status] });
  const run = await timed(made, "--backoff 0.5 --poll 0.001");
  expect(run.code, run.stderr).toBe(0);
  expect([server.calls(), server.polls()]).toEqual([1, 3]);
  const waits = events(run, "call-retry").map(({ wait = 0 }) => wait);
  expect(waits).toHaveLength(2);
  expect(run.milliseconds).toBeGreaterThanOrEqual(waits.reduce((sum, wait) => sum + wait, 0));
  expect(events(run, "provider-paused")).toEqual([]);
});

it.each([500, 503])(
  "results that are not to be had (HTTP %i) stop no calls: each is paid once and fetched later",
  async (status) => {
    const made = newProject(manifest(12));
    server.setMode(behind(() => [status, status, status, status, status]));
    const first = await made.run("build --jobs 1");
    expect(first.code, first.stderr).toBe(1);
    expect(first.stderr).toContain(`HTTP ${status} from`);
    expect(first.stderr).not.toContain("was not asked");
    expect([server.calls(), server.downloads()]).toEqual([12, 60]);
    const second = await made.run("build --jobs 1");
    expect(second.code, second.stderr).toBe(0);
    expect([server.calls(), server.downloads()]).toEqual([12, 72]);
  },
);

it("a stop that is not about the account holds back no fetching, and what was asked is not said to be unasked", async () => {
  const made = newProject(manifest(1));
  server.setMode(behind(() => [500, 500, 500, 500, 500]));
  expect((await made.run("build")).code).toBe(1);
  // Refused until the provider is stopped; the picture that was paid for comes last in the plan.
  made.write(
    "images.config.yaml",
    manifest(8).replace("  lake-0: { prompt: Lake 0 }\n", "") + "  lake-0: { prompt: Lake 0 }\n",
  );
  server.setMode("rate-limited-silent");
  const before = server.calls();
  const run = await made.run("build --jobs 1 --json");
  expect(run.code, run.stderr).toBe(1);
  expect(server.calls() - before).toBe(8);
  expect(run.stdout).toContain("it refused 8 calls in a row for their rate");
  expect(made.has("out/lake-0.png")).toBe(true);
  const skipped = events(run, "asset-skipped") as readonly (Waiting & { calls?: number; message: string })[];
  expect(skipped.length).toBeGreaterThan(0);
  for (const { calls = 0, message } of skipped)
    expect(message).toContain(calls > 0 ? "together was not asked again: " : "together was not asked: ");
  expect(skipped.reduce((sum, { calls = 0 }) => sum + calls, 0)).toBe(8);
});
