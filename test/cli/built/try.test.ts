import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { project, serveProject, server } from "../../support/served.ts";

/** Four to choose from, one is kept, and the manifest says which. */

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"   # where they go
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }

assets:
  # the first thing that people see
  hero:
    prompt: A lake   # to be improved
    outputs:
      - { format: png }
      - { format: webp }

  icon-{season}:
    matrix: { season: [spring, summer] }
    prompt: "A tree in {season}"
  seedless: { prompt: A hill, model: openai/gpt-image-1.5 }
  poster: { prompt: The same at night, model: black-forest-labs/FLUX.2-pro, image: "asset:hero" }
`;

/** Preloaded: dies right before or right after a file gets its name. */
function killAt(when: "before" | "after", name: string): Record<string, string> {
  const script = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const rename = fs.renameSync;
fs.renameSync = (from, to) => {
  const isIt = String(to).endsWith(${JSON.stringify(name)});
  if (!isIt || ${when === "after"}) rename(from, to);
  if (!isIt) return;
  process.kill(process.pid, "SIGKILL");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};
syncBuiltinESMExports();
`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script).replaceAll("'", "%27")}` };
}

// Models of any age: what is tried here is not whether they are still served.
serveProject(MANIFEST, { bodies: "published" });

interface CandidateLine {
  readonly number: number;
  readonly seed: number | null;
}

function candidatesOf(stdout: string): readonly CandidateLine[] {
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as CandidateLine & { type: string });
  return lines.filter(({ type }) => type === "candidate");
}

describe("try", () => {
  it("makes candidates with seeds of their own, a contact sheet, and nothing else", async () => {
    await project.expectRun("build hero");
    const [manifest, lock, picture] = [
      project.read("images.config.yaml"),
      project.read("images.lock.json"),
      project.bytes("out/hero.png"),
    ];
    const tried = await project.expectRun("try hero -n 4 --json");
    const candidates = candidatesOf(tried.stdout);
    expect(candidates.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const seeds = server.posts().map(({ body }) => body["seed"]);
    expect(new Set(seeds).size).toBe(5);
    expect(new Set(candidates.map(({ seed }) => seed))).toEqual(new Set(seeds.slice(1)));
    expect([project.read("images.config.yaml"), project.read("images.lock.json")]).toEqual([manifest, lock]);
    expect(project.bytes("out/hero.png")).toEqual(picture);
    const sheet = await sharp(project.bytes(".imagegen/tries/hero.png")).metadata();
    expect([sheet.format, sheet.width, sheet.height]).toEqual(["png", 816, 872]);
    // A later one goes on counting, and makes other pictures.
    expect(candidatesOf((await project.expectRun("try hero -n 1 --json")).stdout)).toMatchObject([{ number: 5 }]);
    expect(server.calls()).toBe(6);
    expect(new Set(server.posts().map(({ body }) => body["seed"])).size).toBe(6);
    expect((await project.expectRun("try hero --list")).stdout.split("\n")).toHaveLength(6);
  });

  it("takes other fields, checked as if the manifest said them", async () => {
    await project.expectRun("try hero -n 2 --set steps=8 --prompt Sea");
    expect(server.posts().map(({ body }) => [body["steps"], body["prompt"]])).toEqual([
      [8, "Sea"],
      [8, "Sea"],
    ]);
    const wrong = await project.expectRun("try hero --set width=257", 2);
    expect(wrong.stderr).toContain("257");
    expect(wrong.stderr).toContain("images.config.yaml:10:");
    expect((await project.expectRun("try hero --set wdith=256", 2)).stderr).toContain('did you mean "width"');
    expect(server.calls()).toBe(2);
  });

  it("holds the budget, and spends nothing in CI unless it is told to", async () => {
    await project.expectRun("try hero -n 4 --max-calls 2", 4);
    expect(server.calls()).toBe(2);
    const ci = await project.run("try hero -n 1", { environment: { CI: "true" } });
    expect([ci.code, server.calls()]).toEqual([2, 2]);
  });

  it("that was killed goes on with the same pictures", async () => {
    server.setMode({ choose: () => (server.calls() > 2 ? "hold" : "ok") });
    const records = () =>
      project.has(".imagegen/generations-v1") ? Object.keys(project.snapshotOf(".imagegen/generations-v1")).length : 0;
    const killed = await project.run("try hero -n 4 --jobs 1", {
      during: async (child) => {
        await server.arrived(3);
        // The second is written while the third is asked for.
        while (records() < 2) await new Promise((resolve) => setImmediate(resolve));
        child.kill("SIGKILL");
      },
    });
    expect(killed.signal).toBe("SIGKILL");
    server.setMode("ok");
    server.release();
    const again = await project.expectRun("try hero -n 4 --json");
    expect(candidatesOf(again.stdout).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    // Two were there; the one in flight may have been billed and is asked for again.
    expect(server.calls()).toBe(5);
  });

  it("works for a row of a matrix and for a model without seeds", async () => {
    await project.expectRun("try icon-spring -n 2");
    await project.expectRun("try seedless -n 2");
    expect(server.calls()).toBe(4);
    expect(server.posts()[0]?.body["prompt"]).toBe("A tree in spring");
  });
});

describe("pick", () => {
  it("writes the seed and what was changed into the manifest, and places the picture without a call", async () => {
    await project.expectRun("build hero");
    await project.expectRun("try hero -n 3 --set steps=8");
    const [, , third] = candidatesOf((await project.expectRun("try hero --list --json")).stdout);
    const dry = await project.expectRun("pick hero 3 --dry-run");
    expect(dry.stdout).toBe(`images.config.yaml\n  +     steps: 8\n  +     seed: ${third?.seed}\n`);
    const told = JSON.parse((await project.expectRun("pick hero 3 --dry-run --json")).stdout.split("\n")[0] ?? "");
    expect(told).toMatchObject({
      type: "would-pick",
      asset: "hero",
      number: 3,
      file: "images.config.yaml",
      lines: [
        { sign: "+", text: "    steps: 8" },
        { sign: "+", text: `    seed: ${third?.seed}` },
      ],
    });
    expect(project.read("images.config.yaml")).toBe(MANIFEST);
    const before = project.bytes("out/hero.png");
    await project.expectRun("pick hero 3");
    expect(server.calls()).toBe(4);
    expect(project.read("images.config.yaml")).toBe(
      MANIFEST.replace("# to be improved\n", `# to be improved\n    steps: 8\n    seed: ${third?.seed}\n`),
    );
    expect(project.bytes("out/hero.png")).not.toEqual(before);
    expect((await project.expectRun("plan hero")).stdout).toContain("up to date");
    // Back again, by another pick or by hand, costs nothing either.
    await project.expectRun("pick hero 1");
    expect(server.calls()).toBe(4);
    // Nothing of it is garbage.
    await project.expectRun("store gc");
    await project.expectRun("pick hero 2");
    expect(server.calls()).toBe(4);
  });

  it("sets back what was set since: by another pick, or by hand", async () => {
    await project.expectRun("try hero -n 1");
    await project.expectRun(
      "try hero -n 1 --set steps=8 --set negative_prompt=fog --model black-forest-labs/FLUX.1-dev",
    );
    const calls = server.calls();
    await project.expectRun("pick hero 1");
    const [first, picture] = [project.read("images.config.yaml"), project.bytes("out/hero.png")];
    await project.expectRun("pick hero 2");
    expect(project.read("images.config.yaml")).toMatch(/^ {4}steps: 8$/m);
    const back = await project.expectRun("pick hero 1");
    expect(back.stderr).toMatch(/^ {2}- +steps: 8$/m);
    expect(project.read("images.config.yaml")).toBe(first);
    expect(project.bytes("out/hero.png")).toEqual(picture);
    project.edit("images.config.yaml", "A lake ", "A sea ");
    const said = await project.expectRun("pick hero 1 --dry-run");
    expect(said.stdout).toMatch(/- +prompt: A sea .*\n +\+ +prompt: A lake /);
    expect(project.read("images.config.yaml")).toContain("A sea ");
    await project.expectRun("pick hero 1");
    expect(project.read("images.config.yaml")).toBe(first);
    expect((await project.expectRun("plan hero")).stdout).toContain("up to date");
    expect(server.calls()).toBe(calls);
  });

  it("refuses where the manifest has no words for it, and writes nothing", async () => {
    await project.expectRun("try hero -n 1");
    project.edit("images.config.yaml", "assets:", 'styles: { ink: { prompt: "{prompt}, in ink" } }\nassets:');
    project.edit("images.config.yaml", "  hero:\n", "  hero:\n    style: ink\n");
    const text = project.read("images.config.yaml");
    const refused = await project.expectRun("pick hero 1", 2);
    expect(refused.stderr).toContain("prompt changed since");
    expect(project.read("images.config.yaml")).toBe(text);
    expect((await project.expectRun("pick hero 7", 2)).stderr).toContain("there are 1");
  });

  it("of a model without seeds, with other fields: killed before the lock is written, no build pays for it again", async () => {
    await project.expectRun("build seedless");
    await project.expectRun("try seedless -n 1 --set prompt=Two_hills");
    const calls = server.calls();
    const killed = await project.run("pick seedless 1", { environment: killAt("after", "images.config.yaml") });
    expect(killed.code).not.toBe(0);
    expect(project.read("images.config.yaml")).toContain("Two_hills");
    await project.expectRun("build seedless");
    await project.expectRun("pick seedless 1");
    expect(server.calls()).toBe(calls);
  });

  it("pins the seed of a matrix's row in the lock, and the other rows stay", async () => {
    await project.expectRun("build icon-*");
    await project.expectRun("try icon-spring -n 1");
    const summer = project.bytes("out/icon-summer.png");
    await project.expectRun("pick icon-spring 1");
    expect(project.read("images.config.yaml")).toBe(MANIFEST);
    expect(server.calls()).toBe(3);
    expect((await project.expectRun("plan icon-*")).stdout).toBe("2 up to date.\n");
    expect(project.bytes("out/icon-summer.png")).toEqual(summer);
    await project.expectRun("try icon-spring -n 1 --set steps=9");
    expect((await project.expectRun("pick icon-spring 2", 2)).stderr).toContain("give it an entry of its own");
  });

  it("keeps the chosen picture of a model without seeds, said as accepted", async () => {
    await project.expectRun("build seedless");
    await project.expectRun("try seedless -n 2");
    await project.expectRun("pick seedless 2");
    expect(server.calls()).toBe(3);
    expect((await project.expectRun("plan seedless")).stdout).toContain("up to date");
    expect(project.read("images.lock.json")).toContain('"origin": "accepted"');
  });

  it("killed while a fragment is written leaves nothing that the next build does not sweep", async () => {
    project.edit("images.config.yaml", "version: 1\n", "version: 1\ninclude: [content/*.images.yaml]\n");
    project.write("content/a.images.yaml", "assets:\n  boat: { prompt: A boat }\n");
    await project.expectRun("try boat -n 1");
    await project.run("pick boat 1", { environment: killAt("before", "a.images.yaml") });
    expect(project.strayFiles()).toHaveLength(1);
    await project.expectRun("pick boat 1");
    expect(project.strayFiles()).toEqual([]);
  });

  it("of an asset that is made from another needs that one first", async () => {
    await project.expectRun("try poster -n 1", 1);
    await project.expectRun("build hero");
    await project.expectRun("try poster -n 2");
    await project.expectRun("pick poster 2");
    expect([server.calls(), project.has("out/poster.png")]).toEqual([3, true]);
  });
});

