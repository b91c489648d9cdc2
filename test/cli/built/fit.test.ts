import { expect, test } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/** One model for each way of saying a size. */
const MODELS = {
  multiple: "black-forest-labs/FLUX.2-dev",
  ratio: "black-forest-labs/FLUX.1-kontext-pro",
  menu: "google/flash-image-2.5",
  area: "Wan-AI/Wan2.6-image",
};

const MANIFEST = `version: 1
provider: together
defaults: { prompt_upsampling: false, width: 1200, height: 630, seed: 7 }
assets:
${Object.entries(MODELS)
  .flatMap(([name, model]) => [
    `  ${name}-cover: { prompt: A lake, model: ${model}, fit: cover }`,
    `  ${name}-contain: { prompt: A lake, model: ${model}, fit: contain }`,
  ])
  .join("\n")}
`;

serveProject(MANIFEST);

/** Width and height of a PNG. */
function sizeOf(file: string): string {
  const bytes = project.bytes(file);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

function sizesOfAll(): readonly string[] {
  return Object.keys(MODELS).flatMap((name) => [
    sizeOf(`images/${name}-cover.png`),
    sizeOf(`images/${name}-contain.png`),
  ]);
}

test("what is wider than the picture is said before it is paid for, and not where it is enlarged or not known", async () => {
  const lines = [
    "  a: { prompt: x, width: 64, height: 32, widths: [32, 128, 256] }",
    "  b: { prompt: x, width: 64, height: 64, fit: cover, outputs: [{ width: 96 }, { height: 200, output: b2.png }] }",
    "  c: { prompt: x, width: 64, height: 64, outputs: [{ width: 640, height: 480 }, { width: 64, output: c2.png }] }",
    "  d: { prompt: x, widths: [2000] }",
  ];
  project.write("images.config.yaml", `version: 1\nprovider: sketch\nassets:\n${lines.join("\n")}\n`);
  const plan = await project.run("plan");
  expect(plan.code).toBe(0);
  const said = [...plan.stderr.matchAll(/\[output-not-enlarged\]: (.*)\n.*yaml:(\d+):/g)];
  expect(said.map(([, text, line]) => `${line}: ${text}`)).toEqual([
    "4: width 128 and 256: these files are written 64 pixels wide, as the picture is asked for; it is not enlarged",
    "5: width 96: this file is written 64 pixels wide, as the picture is asked for; it is not enlarged",
    "5: height 200: this file is written 64 pixels high, as the picture is asked for; it is not enlarged",
  ]);
  expect((await project.run("build")).code).toBe(0);
  expect(sizeOf("images/a-256.png")).toBe("64x32");
  expect(sizeOf("images/b.png")).toBe("64x64");
  expect(sizeOf("images/c.png")).toBe("640x480");
});

test("any size: the nearest legal one is asked for, and the file has the wanted one", async () => {
  const build = await project.run("build");
  expect(build.code).toBe(0);
  // Crop or pad are ours: the request is the same, so it is paid for once.
  expect(server.calls()).toBe(4);
  const asked = server.posts().map(({ body }) => {
    const { model, width, height, aspect_ratio } = body as Record<string, string | number | undefined>;
    return [model, aspect_ratio ?? `${width}x${height}`];
  });
  expect(Object.fromEntries(asked)).toEqual({
    [MODELS.multiple]: "1200x632",
    [MODELS.ratio]: "16:9",
    [MODELS.menu]: "1344x768",
    [MODELS.area]: "1752x920",
  });
  expect(new Set(sizesOfAll())).toEqual(new Set(["1200x630"]));
  expect((await project.run("plan --exit-code")).code).toBe(0);
  const { stdout } = await project.run("explain menu-cover");
  expect(stdout).toMatch(/^ {2}width +1344 +\(defaults, images\.config\.yaml:3; 1200 is wanted, fit cover\)$/m);
  const byRatio = await project.run("explain ratio-contain");
  expect(byRatio.stdout).toMatch(/^ {2}aspect_ratio +"16:9" {2}\(1200x630 is wanted, fit contain\)$/m);
});

test("the stand-in draws them too", async () => {
  const asset = (fit: string) => `  a-${fit}: { prompt: A lake, width: 1201, height: 33, fit: ${fit} }\n`;
  project.write("images.config.yaml", `version: 1\nprovider: sketch\nassets:\n${asset("cover")}${asset("contain")}`);
  expect((await project.run("build")).code).toBe(0);
  expect([sizeOf("images/a-cover.png"), sizeOf("images/a-contain.png")]).toEqual(["1201x33", "1201x33"]);
});

test("a picture that cannot be used was paid for, and the first build says so", async () => {
  server.enqueue("wrong-size");
  const manifest = (outputs: string, provider = "together") =>
    `version: 1\nprovider: ${provider}\noutput: "{name}.{ext}"\nassets:\n  a: { prompt: A lake, width: 256, height: 256, model: ${MODELS.multiple}${outputs} }\n`;
  project.write("images.config.yaml", manifest(""));
  expect((await project.run("build")).stderr).toMatch(/failed a: asked 256x256, .*\(1 call made, at most 1 billed\)/);
  expect((await project.run("build")).stderr).toMatch(/failed a: asked 256x256, .*\(no call made\)/);
  project.write("images.config.yaml", manifest(", seed: 2"));
  expect((await project.run("build")).code).toBe(0);
  project.write("a.png", "edited");
  project.write("images.config.yaml", manifest(", seed: 3"));
  const edited = await project.run("build");
  expect(edited.stderr).toMatch(/failed a: the new picture is in the store; .*\(1 call made, at most 1 billed\)/);
  const small = ", outputs: [{ format: jpeg, max_bytes: 150 }]";
  project.write("images.config.yaml", manifest(small, "sketch"));
  expect((await project.run("build")).stderr).toMatch(/failed a: a\.jpg: takes .*\(no call made\)/);
  expect(server.calls()).toBe(3);
});
