import { renameSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { beforeEach, describe, expect, it } from "vitest";
import { address, endStudios, startStudio, studio, watch } from "../../support/served-studio.ts";
import { project, serveProject, server } from "../../support/served.ts";

/** What clumsy people, other programs and broken files do to a studio that is open. */

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
assets:
  hero: { prompt: A lake }
  note: { prompt: A note }
  pair: { prompt: Two foxes, n: 3, output: "out/pair-{index}.{ext}" }
`;

/** Milliseconds: on a machine that is busy with other tests. */
const PATIENT = { timeout: 20_000 };

/** hero, note, three times two foxes. */
const BUILT = 5;

serveProject(MANIFEST);
endStudios();

beforeEach(async () => {
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(BUILT);
});

const open = (command: "watch" | "studio", words: readonly string[] = [], root = project.root): Promise<void> =>
  startStudio(command, { words, root, rows: 3 });

/** Resolves when everything that was asked for before is done: wishes are carried out in their order. */
async function afterAllWishes(): Promise<void> {
  const before = project.lockedOriginal("note");
  await studio.ask("make", { assets: ["note"], insist: "replace", usd: 1 });
  await expect.poll(() => project.lockedOriginal("note"), PATIENT).not.toBe(before);
}

describe("it goes on", () => {
  it("when whoever asks leaves in the middle of a body", async () => {
    await open("studio");
    const { hostname, port, pathname, host } = new URL(address);
    const head = `POST ${pathname}do/make HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n`;
    const socket = connect(Number(port), hostname, () => socket.write(`${head}{"assets`));
    // It has begun to read the body.
    await new Promise((resolve) => socket.once("data", resolve));
    socket.destroy();
    for (let round = 0; round < 3; round += 1) expect((await studio.details("hero")).name).toBe("hero");
    expect(server.calls()).toBe(BUILT);
  });

  it("with a damaged list of tries, which is said where the asset is", async () => {
    project.write(".imagegen/tries/hero.json", "{");
    await open("studio");
    const { problems, candidates, samples } = await studio.details("hero");
    expect(problems).toEqual([{ severity: "error", text: expect.stringContaining("tries/hero.json is damaged") }]);
    expect([candidates.length, samples.length]).toEqual([0, 1]);
    expect(await studio.ask("try", { asset: "hero", count: 1, fields: {}, usd: 1 })).toMatchObject({ ok: false });
    expect(project.read(".imagegen/tries/hero.json")).toBe("{");
    expect(server.calls()).toBe(BUILT);
  });

  it("without room for small pictures, which are shown all the same", async () => {
    rmSync(`${project.root}/.imagegen/thumbnails`, { recursive: true, force: true });
    project.write(".imagegen/thumbnails", "a file");
    await open("studio");
    const [sample] = (await studio.details("hero")).samples;
    const response = await fetch(`${address}small/${sample?.original?.sha256}`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/webp"]);
  });

  it("when a picture is asked for while a line of the manifest is half typed, and makes it when it is asked again", async () => {
    await open("studio");
    project.edit("images.config.yaml", "prompt: A lake", "promt: A lake");
    await studio.ask("make", { assets: ["hero"], insist: "replace", usd: 1 });
    await watch.next("watch-broken");
    expect((await studio.details("hero")).name).toBe("hero");
    project.edit("images.config.yaml", "promt: A lake", "prompt: A forest");
    await afterAllWishes();
    expect(server.calls()).toBe(BUILT + 1);
    await studio.ask("make", { assets: ["hero"], usd: 1 });
    await studio.until((rows) => rows.get("hero")?.state === "fresh" && rows.get("hero")?.prompt === "A forest");
    expect(server.calls()).toBe(BUILT + 2);
  });

  it("when the project is deleted: each deed says so, and nothing comes back to life", async () => {
    await open("studio");
    rmSync(project.root, { recursive: true });
    const fields = { prompt: "A forest" };
    const answers = [
      await studio.ask("price", { asset: "hero", fields }),
      await studio.ask("edit", { asset: "hero", fields }),
      await studio.ask("try", { asset: "hero", count: 1, fields: {}, usd: 1 }),
      await studio.ask("accept", { asset: "hero" }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ ok: false, problems: [{ text: expect.stringContaining("images.config.yaml") }] });
    await studio.ask("make", { assets: ["hero"], insist: "replace", usd: 1 });
    await watch.next("watch-broken");
    await fetch(`${address}small/${"0".repeat(64)}`);
    expect(project.has(".imagegen")).toBe(false);
    expect(server.calls()).toBe(BUILT);
  });
});

