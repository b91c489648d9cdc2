import { afterEach, beforeEach, expect, it } from "vitest";
import { Project } from "../../support/project.ts";

/** `explain` shows how a price comes about; `plan` adds prices up. No server: nothing here calls anybody. */

let project: Project;

beforeEach(() => {
  project = new Project();
});

afterEach(() => project.dispose());

const manifest = (fields: string) => `version: 1\nprovider: together\nassets:\n  hero: { prompt: A lake, ${fields} }\n`;

it.each([
  [
    "by megapixel",
    "model: black-forest-labs/FLUX.1-schnell, width: 1000, height: 1000",
    "a call: $0.0027 per megapixel = $0.0027 estimated",
  ],
  [
    "steps above the usual",
    "model: black-forest-labs/FLUX.1-schnell, width: 1344, height: 768, steps: 6",
    "a call: $0.0027 per megapixel x 1.032 megapixels (1344x768) x 1.5 (6 steps, of which 4 are in the price) = $0.0042 estimated",
  ],
  [
    "several in one request",
    "model: black-forest-labs/FLUX.2-pro, width: 1024, height: 1024, n: 2, batch: true, output: 'out/{index}.png'",
    "a call: $0.0300 per picture x 2 pictures = $0.0600 estimated",
  ],
  [
    "by the size's tier",
    "model: google/gemini-3-pro-image, width: 4096, height: 4096",
    "a call: $0.24 per picture of 4096x4096 = $0.24 estimated",
  ],
  ["unknown", "model: somebody/new", "a call: nobody knows the price of this model at this size"],
])("%s", async (_, fields, line) => {
  project.write("images.config.yaml", manifest(fields));
  const { code, stdout } = await project.run("explain hero");
  expect(code).toBe(0);
  expect(stdout).toContain(line);
});
