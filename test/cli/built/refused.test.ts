import { describe, expect, it } from "vitest";
import { togetherAt } from "../../support/project.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { startTogetherServer, type ModeName } from "../../support/together-server.ts";

/** What a safety checker or a content policy refused is not asked for again until the request changes. */

const MANIFEST = `version: 1
provider: together
output: out/{name}.{ext}
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }
assets:
  lake: { prompt: A lake }
`;

serveProject(MANIFEST);

async function refuse(mode: ModeName): Promise<void> {
  server.enqueue(mode);
  const { code, stderr } = await project.run("build");
  expect(server.calls()).toBe(1);
  expect(code).toBe(1);
  expect(stderr).toContain("1 call made, none billed");
}

describe.each<[ModeName, words: string]>([
  ["nsfw", "NSFW content detected in the prompt"],
  ["content-policy", "Request moderated"],
])("after %s", (mode, words) => {
  it("a build asks nobody, and fails with the words of the refusal and the ways out", async () => {
    await refuse(mode);
    const { code, stderr } = await project.run("build");
    expect(server.calls()).toBe(1);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`failed lake: not asked again; it was refused on \\d{4}-\\d\\d-\\d\\d: .*${words}`),
    );
    expect(stderr).toContain("--retry-refused lake");
    expect(stderr).toContain("no call made");
  });

  it("plan, check and explain say the same, for nothing", async () => {
    await refuse(mode);
    const plan = await project.run("plan");
    expect(plan.stdout).toMatch(new RegExp(`^! refused +lake +refused on .*${words}`, "m"));
    expect(plan.stdout).toContain("No calls: $0.");
    const check = await project.run("check");
    expect(check.code).toBe(3);
    expect(check.stdout).toMatch(new RegExp(`^lake: refused on .*${words}.*run: imagegen build lake after`, "m"));
    const explain = await project.run("explain lake");
    expect(explain.stdout).toContain("lake: refused, ");
    expect(explain.stdout).toContain(words);
    expect(server.calls()).toBe(1);
  });
});

it("another prompt is asked for, and the first one again is still refused", async () => {
  await refuse("nsfw");
  project.edit("images.config.yaml", "A lake", "A pond");
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(2);
  project.edit("images.config.yaml", "A pond", "A lake");
  const { code } = await project.run("build");
  expect(server.calls()).toBe(2);
  expect(code).toBe(1);
  expect(project.has("out/lake.png")).toBe(true);
});

it.each(["build --retry-refused lake", "build --replace lake"])(
  "%s asks again, and an answer lifts the refusal",
  async (line) => {
    await refuse("nsfw");
    expect((await project.run(line)).code).toBe(0);
    expect(server.calls()).toBe(2);
    project.remove("out/lake.png");
    project.remove(".imagegen/objects-v1");
    const { stdout } = await project.run("plan --regenerate-lost");
    expect(stdout).toMatch(/^\+ generate +lake/m);
  },
);

describe("disable_safety_checker is offered as a way out", () => {
  const offer = "change it, or set disable_safety_checker";

  it("where it would change something", async () => {
    server.enqueue("nsfw");
    expect((await project.run("build")).stderr).toContain(offer);
  });

  it.each([
    ["is set already", "disable_safety_checker: true"],
    ["is ignored by the model", "model: black-forest-labs/FLUX.1-pro"],
    ["is refused by the model", "model: google/flash-image-2.5, width: 1024, height: 1024"],
  ])("not where it %s", async (_case, fields) => {
    project.edit("images.config.yaml", "prompt: A lake", `prompt: A lake, ${fields}`);
    server.enqueue("nsfw");
    const { stderr } = await project.run("build");
    expect(server.calls(), stderr).toBe(1);
    expect(stderr).toContain("the safety checker refused the prompt; change it: ");
    expect(stderr).not.toContain(offer);
  });
});

it("what needs a refused picture is blocked", async () => {
  await refuse("nsfw");
  const night = '  night: { prompt: Night, image: "asset:lake", model: black-forest-labs/FLUX.1-kontext-pro }\n';
  project.write("images.config.yaml", MANIFEST + night);
  const { stderr } = await project.run("build");
  expect(server.calls()).toBe(1);
  expect(stderr).toContain("skipped night: needs lake, which could not be made");
});

it("an asset with one refused picture pays for no other, for it cannot be complete", async () => {
  const four = (n: number) =>
    MANIFEST.replace("{ prompt: A lake }", `{ prompt: A lake, n: ${n}, seed: 7, output: "out/{index}.{ext}" }`);
  project.write("images.config.yaml", four(2));
  server.setMode({ choose: ({ body }) => (body["seed"] === 8 ? "nsfw" : "ok") });
  expect((await project.run("build")).code).toBe(1);
  expect(server.calls()).toBe(2);
  project.write("images.config.yaml", four(4));
  expect((await project.run("build")).code).toBe(1);
  expect(server.calls()).toBe(2);
});