it("a project that is moved away and back is followed again", async () => {
  await open("watch", ["--settle", "0.01", "--manual"]);
  await watch.next("watch-idle");
  const elsewhere = `${project.root}-moved`;
  renameSync(project.root, elsewhere);
  await watch.next("watch-broken");
  renameSync(elsewhere, project.root);
  await watch.next("watch-idle");
  project.edit("images.config.yaml", "A lake", "A forest");
  await studio.until((rows) => rows.get("hero")?.state === "generate");
  expect(server.calls()).toBe(BUILT);
});

describe("nothing is paid for that nobody asked for", () => {
  it("by a second click, or another tab, before the first has been made", async () => {
    await open("studio");
    const [hero] = [project.lockedOriginal("hero")];
    const again = { assets: ["hero"], insist: "replace", usd: 1 } as const;
    await Promise.all([studio.ask("make", again), studio.ask("make", again), studio.ask("make", again)]);
    await afterAllWishes();
    expect(project.lockedOriginal("hero")).not.toBe(hero);
    expect(server.calls()).toBe(BUILT + 2);
  });

  it("for a prompt that was edited since the page was drawn: it is the present one that is made", async () => {
    project.edit("images.config.yaml", "A lake", "A forest");
    await open("studio");
    await studio.until((rows) => rows.get("hero")?.state === "generate");
    project.edit("images.config.yaml", "A forest", "A desert");
    await studio.ask("make", { assets: ["hero"], usd: 1 });
    await server.arrived(BUILT + 1);
    expect(server.posts().at(-1)?.body).toMatchObject({ prompt: "A desert" });
  });

  it("for the project of a folder above, while the manifest is away", async () => {
    project.write("site/images.config.yaml", MANIFEST);
    await open("watch", ["--settle", "0.01", "--auto", "--max-cost", "5"], `${project.root}/site`);
    await studio.until((rows) => [...rows.values()].every(({ state }) => state === "fresh"));
    const before = server.calls();
    project.edit("images.config.yaml", "A lake", "Of the folder above");
    project.remove("site/images.config.yaml");
    await watch.next("watch-broken");
    project.write("site/images.config.yaml", MANIFEST.replace("A note", "A letter"));
    await studio.until((rows) => rows.get("note")?.state === "fresh" && rows.get("note")?.prompt === "A letter");
    expect(server.calls()).toBe(before + 1);
    expect(server.posts().at(-1)?.body).toMatchObject({ prompt: "A letter" });
  });

  it("in more calls than were shown, where nobody knows the price", async () => {
    project.edit("images.config.yaml", "A lake }", "A lake, model: acme/new }");
    await open("studio");
    const price = (await studio.until((rows) => rows.get("hero")?.state === "generate")).get("hero")?.price;
    expect(price).toEqual({ calls: 1, text: "price unknown" });
    project.edit("images.config.yaml", "acme/new }", 'acme/new, n: 3, output: "out/hero-{index}.{ext}" }');
    await studio.ask("make", { assets: ["hero"], calls: 1 });
    const said = () => watch.lines.filter(({ type }) => type === "diagnostic").map(({ message }) => message);
    await expect.poll(said, PATIENT).toContain("it would take 3 calls of unknown price by now, and 1 was shown");
    expect(server.calls()).toBe(BUILT);
    await studio.ask("make", { assets: ["hero"], calls: 3 });
    await studio.until((rows) => rows.get("hero")?.state === "fresh");
    expect(server.calls()).toBe(BUILT + 3);
  });

  it("two tries at once come to the same pictures, and each is listed once", async () => {
    await open("studio");
    const wish = { asset: "hero", count: 2, fields: {}, usd: 1 } as const;
    await Promise.all([studio.ask("try", wish), studio.ask("try", wish)]);
    const numbers = (await studio.details("hero")).candidates.map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: server.calls() - BUILT }, (_, index) => index + 1));
  });
});

