import { createServer } from "node:http";
import { beforeEach, describe, expect, it } from "vitest";
import { openBrowser } from "../../support/browser.ts";
import { git } from "../../support/git.ts";
import { listen, stop } from "../../support/loopback.ts";
import { whyMissing } from "../../support/real-servers.ts";
import { address, endStudios, startStudio, studio } from "../../support/served-studio.ts";
import { project, serveProject, server } from "../../support/served.ts";
import { sendRaw } from "../../support/studio-client.ts";

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
styles:
  ink: { prompt: "{prompt}, in ink" }
assets:
  hero: { prompt: A lake }
  sign: { prompt: A sign, style: ink }
  pair: { prompt: Two foxes, n: 2, output: "out/pair-{index}.{ext}" }
  icon-{kind}: { prompt: "A {kind}", matrix: { kind: [fox] } }
`;

/** hero, sign, two foxes, a fox. */
const BUILT = 5;

serveProject(MANIFEST);
endStudios();

beforeEach(async () => {
  expect((await project.run("build")).code).toBe(0);
  expect(server.calls()).toBe(BUILT);
});

function open(command: "watch" | "studio"): Promise<void> {
  const words = command === "watch" ? ["--settle", "0.2", "--manual"] : [];
  return startStudio(command, { words, rows: 4 });
}

describe("without watching", () => {
  beforeEach(() => open("studio"));

  it("makes nothing that nobody asked for, not even what is free, and looks again when asked", async () => {
    project.edit("images.config.yaml", "A lake", "A forest");
    project.remove("out/sign.png");
    expect(await studio.ask("look", {})).toMatchObject({ ok: true });
    await studio.until((rows) => rows.get("hero")?.state === "generate" && rows.get("sign")?.state === "restore");
    expect(project.has("out/sign.png")).toBe(false);
    await studio.ask("make", { assets: ["sign"], usd: 0 });
    await studio.until((rows) => rows.get("sign")?.state === "fresh");
    expect(project.has("out/sign.png")).toBe(true);
    expect(server.calls()).toBe(BUILT);
  });

  it("spends no more than the page showed", async () => {
    project.edit("images.config.yaml", "A lake", "A forest");
    await studio.ask("make", { assets: ["hero"], usd: 0.000_001 });
    await studio.until((rows) => rows.get("hero")?.state === "withdrawn" || rows.get("hero")?.state === "failed");
    expect(server.calls()).toBe(BUILT);
  });

  it("takes back what is not asked for yet, and says so where it is too late", async () => {
    project.edit("images.config.yaml", "assets:", "limits: { together: { concurrency: 1 } }\nassets:");
    project.edit("images.config.yaml", "A lake", "A forest");
    project.edit("images.config.yaml", "A sign", "A shield");
    server.setMode("hold");
    await studio.ask("look", {});
    await studio.until((rows) => rows.get("hero")?.state === "generate" && rows.get("sign")?.state === "generate");
    await studio.ask("make", { assets: ["hero", "sign"], usd: 1 });
    await studio.until((rows) => rows.get("hero")?.state === "generating" && rows.get("sign")?.state === "queued");
    expect((await studio.ask("withdraw", { asset: "sign" })).message).toBe("sign is taken back");
    expect((await studio.ask("withdraw", { asset: "hero" })).message).toBe(
      "hero is already asked for; no further call is made for it",
    );
    server.release();
    await studio.until((rows) => rows.get("hero")?.state === "fresh" && rows.get("sign")?.state === "withdrawn");
    expect(server.calls()).toBe(BUILT + 1);
  });

  it("asks for another picture of what is fresh, and for one asset alone", async () => {
    project.edit("images.config.yaml", "A sign", "A shield");
    const before = project.lockedOriginal("hero");
    await studio.ask("make", { assets: ["hero"], insist: "replace", usd: 1 });
    await expect.poll(() => project.lockedOriginal("hero")).not.toBe(before);
    await studio.until((rows) => rows.get("hero")?.state === "fresh" && rows.get("sign")?.state === "generate");
    expect(server.calls()).toBe(BUILT + 1);
    // Its row may be ahead of the look that its details come from.
    const history = async () => (await studio.details("hero")).history;
    await expect.poll(async () => (await history()).map(({ current }) => current)).toEqual([true, false]);
    expect((await history())[1]?.picture.sha256).toBe(before);
  });
});

describe("while watching", () => {
  beforeEach(() => open("watch"));

  it("pauses, and looks again at what was edited meanwhile when it goes on", async () => {
    expect((await studio.ask("pause", {})).message).toBe("paused");
    project.edit("images.config.yaml", "A lake", "A forest");
    await studio.ask("look", {});
    expect((await studio.ask("pause", {})).message).toBe("going on");
    await studio.until((rows) => rows.get("hero")?.state === "generate");
    expect(server.calls()).toBe(BUILT);
  });
});

describe("taking a picture back costs nothing", () => {
  beforeEach(() => open("watch"));

  async function remake(name: string): Promise<void> {
    await studio.until((rows) => rows.get(name)?.state === "generate");
    await studio.ask("make", { assets: [name] });
    await studio.until((rows) => rows.get(name)?.state === "fresh");
  }

  it("whose style has a part in the prompt: it is accepted for the request as it is, and the lock says so", async () => {
    const before = project.lockedOriginal("sign");
    project.edit("images.config.yaml", "A sign", "A shield");
    await remake("sign");
    const manifest = project.read("images.config.yaml");
    expect(await studio.ask("back", { asset: "sign", sample: 0, sha256: before })).toMatchObject({ ok: true });
    await expect.poll(() => project.lockedOriginal("sign")).toBe(before);
    expect(project.read("images.config.yaml")).toBe(manifest);
    expect(project.lockedSample("sign").origin).toBe("accepted");
    await expect.poll(async () => (await project.run("check")).code).toBe(0);
    await studio.until((rows) => rows.get("sign")?.state === "fresh");
    expect(server.calls()).toBe(BUILT + 1);
  });

  it("of one of several pictures, and the others stay", async () => {
    const [first, second] = [project.lockedOriginal("pair", 0), project.lockedOriginal("pair", 1)];
    project.edit("images.config.yaml", "Two foxes", "Two hares");
    await remake("pair");
    const kept = project.lockedOriginal("pair", 0);
    expect(await studio.ask("back", { asset: "pair", sample: 1, sha256: second })).toMatchObject({ ok: true });
    await expect.poll(() => project.lockedOriginal("pair", 1)).toBe(second);
    expect(project.lockedOriginal("pair", 0)).toBe(kept);
    expect(kept).not.toBe(first);
    // The page may show it as fresh from before, until the picture is placed.
    await expect.poll(async () => (await project.run("check")).code).toBe(0);
    expect(server.calls()).toBe(BUILT + 2);
  });

  it("which somebody else made, and a clone knows from the history of the lock alone", async () => {
    const before = project.lockedOriginal("hero");
    project.write(".gitignore", ".imagegen/\n");
    git(project.root, "init", "--quiet");
    git(project.root, "add", "--all");
    git(project.root, "commit", "--quiet", "--message", "before");
    project.edit("images.config.yaml", "A lake", "A forest");
    await remake("hero");
    git(project.root, "commit", "--quiet", "--all", "--message", "after");
    // As on a machine that never asked for any of it.
    project.remove(".imagegen/ledger");
    project.remove(".imagegen/generations-v1");
    const { history } = await studio.details("hero");
    expect(history.map(({ picture, current }) => [picture.sha256, current])).toEqual([
      [project.lockedOriginal("hero"), true],
      [before, false],
    ]);
    expect(history[1]?.changes).toEqual([{ field: "prompt", was: '"A lake"', now: '"A forest"' }]);
    expect(await studio.ask("back", { asset: "hero", sample: 0, sha256: before })).toMatchObject({ ok: true });
    await expect.poll(() => project.read("images.config.yaml")).toContain("A lake");
    await studio.until((rows) => rows.get("hero")?.state === "fresh" && rows.get("hero")?.prompt === "A lake");
    expect(project.lockedOriginal("hero")).toBe(before);
    expect(server.calls()).toBe(BUILT + 1);
  });

  it("which it never had is refused", async () => {
    await expect(
      studio.ask("back", { asset: "hero", sample: 0, sha256: project.lockedOriginal("sign") }),
    ).rejects.toThrow("400");
    expect(server.calls()).toBe(BUILT);
  });
});

describe("who has no business here gets nothing and pays nothing", () => {
  beforeEach(() => open("studio"));

  const token = () => new URL(address).pathname;
  const host = () => new URL(address).host;

  function request(line: string, headers: readonly string[], body = ""): string {
    const all = [line, ...headers, `Content-Length: ${body.length}`, "Connection: close"];
    return `${all.join("\r\n")}\r\n\r\n${body}`;
  }

  const make = JSON.stringify({ assets: ["hero"], insist: "replace" });

  it("by raw requests: another name, another origin, no token, a form, a GET", async () => {
    const json = "Content-Type: application/json";
    const attempts: readonly [string, readonly string[]][] = [
      [`POST ${token()}do/make HTTP/1.1`, ["Host: attacker.example", json]],
      [`POST ${token()}do/make HTTP/1.1`, [`Host: ${host()}`, "Origin: https://attacker.example", json]],
      [`POST ${token()}do/make HTTP/1.1`, [`Host: ${host()}`, "Origin: null", json]],
      [`POST ${token()}do/make HTTP/1.1`, [`Host: ${host()}`, "Sec-Fetch-Site: cross-site", json]],
      [`POST ${token()}do/make HTTP/1.1`, [`Host: ${host()}`, "Content-Type: text/plain"]],
      ["POST /do/make HTTP/1.1", [`Host: ${host()}`, json]],
      [`POST /${"0".repeat(32)}/do/make HTTP/1.1`, [`Host: ${host()}`, json]],
      [`PUT ${token()}do/make HTTP/1.1`, [`Host: ${host()}`, json]],
    ];
    for (const [line, headers] of attempts) {
      const answer = await sendRaw(address, request(line, headers, make));
      expect(answer, line).toMatch(/^HTTP\/1\.1 (403|405|415) /);
      expect(answer).not.toContain("hero");
    }
    expect(await sendRaw(address, request(`GET ${token()}do/make HTTP/1.1`, [`Host: ${host()}`]))).toMatch(/ 404 /);
    // The same request with all that it needs does pay: the ones above failed for their own reasons.
    const honest = await sendRaw(address, request(`POST ${token()}do/make HTTP/1.1`, [`Host: ${host()}`, json], make));
    expect(honest).toMatch(/ 200 /);
    await server.arrived(BUILT + 1);
    expect(server.calls()).toBe(BUILT + 1);
  });

  it.each([
    "whole/../../../../etc/passwd",
    "whole/..%2f..%2fimages.config.yaml",
    "whole/%2e%2e/%2e%2e/images.config.yaml",
    "small/images.config.yaml?raw??",
    "@fs/etc/passwd",
    "whole/%00",
    "asset/%00",
    "asset/%E0%A4%A",
    `whole/${"0".repeat(64)}`,
    "../../images.config.yaml",
  ])("by the path %s", async (path) => {
    const answer = await sendRaw(address, request(`GET ${token()}${path} HTTP/1.1`, [`Host: ${host()}`]));
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain("A lake");
  });

  it.each([
    ["half of it", "{"],
    ["a list", "[]"],
    ["null", "null"],
    ["a text for a list", JSON.stringify({ assets: "hero" })],
    ["too much", "x".repeat(300_000)],
  ])("by a body that no page of ours sends: %s", async (_, body) => {
    const headers = [`Host: ${host()}`, "Content-Type: application/json"];
    expect(await sendRaw(address, request(`POST ${token()}do/make HTTP/1.1`, headers, body))).toMatch(/ 400 /);
    expect(server.calls()).toBe(BUILT);
  });

  const missing = whyMissing("chromium");
  it.skipIf(missing !== undefined)(
    `by a page of another site that knows the address${missing === undefined ? "" : ` (skipped: ${missing})`}`,
    async () => {
      const attack = `<script>
        const post = (type) => fetch("${address}do/make", { method: "POST", mode: type === "application/json" ? "cors" : "no-cors",
          headers: { "content-type": type }, body: ${JSON.stringify(make)} });
        const read = fetch("${address}asset/hero").then((response) => response.text());
        const stream = new Promise((resolve, reject) => { const source = new EventSource("${address}events");
          source.onmessage = resolve; source.onerror = () => reject(new Error("closed")); });
        const picture = new Promise((resolve, reject) => { const image = new Image(); image.onload = resolve;
          image.onerror = reject; image.src = "${address}small/${project.lockedOriginal("hero")}"; });
        Promise.allSettled([post("application/json"), read, stream, picture]).then(async (all) => {
          await post("text/plain").catch(() => {});
          document.title = all.map(({ status }) => status).join(" ");
        });
      </script>
      <form method="post" action="${address}do/make" enctype="text/plain"><input name='{"assets":["hero"],"insist":"replace","x":"' value='"}'></form>`;
      const site = createServer((_, response) => response.setHeader("content-type", "text/html").end(attack));
      const { port } = new URL(await listen(site));
      const browser = await openBrowser();
      try {
        const page = await browser.newPage();
        await page.goto(`http://localhost:${port}/`);
        await page.waitForFunction("document.title !== ''");
        expect(await page.title()).toBe("rejected rejected rejected rejected");
        const [response] = await Promise.all([
          page.waitForResponse((one) => one.url().endsWith("/do/make")),
          page.evaluate("document.forms[0].submit()"),
        ]);
        expect(response.status()).toBe(403);
        expect(server.calls()).toBe(BUILT);
      } finally {
        await browser.close();
        await stop(site);
      }
    },
  );
});

it("a prompt that is a script is text, and the page's policy lets no other script run", async () => {
  await open("studio");
  project.edit("images.config.yaml", "A lake", "</script><img src=x onerror=alert(1)>");
  await studio.ask("look", {});
  await studio.until((rows) => rows.get("hero")?.prompt.includes("onerror") === true);
  const response = await fetch(address);
  expect(response.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+';/,
  );
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  expect(await response.text()).not.toContain("onerror");
});

it("in CI there is no page: nobody looks at it", async () => {
  await open("studio");
  const run = await project.run("studio", { environment: { CI: "true" } });
  expect([run.code, run.stderr]).toEqual([2, expect.stringContaining("imagegen gallery")]);
});
