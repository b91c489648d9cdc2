import { beforeEach, describe, expect, it } from "vitest";
import { makeMp4 } from "../../support/clips.ts";
import { Project } from "../../support/project.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { inlineItem, sendItems } from "../../support/together-server/answers.ts";
import { makePng } from "../../support/together-server/images.ts";

/** Options and warnings of spending are the same in every command that may pay. */

const HEAD = `version: 1\nprovider: together\noutput: "out/{name}.{ext}"\n`;
const UNPRICED = `${HEAD}assets:\n  hero: { prompt: A lake, model: somebody/new, width: 256, height: 256 }\n`;
const CLIP = `${HEAD}assets:
  fly: { model: kwaivgI/kling-2.1-standard, frame_images: [{ input_image: "https://example.org/first.png" }] }
`;

serveProject(UNPRICED);

describe.each(["build", "try hero -n 1", "verify hero --regenerate"])("%s", (command) => {
  beforeEach(async () => {
    if (command.startsWith("verify")) expect((await project.run("build")).code).toBe(0);
  });

  it("holds an unknown price back under --max-cost, and lets it pass with --allow-unpriced", async () => {
    const before = server.calls();
    expect((await project.run(`${command} --max-cost 5`)).code).toBe(4);
    expect(server.calls()).toBe(before);
    const run = await project.run(`${command} --max-cost 5 --allow-unpriced`);
    expect([0, 3], run.stderr).toContain(run.code);
    expect(server.calls()).toBe(before + 1);
  });

  it("warns that nobody checks who answers", async () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    const run = await project.run(`${command} --max-calls 1`, { environment });
    expect(run.stderr).toContain("anybody on the way can read the key");
  });
});

it("says that an address in .env is not read, where it would have been used", async () => {
  project.write(".env", `TOGETHER_BASE_URL=${server.url}\n`);
  // Without a key and without a call nobody is asked at the address that holds instead.
  const elsewhere = new Project();
  const run = await elsewhere.run(`build --max-calls 0 --cwd ${project.root}`);
  expect(run.stderr.match(/warning: TOGETHER_BASE_URL in \.env is not read/g)).toHaveLength(1);
  expect((await project.run("build")).stderr).not.toContain("TOGETHER_BASE_URL");
  project.edit("images.config.yaml", "provider: together", "provider: sketch");
  const drawn = await elsewhere.run(`build --cwd ${project.root}`);
  elsewhere.dispose();
  expect([drawn.code, drawn.stderr]).toEqual([0, expect.not.stringContaining("TOGETHER_BASE_URL")]);
});

it("a clip that is tried is asked about as often as --poll says", async () => {
  project.write("images.config.yaml", CLIP);
  // At the interval that holds without the option, so many questions would outlast this test.
  server.setVideos({ pending: Array.from({ length: 50 }, () => "in_progress"), clip: makeMp4("tried") });
  const run = await project.run("try fly -n 1 --poll 0.001");
  expect([run.code, server.polls()], run.stderr).toEqual([0, 51]);
});

it("verify writes the picture of the differences below --cwd", async () => {
  project.write("site/images.config.yaml", UNPRICED);
  expect((await project.run("build --cwd site")).code).toBe(0);
  server.enqueue((exchange) =>
    sendItems(exchange, [inlineItem(0, makePng({ width: 256, height: 256, seedText: "another" }))]),
  );
  const command = "verify hero --cwd site --regenerate --max-calls 1 --allow-unpriced --difference difference.png";
  expect((await project.run(command)).code).toBe(3);
  expect([project.has("site/difference.png"), project.has("difference.png")]).toEqual([true, false]);
});
