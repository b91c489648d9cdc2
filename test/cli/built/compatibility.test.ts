import { afterEach, expect, test } from "vitest";
import { Project } from "../../support/project.ts";

let project: Project;
afterEach(() => project.dispose());

const BFL = "black-forest-labs";

interface Case {
  /** What follows `prompt: A lake, ` in the asset. */
  readonly fields: string;
  /** What the caret stands under. */
  readonly at: string;
  readonly says: string;
  readonly help?: string;
}

const REFUSED: readonly Case[] = [
  {
    fields: `model: ${BFL}/FLUX.2-pro, steps: 20`,
    at: "20",
    says: `error[parameter-unsupported]: ${BFL}/FLUX.2-pro does not take steps`,
  },
  {
    fields: "model: acme/by-ratio, width: 1024",
    at: "1024",
    says: "error[parameter-unsupported]: acme/by-ratio does not take width",
    help: "set aspect_ratio: 1:1, 16:9",
  },
  {
    fields: `model: ${BFL}/FLUX.1-kontext-pro, width: 1000, height: 1000, aspect_ratio: "1:1"`,
    at: '"1:1"',
    says: "error[parameter-unsupported]: aspect_ratio cannot be set together with width or height",
    help: "keep one way of saying the size",
  },
  {
    fields: "model: google/flash-image-2.5, width: 1280, height: 720",
    at: "1280",
    says: "error[size-unsupported]: 1280x720 is not a size of google/flash-image-2.5",
    help: "the nearest are 1344x768, 1248x832 and 1536x672; or set fit to have the nearest one cropped",
  },
  {
    fields: `model: ${BFL}/FLUX.2-dev, width: 1001, height: 768`,
    at: "1001",
    says: "error[size-unsupported]: width 1001 is not a multiple of 8",
    help: "use 1000 or 1008, or set fit to have it cropped",
  },
  {
    fields: `model: ${BFL}/FLUX.2-dev, output: "five/{index}.png", batch: true, n: 5`,
    at: "5 }",
    says: "error[out-of-range]: n must be a whole number from 1 to 4, not 5",
    help: "without batch each picture is a request of its own",
  },
  {
    fields: `model: ${BFL}/FLUX.2-dev, seed: 2147483648`,
    at: "2147483648",
    says: "error[out-of-range]: seed must be a whole number from 0 to 2147483647, not 2147483648",
  },
  {
    fields: "model: google/gemini-3-pro-image, seed: 42",
    at: "42",
    says: "error[parameter-unsupported]: google/gemini-3-pro-image does not take seed",
  },
  {
    fields: "model: kwaivgI/kling-2.1-master, width: 1024, height: 1024",
    at: "1024, height",
    says: "error[size-unsupported]: 1024x1024 is not a size of kwaivgI/kling-2.1-master",
  },
  {
    fields: `model: ${BFL}/FLUX.2-pro, image_loras: [{ path: https://example.com/a, scale: 1 }]`,
    at: "[{ path",
    says: `error[parameter-unsupported]: ${BFL}/FLUX.2-pro does not take image_loras`,
  },
  {
    fields: `model: ${BFL}/FLUX.2-dev, provider_options: { guidance: 7.5, steps: 3 }`,
    at: "steps: 3",
    says: "error[parameter-repeated]: provider_options repeats steps",
    help: "set steps on the asset itself",
  },
];

const SAID: readonly Case[] = [
  {
    fields: "model: google/gemini-3-pro-image, width: 1280, height: 720",
    at: "1280",
    says: "warning[size-unsupported]: 1280x720 is not a size of google/gemini-3-pro-image",
    help: "the nearest are 1376x768, 2752x1536 and 5504x3072; or set fit to have the nearest one cropped",
  },
  {
    fields: `model: ${BFL}/FLUX.2-flex, steps: 20`,
    at: "20",
    says: `warning[parameter-unknown]: Together's pages contradict each other on steps for ${BFL}/FLUX.2-flex; it is sent`,
  },
  {
    fields: `model: ${BFL}/FLUX.1-schnell, aspect_ratio: "16:9"`,
    at: '"16:9"',
    says: `warning[parameter-unknown]: Together's pages contradict each other on aspect_ratio for ${BFL}/FLUX.1-schnell; it is sent`,
  },
  {
    fields: "model: ByteDance-Seed/Seedream-4.0, negative_prompt: blurry",
    at: "blurry",
    says: "warning[parameter-unknown]: it is not known whether ByteDance-Seed/Seedream-4.0 takes negative_prompt (sources of 2026-11-21); it is sent",
  },
  {
    fields: `model: ${BFL}/FLUX.1-pro`,
    at: `${BFL}/FLUX.1-pro`,
    says: `warning[model-retired]: ${BFL}/FLUX.1-pro was removed by Together on 2025-10-31`,
    help: `${BFL}/FLUX.1.1-pro takes its place`,
  },
  {
    fields: `model: ${BFL}/flux-2-pro`,
    at: `${BFL}/flux-2-pro`,
    says: `warning[model-unknown]: ${BFL}/flux-2-pro is not a model we know; its parameters and price are unchecked`,
    help: `did you mean ${BFL}/FLUX.2-pro?`,
  },
];

const HEAD = `version: 1
provider: together
models:
  acme/by-ratio: { aspect_ratios: ["1:1", "16:9"], parameters: { width_height: no } }
assets:
`;

