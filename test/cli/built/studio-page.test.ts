import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, type Page } from "../../support/browser.ts";
import { Project, togetherAt } from "../../support/project.ts";
import { whyMissing } from "../../support/real-servers.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { startWatching, type WatchProcess } from "../../support/watching.ts";

/** The page in a real browser, with the exact number of calls. */

const MANIFEST = `version: 1
# The pictures of the site.
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
assets:
  hero:
    prompt: A lake   # as the customer wants it
    seed: 7
    alt: "A lake"
  note: { prompt: A note, tags: [text] }
`;

const missing = whyMissing("chromium");

describe.skipIf(missing !== undefined)(`in a browser${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  let browser: Browser;
  serveProject(MANIFEST);

  let watch: WatchProcess;
  let page: Page;
  /** What the browser complained of: a script that was blocked, an exception. */
  let complaints: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    expect((await project.run("build")).code).toBe(0);
    complaints = [];
  });

  afterEach(async () => {
    await page.close();
    await watch.interrupt();
    expect(complaints).toEqual([]);
  });

  async function open(...words: readonly string[]): Promise<void> {
    watch = startWatching(project.root, ["--settle", "0.2", "--manual", ...words], togetherAt(server.url));
    await visit();
  }

  async function visit(): Promise<void> {
    const { address } = await watch.next("studio");
    page = await browser.newPage();
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(String(address));
    await page.locator("article").first().waitFor();
  }

  const card = (name: string) => page.locator("article", { has: page.locator(`b[title="${name}"]`) });
  const pictureOf = (name: string) => card(name).locator("img").getAttribute("src");

  it("shows a prompt that was edited on disk, asks for nothing, and makes it when somebody clicks", async () => {
    await open();
    const before = await pictureOf("hero");
    expect(server.calls()).toBe(2);
    project.edit("images.config.yaml", "A lake  ", "A forest  ");
    const make = card("hero").getByRole("button", { name: /^Make/ });
    await make.waitFor();
    expect(await make.textContent()).toMatch(/\$0\.\d+ est\./);
    expect(server.calls()).toBe(2);
    await make.click();
    await card("hero").getByText("fresh").waitFor();
    expect(server.calls()).toBe(3);
    expect(await pictureOf("hero")).not.toBe(before);
    expect(server.posts().at(-1)?.body).toMatchObject({ prompt: "A forest" });
  });

  it("tries four, keeps the third: the YAML changes in one line, and no further call is made", async () => {
    await open();
    await card("hero").locator("button.card").click();
    await page.getByRole("button", { name: /^Try 4/ }).click();
    await page.getByRole("button", { name: /^Keep candidate 4/ }).waitFor();
    expect(server.calls()).toBe(6);
    expect(project.read("images.config.yaml")).toBe(MANIFEST);
    const third = page.locator(".try", { has: page.locator("b", { hasText: /^3$/ }) });
    const chosen = await third.locator("img").getAttribute("src");
    await third.getByRole("button", { name: /^Keep/ }).click();
    await third.getByText("kept").waitFor();
    const [before, after] = [MANIFEST.split("\n"), project.read("images.config.yaml").split("\n")];
    expect(after.length).toBe(before.length);
    const changed = after.filter((line, index) => line !== before[index]);
    expect(changed).toEqual([expect.stringMatching(/^ {4}seed: \d+$/)]);
    expect(server.calls()).toBe(6);
    expect(chosen).toBe(`small/${project.lockedOriginal("hero")}`);
    expect((await project.run("check")).code).toBe(0);
  });

  it("takes yesterday's picture back from history, with its prompt and without a call", async () => {
    await open();
    const original = project.bytes("out/hero.png");
    project.edit("images.config.yaml", "A lake  ", "A forest  ");
    await card("hero").getByRole("button", { name: /^Make/ }).click();
    await card("hero").getByText("fresh").waitFor();
    expect(project.bytes("out/hero.png")).not.toEqual(original);
    await card("hero").locator("button.card").click();
    const past = page.locator(".history li", { hasText: "A lake" });
    await past.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("slider").press("ArrowRight");
    await past.getByRole("button", { name: /^Take back/ }).click();
    await page.locator(".history li.chosen", { hasText: "made for the present request" }).waitFor();
    await expect.poll(() => project.bytes("out/hero.png").equals(original)).toBe(true);
    expect(project.read("images.config.yaml")).toBe(MANIFEST);
    expect(server.calls()).toBe(3);
  });

  it("edits in place with the price, says what is wrong before it is saved, and writes as a person would", async () => {
    await open();
    await card("hero").locator("button.card").click();
    const prompt = page.getByLabel("prompt", { exact: true });
    await page.getByLabel("width").fill("257");
    await page
      .getByText(/multiple of 8|divisible by 8/)
      .first()
      .waitFor();
    expect(await page.getByRole("button", { name: "Save to the manifest" }).isDisabled()).toBe(true);
    expect(project.read("images.config.yaml")).toBe(MANIFEST);
    await page.getByRole("button", { name: "Undo" }).click();
    const seed = page.getByRole("spinbutton", { name: "seed" });
    await seed.fill("");
    await page.getByRole("button", { name: "Save to the manifest" }).click();
    await expect.poll(() => project.read("images.config.yaml")).toBe(MANIFEST.replace("    seed: 7\n", ""));
    project.write("images.config.yaml", MANIFEST);
    await expect.poll(() => seed.inputValue()).toBe("7");
    await prompt.fill("A lake with swans");
    await page.getByText(/\$0\.\d+ estimated/).waitFor();
    await prompt.press("Control+Enter");
    await expect
      .poll(() => project.read("images.config.yaml"))
      .toBe(MANIFEST.replace("A lake   #", "A lake with swans   #"));
    await page.getByRole("region").getByRole("button", { name: /^Make/ }).click();
    await page.getByRole("region").locator(".badge", { hasText: "fresh" }).waitFor();
    expect(server.calls()).toBe(3);
  });

  it("loses neither what an editor saved meanwhile nor what is typed while it saves", async () => {
    await open();
    await card("hero").locator("button.card").click();
    const prompt = page.getByLabel("prompt", { exact: true });
    await prompt.fill("A lake of mine");
    project.edit("images.config.yaml", "A lake   #", "A lake by the customer   #");
    const manifest = project.read("images.config.yaml");
    await page.getByText("prompt was saved otherwise meanwhile: A lake by the customer").waitFor();
    expect(await prompt.inputValue()).toBe("A lake of mine");
    expect(project.read("images.config.yaml")).toBe(manifest);
    await page.route("**/do/edit", async (route) => {
      await page.evaluate("document.getElementById('field-prompt').setSelectionRange(999, 999)");
      await prompt.pressSequentially(", typed on");
      await route.continue();
    });
    await page.getByRole("button", { name: "Save over it" }).click();
    await expect.poll(() => project.read("images.config.yaml")).toContain("A lake of mine   #");
    await page.getByRole("button", { name: "Save to the manifest" }).waitFor();
    expect(await prompt.inputValue()).toBe("A lake of mine, typed on");
    expect(server.calls()).toBe(2);
  });

  it("shows what an editor changed of an asset that is open, also what no row shows", async () => {
    await open();
    await card("hero").locator("button.card").click();
    const markdown = page.getByRole("button", { name: "Markdown" });
    await expect.poll(() => markdown.getAttribute("title")).toBe("![A lake](out/hero.png)");
    project.edit("images.config.yaml", 'alt: "A lake"', 'alt: "A lake at dawn"');
    await expect.poll(() => markdown.getAttribute("title")).toBe("![A lake at dawn](out/hero.png)");
    expect(server.calls()).toBe(2);
  });

  it("asks for a price before it tries fields that are not saved, and says that one", async () => {
    await open();
    await card("note").locator("button.card").click();
    const before = await page.getByRole("button", { name: /^Try 4/ }).textContent();
    await page.getByRole("combobox", { name: "model" }).selectOption("black-forest-labs/FLUX.2-pro");
    const tryThem = page.getByRole("button", { name: /^Try 4 \(\$0\.12 est\.\)/ });
    await tryThem.waitFor();
    expect(before).not.toContain("$0.12");
    await tryThem.dblclick();
    await page.getByRole("button", { name: /^Keep candidate 4/ }).waitFor();
    expect(server.calls()).toBe(6);
    expect(server.posts().at(-1)?.body).toMatchObject({ model: "black-forest-labs/FLUX.2-pro" });
  });

  it("shows a broken manifest with its line, keeps the pictures, and recovers", async () => {
    await open();
    const before = await pictureOf("hero");
    project.edit("images.config.yaml", "seed: 7", "sede: 7");
    await page.locator(".problems", { hasText: "images.config.yaml:9:5" }).waitFor();
    expect(await page.locator(".problems").textContent()).toContain("sede");
    expect(await pictureOf("hero")).toBe(before);
    project.edit("images.config.yaml", "sede: 7", "seed: 7");
    await page.locator(".problems").waitFor({ state: "detached" });
    expect(server.calls()).toBe(2);
  });

  it("shows the grid for an address that names no asset", async () => {
    await open();
    for (const address of ["#/%", "#/nobody"]) {
      await page.goto(new URL(address, page.url()).href);
      await page.reload();
      await page.locator("article").first().waitFor();
    }
    expect(server.calls()).toBe(2);
  });

  it("can be used with the keyboard alone", async () => {
    await open();
    await page.keyboard.press("/");
    await page.keyboard.type("note");
    await page.locator("article").nth(1).waitFor({ state: "detached" });
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.locator("article").nth(1).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "note" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("region", { name: "hero" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("article").first().waitFor();
    expect(server.calls()).toBe(2);
  });

  it("takes back what has not started, and it is not asked for", async () => {
    server.setMode("hold");
    watch = startWatching(project.root, ["--settle", "0.2", "--manual", "--jobs", "1"], togetherAt(server.url));
    await visit();
    project.edit("images.config.yaml", "A lake  ", "A forest  ");
    project.edit("images.config.yaml", "A note", "A letter");
    await page.getByRole("button", { name: /^Make 2 pictures/ }).click();
    await server.arrived(3);
    await card("note").getByRole("button", { name: "Take back" }).click();
    await page.getByText("note is taken back").waitFor();
    server.setMode("ok");
    server.release();
    await card("hero").getByText("fresh").waitFor();
    await card("note").getByText("taken back").waitFor();
    expect(server.calls()).toBe(3);
  });

  it.each(["light", "dark"] as const)("is legible in %s", async (scheme) => {
    await open();
    await page.emulateMedia({ colorScheme: scheme });
    const brightness = async (property: string): Promise<number> => {
      const value = await page.evaluate<string>(`getComputedStyle(document.body).${property}`);
      return Math.max(...(value.match(/\d+/g) ?? []).slice(0, 3).map(Number));
    };
    const [ground, text] = [await brightness("backgroundColor"), await brightness("color")];
    expect(Math.abs(ground - text)).toBeGreaterThan(150);
    expect(ground > text).toBe(scheme === "light");
  });
});

describe.skipIf(missing !== undefined)("with a thousand assets", () => {
  it("has as many cards in the page as can be seen, and shows the last one", async () => {
    const names = Array.from(
      { length: 1000 },
      (_, index) => `  icon-${String(index).padStart(4, "0")}: { prompt: A fox }`,
    );
    const project = new Project(
      `version: 1\nprovider: sketch\ndefaults: { width: 32, height: 32, format: png }\nassets:\n${names.join("\n")}\n`,
    );
    const watch = startWatching(project.root, [], {}, "studio");
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(String((await watch.next("studio"))["address"]));
      await page.locator("article").first().waitFor();
      expect(await page.locator("article").count()).toBeLessThan(80);
      await page.evaluate("scrollTo(0, document.body.scrollHeight)");
      await page.getByTitle("icon-0999").waitFor();
      expect(await page.locator("article").count()).toBeLessThan(80);
    } finally {
      await browser.close();
      await watch.interrupt();
      project.dispose();
    }
  });
});