describe("what must not be paid for, lost or mixed up", () => {
  const lineOf = (stdout: string, number: number) => candidatesOf(stdout).find((line) => line.number === number);

  it("a text is sent whole, and a seed that the model does not take is refused before the first call", async () => {
    const texts = ["--set", "prompt=A lake # calm: blue", "--set", "negative_prompt=fog: thick # grey"];
    const model = ["--model", "black-forest-labs/FLUX.1-dev"];
    const { code, stderr } = await project.run(["try", "hero", "-n", "1", ...texts, ...model]);
    expect(code, stderr).toBe(0);
    const body = { prompt: "A lake # calm: blue", negative_prompt: "fog: thick # grey" };
    expect(server.posts().at(-1)?.body).toMatchObject(body);
    expect((await project.expectRun("try hero -n 1 --set seed=-5", 2)).stderr).toContain("seed");
    expect((await project.expectRun("try hero -n 2 --set seed=1.5", 2)).stderr).toContain("seed");
    expect(server.calls()).toBe(1);
  });

  it("a warning about the manifest is said once", async () => {
    project.edit("images.config.yaml", "assets:", 'styles: { spare: { prompt: "{prompt}, ink" } }\nassets:');
    const { stderr } = await project.expectRun("try hero -n 1 --set steps=8 --provider sketch");
    expect(stderr.split("unused-style")).toHaveLength(2);
  });

  it("two tries at once: every picture is listed, each with a number of its own", async () => {
    await Promise.all([
      project.expectRun("try hero -n 2 --set steps=8"),
      project.expectRun("try hero -n 2 --set steps=9"),
    ]);
    expect(server.calls()).toBe(4);
    const listed = candidatesOf((await project.expectRun("try hero --list --json")).stdout);
    expect(listed.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["is cut", (text: string) => text.slice(0, -40)],
    ["is of a newer form", (text: string) => text.replace('"version": 1', '"version": 2')],
    ["has an entry that is none", (text: string) => text.replace('"number": 2', '"number": "two"')],
  ])("a list that %s is neither taken for an empty one, nor written over, nor paid for again", async (_, damage) => {
    await project.expectRun("try hero -n 2");
    const list = ".imagegen/tries/hero.json";
    const damaged = damage(project.read(list));
    project.write(list, damaged);
    const calls = server.calls();
    for (const command of ["try hero --list", "try hero -n 1", "pick hero 1", "store gc"]) {
      const { stderr } = await project.expectRun(command, 2);
      expect(stderr, command).toMatch(/error\[file-unreadable\]: the list of tries .*hero\.json is damaged/);
    }
    expect(server.calls()).toBe(calls);
    expect(project.read(list)).toBe(damaged);
    // Moved away, as the hint says, a new list begins.
    project.remove(list);
    expect((await project.expectRun("try hero --list")).stdout).toContain("nothing was tried of hero");
  });

  it("pick refuses a picture that is no longer in the store, and writes nothing", async () => {
    await project.expectRun("try hero -n 1");
    project.remove(".imagegen/objects-v1");
    const before = project.snapshot();
    expect((await project.expectRun("pick hero 1", 2)).stderr).toContain("no longer in the store");
    expect(project.snapshot()).toEqual(before);
  });

  it("pick takes the very picture, also where the lock has another one for the same request since", async () => {
    await project.expectRun("try hero -n 1 --seed 40");
    await project.expectRun("pick hero 1");
    const first = project.bytes("out/hero.png");
    const mine = await sharp({ create: { width: 256, height: 256, channels: 3, background: "#336699" } })
      .png()
      .toBuffer();
    project.write("mine.png", mine);
    await project.expectRun("import hero mine.png");
    await project.expectRun("build hero");
    expect(project.bytes("out/hero.png").equals(first)).toBe(false);
    await project.expectRun("pick hero 1");
    expect(project.bytes("out/hero.png").equals(first)).toBe(true);
    expect(server.calls()).toBe(1);
    await project.expectRun("check hero");
  });

  it("a row whose text has changed since is refused, and the lock stays", async () => {
    await project.expectRun("build icon-spring");
    await project.expectRun("try icon-spring -n 1");
    project.edit("images.config.yaml", "A tree in", "A bush in");
    const lock = project.read("images.lock.json");
    expect((await project.expectRun("pick icon-spring 1", 2)).stderr).toContain("prompt changed since");
    expect(project.read("images.lock.json")).toBe(lock);
  });

  it("a row's output that was edited by hand is kept, and said", async () => {
    await project.expectRun("build icon-spring");
    const edited = Buffer.concat([project.bytes("out/icon-spring.png"), Buffer.from("edited")]);
    project.write("out/icon-spring.png", edited);
    await project.expectRun("try icon-spring -n 1");
    const { stderr } = await project.run("pick icon-spring 1");
    expect(stderr).toContain("edited by hand and is kept");
    expect(project.bytes("out/icon-spring.png").equals(edited)).toBe(true);
  });

  it("--list says what there is, with what each was made from", async () => {
    await project.expectRun("try hero -n 2 --seed 40 --provider sketch");
    expect(lineOf((await project.expectRun("try hero --list --json")).stdout, 2)?.seed).toBe(41);
  });
});

describe("replace, accept, import", () => {
  beforeEach(async () => {
    await project.expectRun("build hero");
    expect(server.calls()).toBe(1);
  });

  it("plan --replace shows the call; the new request has another seed, and both originals stay", async () => {
    expect((await project.expectRun("plan hero --replace")).stdout).toContain("a new picture was asked for");
    const before = project.bytes("out/hero.png");
    await project.expectRun("build hero --replace");
    const seeds = server.posts().map(({ body }) => body["seed"]);
    expect(new Set(seeds).size).toBe(2);
    expect(project.bytes("out/hero.png").equals(before)).toBe(false);
    expect((await project.expectRun("store stats --json")).stdout).toContain('"originals":{"files":2,');
    await project.expectRun("build hero");
    expect(server.calls()).toBe(2);
  });

  it.each([
    ["no picture", () => Buffer.from("garbage"), "cannot be kept: got"],
    ["half a picture", (whole: Buffer) => whole.subarray(0, 300), "damaged"],
    [
      "a picture of another format",
      (whole: Buffer) => sharp(whole).jpeg().toBuffer(),
      "is jpeg by now, and is to be png",
    ],
  ])("accept refuses %s", async (_, edit, words) => {
    await project.expectRun("build hero");
    project.write("out/hero.png", await edit(project.bytes("out/hero.png")));
    const { stderr, stdout } = await project.run("accept hero");
    expect(stderr + stdout).toContain(words);
    expect(project.read("images.lock.json")).not.toContain('"accepted"');
  });

  it("accept keeps the picture for a changed recipe, and an edited output, for nothing", async () => {
    project.edit("images.config.yaml", "A lake ", "A sea ");
    const before = project.bytes("out/hero.png");
    await project.expectRun("accept hero");
    await project.expectRun("build hero");
    expect(project.bytes("out/hero.png").equals(before)).toBe(true);
    await project.expectRun("check hero");

    const edited = Buffer.concat([before, Buffer.from("edited")]);
    project.write("out/hero.png", edited);
    await project.expectRun("accept hero");
    project.remove("out/hero.png");
    await project.expectRun("build hero");
    expect(project.bytes("out/hero.png").equals(edited)).toBe(true);
    expect((await project.expectRun("accept hero", 1)).stderr).toContain("not accepted hero");
    expect(server.calls()).toBe(1);
    expect((await project.expectRun("explain hero")).stdout).toContain(
      "was edited by hand and accepted: no original gives it",
    );
  });

  it("what was accepted is kept when its encoding changes, and left by prune; --overwrite replaces it", async () => {
    await project.expectRun("build hero");
    const edited = await sharp(project.bytes("out/hero.png")).negate().png().toBuffer();
    project.write("out/hero.png", edited);
    await project.expectRun("accept hero");
    const isKept = () => project.has("out/hero.png") && project.bytes("out/hero.png").equals(edited);
    project.edit("images.config.yaml", "{ format: png }\n", "{ format: png, effort: 1 }\n");
    expect((await project.expectRun("build hero", 1)).stderr).toContain("out/hero.png was edited by hand and is kept");
    expect(isKept()).toBe(true);
    await project.expectRun("accept hero");
    await project.expectRun("check hero");
    project.edit("images.config.yaml", "      - { format: png, effort: 1 }\n", "");
    await project.expectRun("build hero");
    await project.expectRun("prune --yes");
    expect(isKept()).toBe(true);
    project.edit(
      "images.config.yaml",
      "      - { format: webp }\n",
      "      - { format: webp }\n      - { format: png }\n",
    );
    await project.expectRun("build hero --overwrite");
    expect(isKept()).toBe(false);
    expect(server.calls()).toBe(1);
  });

  it("accept does not take a Git LFS pointer for a picture", async () => {
    await project.expectRun("build hero");
    const [lock, pointer] = [
      project.read("images.lock.json"),
      `version https://git-lfs.github.com/spec/v1\noid sha256:${"1".repeat(64)}\nsize 789\n`,
    ];
    project.write("out/hero.png", pointer);
    expect((await project.expectRun("accept hero", 1)).stderr).toContain("out/hero.png is a Git LFS pointer");
    expect([project.read("images.lock.json"), project.read("out/hero.png")]).toEqual([lock, pointer]);
  });

  it("import uses a file of the user's without paying, and refuses what is no picture", async () => {
    project.write("mine.png", project.bytes("out/hero.png"));
    await project.expectRun("import icon-spring mine.png");
    await project.expectRun("build icon-spring");
    await project.expectRun("check icon-spring");
    expect((await project.expectRun("import icon-spring images.config.yaml", 2)).stderr).toContain("error");
    expect(server.calls()).toBe(1);
  });
});
