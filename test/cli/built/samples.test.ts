import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/**
 * The sample requests of Together's two image pages, each from a manifest. What travels is the request as the page
 * prints it (`request`) and two things that we add (`added`):
 *
 * - `response_format: base64`, where none is set: the API's default is a link that expires.
 * - `seed`, where none is set: the answer does not tell which one was drawn, so a picture whose seed we did not choose
 *   could never be asked for again, and the lock could not say what it was made with.
 *
 * Both can be set in the manifest; neither is sent to a model that does not take it.
 */
const SAMPLES = join(import.meta.dirname, "../../../fixtures/together/samples");

serveProject();

interface Sample {
  readonly request: Readonly<Record<string, unknown>>;
  readonly added: Readonly<Record<string, unknown>>;
}

it.each(readdirSync(SAMPLES))("%s", async (leaf) => {
  const read = (file: string) => readFileSync(join(SAMPLES, leaf, file), "utf8");
  project.write("images.config.yaml", read("images.config.yaml"));
  server.setVideos({ pending: [], end: "completed" });
  const samples = Object.entries(JSON.parse(read("requests.json")) as Record<string, Sample>);
  for (const [asset, { request, added }] of samples) {
    const before = server.calls();
    const run = await project.run(["build", asset]);
    const [post, ...more] = server.posts().slice(before);
    expect(more, run.stderr).toEqual([]);
    expect(post?.body, run.stderr).toEqual({ ...request, ...added });
    // Nothing of the page is replaced by what we add.
    expect(Object.keys(added).filter((name) => name in request)).toEqual([]);
  }
  expect(server.delivered()).toHaveLength(samples.length);
});