describe("the price that is shown is the price", () => {
  it("of an asset of several pictures that are all asked for anew", async () => {
    await open("studio");
    const { again, anew } = await studio.details("pair");
    expect(anew.usd).toBeCloseTo(3 * (again.usd ?? 0));
    const before = project.lockedOriginal("pair");
    await studio.ask("make", { assets: ["pair"], insist: "replace", ...(anew.usd !== undefined && { usd: anew.usd }) });
    await expect.poll(() => project.lockedOriginal("pair"), PATIENT).not.toBe(before);
    await afterAllWishes();
    expect(server.calls()).toBe(BUILT + 4);
  });

  it("of one more picture with fields that are not saved, also where the edit itself costs nothing", async () => {
    const cheaper = "A lake, model: black-forest-labs/FLUX.2-max }";
    project.edit("images.config.yaml", "A lake }", cheaper);
    expect((await project.run("build")).code).toBe(0);
    await open("studio");
    const cheap = (await studio.details("hero")).again.usd ?? 0;
    const fields = { model: "black-forest-labs/FLUX.2-dev" };
    const { price, each } = await studio.ask("price", { asset: "hero", fields });
    expect(price).toEqual({ usd: 0, text: "" });
    expect(each?.usd).toBeGreaterThan(cheap);
    const before = server.calls();
    await studio.ask("try", { asset: "hero", count: 2, fields, usd: cheap });
    expect(server.calls()).toBe(before);
    await studio.ask("try", { asset: "hero", count: 2, fields, usd: 2 * (each?.usd ?? 0) });
    expect(server.calls()).toBe(before + 2);
  });
});

describe("a save in between is not lost", () => {
  it("of the field that is being edited: it is said, and written only by who has seen it", async () => {
    await open("studio");
    project.edit("images.config.yaml", "A lake", "A lake by the customer");
    const manifest = project.read("images.config.yaml");
    const mine = { asset: "hero", fields: { prompt: "A lake of mine" } } as const;
    const answer = await studio.ask("edit", { ...mine, was: { prompt: "A lake" } });
    expect(answer).toMatchObject({ ok: false, message: "prompt of hero changed in images.config.yaml meanwhile" });
    expect(project.read("images.config.yaml")).toBe(manifest);
    expect(await studio.ask("edit", { ...mine, was: { prompt: "A lake by the customer" } })).toMatchObject({
      ok: true,
    });
    expect(project.read("images.config.yaml")).toContain("A lake of mine");
  });

  it("of two tabs that save at once: either both are written, or one is told", async () => {
    await open("studio");
    const [first, second] = await Promise.all([
      studio.ask("edit", { asset: "hero", fields: { prompt: "A forest" }, was: { prompt: "A lake" } }),
      studio.ask("edit", { asset: "note", fields: { prompt: "A letter" }, was: { prompt: "A note" } }),
    ]);
    const text = project.read("images.config.yaml");
    expect([text.includes("A forest"), text.includes("A letter")]).toEqual([first.ok, second.ok]);
    expect(first.ok || second.ok).toBe(true);
  });
});

describe("a studio of drafts", () => {
  it("chooses among drafts: the seed stands in their lock, and the real picture stays what it is", async () => {
    project.edit(
      "images.config.yaml",
      "assets:",
      "profiles: { draft: { model: black-forest-labs/FLUX.2-pro } }\nassets:",
    );
    expect((await project.run("try hero -n 1 --yes")).code).toBe(0);
    const [manifest, lock] = [project.read("images.config.yaml"), project.read("images.lock.json")];
    await open("studio", ["--draft"]);
    expect((await studio.details("hero")).candidates).toEqual([]);
    await studio.ask("make", { assets: ["hero"], usd: 1 });
    await studio.until((rows) => rows.get("hero")?.state === "fresh");
    await studio.ask("try", { asset: "hero", count: 1, fields: {}, usd: 1 });
    const [candidate] = (await studio.details("hero")).candidates;
    const calls = server.calls();
    expect(await studio.ask("pick", { asset: "hero", number: 1 })).toMatchObject({ ok: true });
    const drafts = project.lock(".imagegen/profiles/draft/images.lock.json");
    expect(drafts.assets.get("hero")?.samples[0]?.original.sha256).toBe(candidate?.picture.sha256);
    expect([project.read("images.config.yaml"), project.read("images.lock.json")]).toEqual([manifest, lock]);
    expect((await project.run("try hero --list")).stdout.trim().split("\n")).toHaveLength(1);
    expect((await project.run("check")).code).toBe(0);
    expect(server.calls()).toBe(calls);
  });
});