it("a saved plan that insists is carried out", async () => {
  await refuse("nsfw");
  expect((await project.run("plan --retry-refused --out plan.json")).stdout).toMatch(/^\+ generate +lake/m);
  expect((await project.run("build plan.json")).code).toBe(0);
  expect(server.calls()).toBe(2);
});

it("another host is asked: what one refuses another may draw", async () => {
  await refuse("nsfw");
  const other = await startTogetherServer({ pictures: "png" });
  try {
    const { code } = await project.run("build", { environment: togetherAt(other.url) });
    expect(other.calls()).toBe(1);
    expect(code).toBe(0);
  } finally {
    await other.close();
  }
});

describe("an answer that was paid for and cannot be used", () => {
  it.each<[ModeName, words: string]>([
    ["blank", "got a blank picture"],
    ["svg", "got an SVG drawing"],
    ["text", "not a picture"],
  ])("%s: is not asked for again unasked, and its price is told once and for certain", async (mode, words) => {
    server.setMode(mode);
    const first = await project.run("build");
    expect([first.code, server.calls()]).toEqual([1, 1]);
    expect(first.stderr).toContain(words);
    expect(first.stderr).toContain("1 call, $0.0154 estimated");
    expect(first.stderr).not.toContain("may have been billed");
    const plan = await project.run("plan");
    expect(plan.stdout).toMatch(/^! refused +lake +nothing usable came on /m);
    expect(plan.stdout).toContain("No calls: $0.");
    const second = await project.run("build");
    expect([second.code, server.calls()]).toEqual([1, 1]);
    expect(second.stderr).toContain("not asked again; what came on");
    server.setMode("ok");
    await project.expectRun("build --retry-refused lake");
    expect(server.calls()).toBe(2);
  });

  it("a blank picture that somebody wants is used by the command that the message names", async () => {
    server.setMode("blank");
    const { stderr } = await project.run("build");
    const line = /imagegen (import lake \S+)/.exec(stderr)?.[1]?.replace(/;$/, "");
    await project.expectRun(String(line));
    await project.expectRun("build");
    expect([server.calls(), project.has("out/lake.png")]).toEqual([1, true]);
    await project.expectRun("check");
  });

  it("one behind an address that must not be fetched: said with the way out, which asks anew", async () => {
    server.setMode("url-private");
    const first = await project.run("build");
    expect([first.code, server.calls()]).toEqual([1, 1]);
    expect(first.stderr).toContain("imagegen build --replace lake asks (and pays) anew");
    await project.expectRun("build", 1);
    expect(server.calls()).toBe(1);
    server.setMode("ok");
    expect((await project.expectRun("build --replace lake --dry-run")).stdout).toContain("1 call to together: $0.0154");
    await project.expectRun("build --replace lake");
    expect(server.calls()).toBe(2);
    await project.expectRun("check");
  });

  it("one that is being fetched when a build of --replace is broken off is fetched by the next", async () => {
    server.setMode("url-silent");
    await project.expectRun("build", 1);
    const before = server.downloads();
    const broken = await project.run("build --replace lake", {
      during: async (child) => {
        await expect.poll(() => server.downloads()).toBeGreaterThan(before);
        child.kill("SIGTERM");
      },
    });
    expect([broken.code, server.calls()]).toEqual([143, 1]);
    expect((await project.expectRun("plan")).stdout).toContain("paid for before");
  });

  it("one that cannot be fetched is given up by --replace, the one that it pays for is not", async () => {
    server.setMode("url-down");
    await project.expectRun("build", 1);
    await project.expectRun("build --replace lake", 1);
    expect(server.calls()).toBe(2);
    server.setMode("ok");
    expect((await project.expectRun("plan")).stdout).toContain("paid for before");
  });
});

describe("what came and cannot be used, of a build that was killed before it could note so", () => {
  const buildAndForget = async (): Promise<void> => {
    server.setMode("blank");
    await project.expectRun("build", 1);
    const lines = project.read(".imagegen/ledger").split("\n");
    const kept = lines.filter((line) => !line.includes('"type":"failed"'));
    expect(kept).toHaveLength(lines.length - 1);
    project.write(".imagegen/ledger", kept.join("\n"));
    server.setMode("ok");
  };

  it("is not paid for again, by the next build or the one after", async () => {
    await buildAndForget();
    const second = await project.expectRun("build", 1);
    expect(second.stderr).toContain("use it all the same: imagegen import lake");
    expect(second.stderr).toContain("imagegen build --retry-refused lake");
    expect(second.stderr).toContain("no call made");
    const third = await project.expectRun("build", 1);
    expect(third.stderr).toContain("not asked again; what came on");
    expect(server.calls()).toBe(1);
  });

  it.each(["build --retry-refused lake", "build --replace lake"])("is asked for again by %s", async (line) => {
    await buildAndForget();
    await project.expectRun(line);
    expect(server.calls()).toBe(2);
  });
});