function manifestOf(cases: readonly Case[]): string {
  return HEAD + cases.map(({ fields }, index) => `  asset-${index}: { prompt: A lake, ${fields} }\n`).join("");
}

/** The whole text of a diagnostic up to its code frame, and its help. */
function expectSaid(stderr: string, cases: readonly Case[]): void {
  const lines = manifestOf(cases).split("\n");
  for (const [index, { at, says, help }] of cases.entries()) {
    const number = HEAD.split("\n").length + index;
    const column = (lines[number - 1] ?? "").lastIndexOf(at) + 1;
    const pad = " ".repeat(String(number).length);
    const start = stderr.indexOf(`${says}\n${pad}--> images.config.yaml:${number}:${column}\n`);
    expect(start, `${says} at ${number}:${column} in\n${stderr}`).toBeGreaterThanOrEqual(0);
    const [rest = ""] = `${stderr.slice(start)}\n`.split(/\n(?=(?:error|warning)\[|\d+ errors?)/);
    if (help !== undefined) expect(`${rest}\n`).toContain(`= help: ${help}\n`);
  }
}

test("what a model refuses is an error with its place, all of it at once", async () => {
  project = new Project(manifestOf(REFUSED));
  const { code, stderr } = await project.run("plan");
  expect(code).toBe(2);
  expectSaid(stderr, REFUSED);
});

test("what is disputed, unknown or retired is said, and does not block", async () => {
  project = new Project(manifestOf(SAID));
  const { code, stderr, stdout } = await project.run("plan");
  expect(code).toBe(0);
  expectSaid(stderr, SAID);
  expect(stdout).toContain(`${SAID.length} calls to together`);
});

test("warnings of assets that are not asked about are not said; what several share is said for each of them", async () => {
  project = new Project(`version: 1
provider: together
defaults: { model: ${BFL}/FLUX.1-pro }
assets:
  fine: { prompt: A lake, model: ${BFL}/FLUX.2-pro }
  first: { prompt: A lake }
  second: { prompt: A lake, width: 256, height: 256 }
  "badge-{n}": { prompt: "{n}", matrix: { n: [1, 2] }, model: ${BFL}/flux-2-pro }
`);
  const warnings = async (words: string) => (await project.run(words)).stderr.match(/^warning[^:]*/gm) ?? [];
  expect(await warnings("plan fine")).toEqual([]);
  expect(await warnings("explain fine")).toEqual([]);
  expect(await warnings("check --exclude first --exclude second --exclude badge-*")).toEqual([]);
  expect(await warnings("plan first")).toEqual(["warning[model-retired]"]);
  expect(await warnings("plan badge-2")).toEqual(["warning[model-unknown]"]);
  expect((await warnings("plan second")).filter((text) => text.includes("model-retired"))).toHaveLength(1);
  expect((await warnings("plan")).toSorted()).toEqual((await warnings("plan fine first second badge-1")).toSorted());
});

test("Kling without frames: the asset's own line", async () => {
  project = new Project("version: 1\nprovider: together\nassets:\n  clip: { model: kwaivgI/kling-2.1-standard }\n");
  const { code, stderr } = await project.run("plan");
  expect(code).toBe(2);
  expect(stderr).toContain(
    "error[missing-field]: kwaivgI/kling-2.1-standard needs frame_images\n --> images.config.yaml:4:3\n",
  );
  expect(stderr).toContain("= help: set frames, or frame_images with URLs\n");
});

test("what only defaults set gives way, and explain says so", async () => {
  project = new Project(
    `version: 1\nprovider: together\ndefaults: { steps: 4 }\nassets:\n  hero: { prompt: A lake, model: ${BFL}/FLUX.2-pro }\n`,
  );
  const { code, stdout, stderr } = await project.run("explain hero");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("Left out\n  steps: this model does not take it (defaults, images.config.yaml:3)\n");
  expect(stdout).not.toMatch(/^ {2}steps {2,}/m);
  // The troubleshooting of Together's pages, without what this model refuses.
  const [, advice = ""] = stdout.split("\nIf it is not right\n");
  expect(advice).toContain("  wrong size or ratio       width and height in multiples of 8: 1024x1024 square");
  expect(advice).not.toMatch(/steps|guidance_scale|negative_prompt/);
});

test("provider_options travel as they are, and explain says where they are from", async () => {
  project = new Project(
    `version: 1\nprovider: together\nassets:\n  hero: { prompt: A lake, model: ${BFL}/FLUX.2-dev, provider_options: { guidance: 7.5 } }\n`,
  );
  const { code, stdout, stderr } = await project.run("explain hero");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^ {2}guidance +7\.5 {2}\(asset, images\.config\.yaml:4\)$/m);
});

test("a plan says for whom the safety checker is off", async () => {
  project = new Project(
    `version: 1\nprovider: together\nassets:\n  hero: { prompt: A lake, model: ${BFL}/FLUX.2-dev, disable_safety_checker: true }\n`,
  );
  expect((await project.run("plan")).stdout).toContain("\nThe safety checker is off for hero.\n");
  const [line = ""] = (await project.run("plan --json")).stdout.split("\n");
  expect(JSON.parse(line)).toMatchObject({ asset: "hero", disable_safety_checker: true });
});
