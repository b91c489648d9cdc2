import { describe, expect, test } from "vitest";
import { newProject, serve, server } from "../../support/served.ts";

serve({ bodies: "published" });

const PRO = "black-forest-labs/FLUX.2-pro";

const CORRECTED = `version: 1
provider: together
models:
  ${PRO}:
    parameters: { steps: yes }
    price: { usd: 0.5, per: image }
  acme/painter: { price: { usd: 0.25, per: image }, parameters: { seed: yes } }
assets:
  hero: { prompt: A lake, model: ${PRO}, steps: 20, width: 64, height: 64 }
  logo: { prompt: A fox, model: acme/painter, width: 64, height: 64 }
`;

describe("imagegen models", () => {
  test("works where there is no project, and writes nothing", async () => {
    const project = newProject();
    const { code, stdout, stderr } = await project.run("models");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`  ${PRO}               $0.0300   $0.03 an image\n`);
    expect(stdout).not.toContain("FLUX.1-schnell ");
    expect(stdout).toContain("20 retired models not shown: --all.");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(project.snapshotOf(".")).toEqual({});
  });

  test("marks what the project uses, with what its manifest says", async () => {
    const project = newProject(CORRECTED);
    const { stdout } = await project.run("models");
    expect(stdout).toContain(`* ${PRO} (corrected)   $0.50     $0.5 an image\n`);
    expect(stdout).toContain("* acme/painter (added)                       $0.25     $0.25 an image\n");
    expect(project.has(".imagegen")).toBe(false);
  });

  test("shows one whole, with its sources", async () => {
    const project = newProject(CORRECTED);
    const { stdout } = await project.run(["models", PRO]);
    expect(stdout).toBe(`black-forest-labs/FLUX.2-pro
  provider   together, flux2
  status     listed
  used by    hero
  price      $0.5 an image; $0.50 for 1024x1024; estimates
  sizes      256 to 1920, multiples of 8; 1024x768 unless set (another size is
             said, and sent)
  takes      prompt (required), width, height, n, seed, steps,
             prompt_upsampling, response_format, output_format,
             disable_safety_checker, image_url, reference_images
  refuses    aspect_ratio, guidance_scale, negative_prompt, frame_images,
             image_loras
  source     parameters page table; image cells: reference images page; refusal
             of steps measured; corrected by the manifest (read on 2026-11-21)
`);
  });

  test("finds by part, family and glob, retired ones too, and says what was meant", async () => {
    const project = newProject();
    const ids = async (pattern: string) => {
      const { stdout } = await project.run(["models", pattern, "--json"]);
      return stdout
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { id: string }).id);
    };
    expect(await ids("SCHNELL")).toEqual(["black-forest-labs/FLUX.1-schnell", "black-forest-labs/FLUX.1-schnell-Free"]);
    expect(await ids("flux1-schnell")).toContain("Rundiffusion/Juggernaut-Lightning-Flux");
    expect(await ids("*kontext-p*")).toEqual(["black-forest-labs/FLUX.1-kontext-pro"]);
    expect(await ids("imagen")).toHaveLength(3);
    const { code, stderr } = await project.run("models FLUX.2-por");
    expect(code).toBe(2);
    expect(stderr).toContain(`did you mean ${PRO}?`);
    expect((await project.run("models --provider sketch")).stderr).toContain("sketch has no table of models");
    expect((await project.run("models --provider nobody")).code).toBe(2);
  });

  test("is of use while the manifest has mistakes", async () => {
    const project = newProject(
      `version: 1\nprovider: together\nassets:\n  hero: { prompt: A lake, model: ${PRO}, steps: 20 }\n`,
    );
    const { code, stdout, stderr } = await project.run("models flux2");
    expect(code).toBe(0);
    expect(stdout).toContain(`* ${PRO}`);
    expect(stderr).toBe("the manifest has 1 error: imagegen plan says which\n");
    expect((await project.run("models --config nowhere.yaml")).stderr).toContain("the manifest has 1 error");
  });

  test("names ids that are in use and in no table", async () => {
    const project = newProject(
      "version: 1\nprovider: together\nassets:\n  hero: { prompt: A lake, model: acme/new }\n",
    );
    expect((await project.run("models")).stdout).toContain(
      "unchecked  acme/new: used by this project, and in no table",
    );
  });
});

describe("models in the manifest", () => {
  test("a correction is in force while planning and building, and moves no key by price or status", async () => {
    const project = newProject(CORRECTED);
    const plan = await project.run("plan");
    expect(plan.stderr).toContain("width 64 is outside 256 to 1920");
    expect(plan.stderr).not.toMatch(/error|model-unknown/);
    expect(plan.stdout).toContain("2 calls to together: $0.75 estimated.");
    expect((await project.run("build")).code).toBe(0);
    expect(server.calls()).toBe(2);
    const bodies = server.posts().map(({ body }) => body as { model: string; steps?: number; seed?: number });
    expect(bodies.find(({ model }) => model === PRO)?.steps).toBe(20);
    expect(bodies.find(({ model }) => model === "acme/painter")?.seed).toBeTypeOf("number");
    project.edit("images.config.yaml", "usd: 0.5", "usd: 0.75");
    project.edit("images.config.yaml", "steps: yes }", "steps: yes }\n    status: removed\n    timeout: 20");
    const again = await project.run("plan --exit-code");
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("warning[model-retired]: black-forest-labs/FLUX.2-pro was removed by Together");
    expect((await project.run("build")).code).toBe(0);
    expect(server.calls()).toBe(2);
  });

  test("a price that the manifest lowers does not loosen --max-cost, and is said", async () => {
    const project = newProject(CORRECTED.replace("usd: 0.5,", "usd: 0.000001,"));
    const refused = await project.run("build hero --max-cost 0.01");
    expect(refused.stderr).toContain(`warning[price-lowered]: the price of model "${PRO}" is lower than`);
    expect(refused.stderr).toContain("stopped at $0 of $0.0100 (--max-cost)");
    expect(refused.code).not.toBe(0);
    expect(server.calls()).toBe(0);
    expect((await project.run("explain hero")).stdout).toContain(
      "the manifest's price comes to <$0.0001 estimated; the higher of that and our table's counts",
    );
    expect((await project.run("build hero --max-cost 0.03")).code).toBe(0);
    expect(server.calls()).toBe(1);
  });

  test("can name no host: not by a field, and not by an endpoint", async () => {
    const project = newProject(CORRECTED.replace("parameters: { steps: yes }", "endpoint: https://evil.example/v1"));
    const { code, stderr } = await project.run("plan");
    expect(code).toBe(2);
    expect(stderr).toContain("images.config.yaml:5:15");
    expect(stderr).toContain("it is images/generations or videos");
  });

  test("a mistake in it is said with its line, beside the others", async () => {
    const project = newProject(
      CORRECTED.replace("parameters: { seed: yes }", "provider: togethr").replace("steps: 20", "guidance_scale: 3"),
    );
    const { code, stderr } = await project.run("plan");
    expect(code).toBe(2);
    expect(stderr).toContain(`error[unknown-provider]: there is no provider "togethr"\n --> images.config.yaml:7:`);
    expect(stderr).toContain(`error[parameter-unsupported]: ${PRO} does not take guidance_scale`);
  });
});
