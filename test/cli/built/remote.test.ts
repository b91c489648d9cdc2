import { generateKeyPairSync } from "node:crypto";
import { basename } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outputsOf } from "../../../src/core/lock.ts";
import type { Project } from "../../support/project.ts";
import { startRemoteServer, type RemoteFault, type RemoteServer } from "../../support/remote-server.ts";
import { newProject, serve, server as api } from "../../support/served.ts";

/** A team with a shared store: one has built and pushed, another starts from a fresh clone. */

const MANIFEST = `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: webp }
assets:
  hero: { prompt: A lake, seed: 1 }
  night: { prompt: Make it night, image: "asset:hero", seed: 2 }
  icon: { prompt: A fox, seed: 3, outputs: [{ format: png }, { format: webp }] }
`;

const keys = generateKeyPairSync("ed25519");
const strangers = generateKeyPairSync("ed25519");
const publicText = (pair: typeof keys) => pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");
const privateText = (pair: typeof keys) => pair.privateKey.export({ type: "pkcs8", format: "pem" }) as string;

serve();

let remote: RemoteServer;
let builder: Project;
let clone: Project;

beforeEach(async () => {
  remote = await startRemoteServer();
  builder = newProject(MANIFEST, environment());
  clone = newProject(MANIFEST, environment());
});

afterEach(() => remote.close());

function environment(): Record<string, string> {
  return {
    IMAGEGEN_REMOTE: `${remote.url}/objects/{sha256}`,
    IMAGEGEN_REMOTE_RECORDS: `${remote.url}/records/{key}`,
    IMAGEGEN_REMOTE_TOKEN: "team-token-of-the-cache",
    IMAGEGEN_REMOTE_TIMEOUT: "0.3",
  };
}

async function buildAndPush(signing?: typeof keys): Promise<void> {
  expect((await builder.run("build")).code).toBe(0);
  const signed = signing === undefined ? {} : { IMAGEGEN_REMOTE_SIGNING_KEY: privateText(signing) };
  const pushed = await builder.run("push", { environment: signed });
  expect(pushed.code, pushed.stderr).toBe(0);
  // What git would carry: the manifest and the lock, not the pictures.
  clone.write("images.lock.json", builder.read("images.lock.json"));
}

const OUTPUTS = ["out/hero.webp", "out/night.webp", "out/icon.png", "out/icon.webp"];

function expectSamePictures(): void {
  for (const path of OUTPUTS) expect(clone.bytes(path), path).toEqual(builder.bytes(path));
}

describe("a fresh clone with an empty local store", () => {
  it("restores everything, with no call, in CI too", async () => {
    await buildAndPush();
    const calls = api.calls();
    const run = await clone.run("restore", { environment: { CI: "true" } });
    expect(run.code, run.stderr).toBe(0);
    expect(api.calls()).toBe(calls);
    expectSamePictures();
    expect(remote.headers().authorization).toBe("Bearer team-token-of-the-cache");
    expect((await clone.run("check")).code).toBe(0);
    remote.requests.length = 0;
    expect((await clone.run("build")).code).toBe(0);
    expect(remote.requests).toEqual([]);
  });

  it("asks for many files at a time, and nothing but warnings of ours is said", async () => {
    const names = Array.from({ length: 24 }, (_, index) => `  p${index}: { prompt: Lake ${index} }`);
    const defaults = "defaults: { width: 64, height: 64 }";
    for (const project of [builder, clone])
      project.write("images.config.yaml", `version: 1\nprovider: sketch\n${defaults}\nassets:\n${names.join("\n")}\n`);
    await buildAndPush();
    const run = await clone.run("pull");
    expect(run.stdout).toContain("48 files fetched");
    expect([run.code, run.stderr]).toEqual([0, ""]);
  });

  it("derives what the remote lacks from the originals that it has", async () => {
    await buildAndPush();
    for (const entry of builder.lock().assets.values())
      for (const [, { sha256 }] of outputsOf(entry)) remote.files.delete(`/objects/${sha256}`);
    const calls = api.calls();
    const run = await clone.run("build");
    expect(run.code, run.stderr).toBe(0);
    expect(api.calls()).toBe(calls);
    expectSamePictures();
  });

  it("changes a format: the original is fetched, and nothing is paid", async () => {
    await buildAndPush();
    expect((await clone.run("build")).code).toBe(0);
    clone.remove(".imagegen");
    clone.edit("images.config.yaml", "format: webp }\nassets", "format: avif }\nassets");
    const calls = api.calls();
    const run = await clone.run("build hero");
    expect(run.code, run.stderr).toBe(0);
    expect([api.calls(), clone.has("out/hero.avif")]).toEqual([calls, true]);
  });

  it("fetches everything ahead with pull, and then needs no network", async () => {
    await buildAndPush();
    const pulled = await clone.run("pull");
    expect(pulled.stdout, pulled.stderr).toMatch(/ fetched, 0 here already, 0 not there\.\n$/);
    remote.fault = "resets";
    const run = await clone.run("build");
    expect([run.code, remote.faults()], run.stderr).toEqual([0, 0]);
    expectSamePictures();
  });
});

describe("verify --regenerate", () => {
  it("compares with the original that only the team has", async () => {
    await buildAndPush();
    const run = await clone.run("verify hero --regenerate --max-cost 1");
    expect([run.code, run.stdout], run.stderr).toEqual([0, expect.stringContaining("the same picture")]);
    remote.files.clear();
    clone.remove(".imagegen");
    const lacking = await clone.run("verify hero --regenerate --max-cost 1");
    expect([lacking.code, lacking.stderr]).toEqual([2, expect.stringContaining("is not in the store")]);
  });
});

describe("pushing", () => {
  it("again sends nothing", async () => {
    await buildAndPush();
    const again = await builder.run("push");
    expect(again.stdout).toContain(": 0 files sent (0 B), ");
  });

  it.each<[RemoteFault, string]>([
    ["full", "it is full"],
    ["read-only", "403"],
    ["server error", "500"],
    ["resets", "not all was sent"],
  ])("to a store that is %s fails and says so, and the pictures are untouched", async (fault, words) => {
    expect((await builder.run("build")).code).toBe(0);
    remote.fault = fault;
    const pushed = await builder.run("push");
    expect([pushed.code, remote.faults() > 0]).toEqual([1, true]);
    expect(pushed.stderr).toContain(words);
    expect((await builder.run("check")).code).toBe(0);
  });
});

describe("a store in the repository, by Git LFS", () => {
  it("restores a fresh clone, and says what to fetch while it holds pointers", async () => {
    const inRepository = { IMAGEGEN_REMOTE: "" };
    for (const project of [builder, clone])
      project.edit("images.config.yaml", "version: 1", "version: 1\nstore: .images");
    expect((await builder.run("build", { environment: inRepository })).code).toBe(0);
    const calls = api.calls();
    clone.write("images.lock.json", builder.read("images.lock.json"));
    const committed = Object.keys(builder.snapshotOf(".images"));
    for (const path of committed) {
      const isObject = path.includes("objects-v1");
      clone.write(path, isObject ? pointerTo(basename(path), builder.bytes(path).length) : builder.bytes(path));
    }
    const early = await clone.run("restore", { environment: inRepository });
    expect(early.code).toBe(3);
    expect(early.stderr.match(/is a Git LFS pointer; run: git lfs pull/g)).toHaveLength(1);
    // What `git lfs pull` does.
    for (const path of committed) clone.write(path, builder.bytes(path));
    const run = await clone.run("restore", { environment: inRepository });
    expect([run.code, api.calls()]).toEqual([0, calls]);
    expect(run.stderr).not.toContain("warning");
    expectSamePictures();
  });
});

function pointerTo(sha256: string, bytes: number): string {
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes}\n`;
}

describe("build --push", () => {
  it("sends what was paid for, also when the rest could not be", async () => {
    const run = await builder.run("build --push --max-calls 2");
    expect([run.code, api.calls()]).toEqual([4, 2]);
    expect(run.stdout).toContain("5 files sent");
    // The next machine pays for the one picture that is still missing.
    clone.write("images.lock.json", builder.read("images.lock.json"));
    const next = await clone.run("build");
    expect([next.code, api.calls()]).toEqual([0, 3]);
  });

  it("without a store is a mistake that is found before anything is paid for", async () => {
    const run = await builder.run("build --push", { environment: { IMAGEGEN_REMOTE: "" } });
    expect([run.code, api.calls()]).toEqual([2, 0]);
    expect(run.stderr).toContain("there is no shared store");
  });

  it("to a store that is full says so after the pictures are safe", async () => {
    remote.fault = "full";
    const run = await builder.run("build --push");
    expect(remote.faults()).toBeGreaterThan(0);
    expect([run.code, builder.has("out/hero.webp")]).toEqual([1, true]);
    expect(run.stderr).toContain("not all was sent");
    remote.fault = undefined;
    const again = await builder.run("build --push");
    expect([again.code, api.calls()]).toEqual([0, 3]);
  });
});

describe("a remote that cannot be trusted or reached", () => {
  it.each<RemoteFault>(["hangs", "resets", "server error", "unauthorized", "redirects elsewhere", "half a body"])(
    "%s: one warning, a miss, and in CI a loss that nobody pays for",
    async (fault) => {
      await buildAndPush();
      const calls = api.calls();
      remote.fault = fault;
      const run = await clone.run("build", { environment: { CI: "true" } });
      expect([run.code, remote.faults() > 0], run.stderr).toEqual([3, true]);
      expect(run.stderr.match(/the shared store 127\.0\.0\.1:\d+ is not used in this run/g)).toHaveLength(1);
      expect(run.stderr).not.toContain("team-token-of-the-cache");
      expect(api.calls()).toBe(calls);
      for (const path of OUTPUTS) expect(clone.has(path), path).toBe(false);
      remote.fault = undefined;
      expect((await clone.run("build", { environment: { CI: "true" } })).code).toBe(0);
      expectSamePictures();
    },
  );

  it.each<RemoteFault>(["other bytes", "lies"])("%s: what it sends is checked and never used", async (fault) => {
    await buildAndPush();
    remote.fault = fault;
    const run = await clone.run("build", { environment: { CI: "true" } });
    expect([run.code, remote.faults() > 0], run.stderr).toEqual([3, true]);
    expect(run.stderr).toContain("holds other bytes under");
    for (const path of OUTPUTS) expect(clone.has(path), path).toBe(false);
  });
});

it("bit rot is found and mended, from an output or from the remote", async () => {
  await buildAndPush();
  const { original, outputs } = builder.lockedSample("icon");
  const digests = [original.sha256, outputs["out/icon.webp"]?.sha256 ?? ""];
  const objects = digests.map((digest) => `.imagegen/objects-v1/${digest.slice(0, 2)}/${digest}`);
  const rot = () => {
    for (const object of objects) builder.write(object, "rot");
  };
  rot();
  const alone = await builder.run("store verify", { environment: { IMAGEGEN_REMOTE: "" } });
  expect([alone.code, alone.stdout.match(/^(mended|damaged)/gm)], alone.stdout).toEqual([3, ["mended", "damaged"]]);
  rot();
  const helped = await builder.run("store verify");
  expect([helped.code, helped.stdout.match(/^mended/gm)?.length], helped.stdout).toEqual([0, 2]);
  expect((await builder.run("store verify", { environment: { IMAGEGEN_REMOTE: "" } })).code).toBe(0);
});

describe("a recipe that no lock names", () => {
  /** A branch whose lock is not here: the recipe is known to the remote alone. */
  async function buildWithoutLock(trusted: string | undefined) {
    clone.remove("images.lock.json");
    const before = api.calls();
    const variables = trusted === undefined ? {} : { IMAGEGEN_REMOTE_TRUSTED_KEYS: trusted };
    const run = await clone.run("build", { environment: variables });
    expect(run.code, run.stderr).toBe(0);
    return { calls: api.calls() - before, stderr: run.stderr };
  }

  it("is found by its signed record, and costs nothing", async () => {
    await buildAndPush(keys);
    expect((await buildWithoutLock(publicText(keys))).calls).toBe(0);
    expectSamePictures();
    // From now on it is known here.
    clone.remove("images.lock.json");
    remote.fault = "resets";
    expect((await clone.run("build")).code).toBe(0);
    expect(remote.faults()).toBe(0);
  });

  it("is paid for where the reader trusts nobody", async () => {
    await buildAndPush(keys);
    expect((await buildWithoutLock(undefined)).calls).toBe(3);
  });

  it("is paid for where a stranger has signed", async () => {
    await buildAndPush(strangers);
    const { calls, stderr } = await buildWithoutLock(publicText(keys));
    expect(calls).toBe(3);
    expect(stderr).toContain("that no trusted key signed");
  });

  it("is paid for where a genuine record is replayed under another key", async () => {
    await buildAndPush(keys);
    const records = [...remote.files].filter(([path]) => path.startsWith("/records/"));
    expect(records).toHaveLength(3);
    // Each record under its neighbour's key.
    for (const [index, [path]] of records.entries())
      remote.files.set(path, records[(index + 1) % records.length]?.[1] as Buffer);
    expect((await buildWithoutLock(publicText(keys))).calls).toBe(3);
  });

  it("is paid for where somebody has changed a signed record", async () => {
    await buildAndPush(keys);
    for (const [path, text] of remote.files)
      if (path.startsWith("/records/"))
        remote.files.set(path, Buffer.from(text.toString().replace(/"sha256":"[0-9a-f]{8}/, '"sha256":"00000000')));
    expect((await buildWithoutLock(publicText(keys))).calls).toBe(3);
  });
});

it.each([
  ["http://cache.example/{sha256}", "must be reached by https"],
  ["https://cache.example/", "lacks {sha256}"],
  ["https://user:secret@cache.example/{sha256}", "IMAGEGEN_REMOTE_TOKEN"],
  ["s3://", "is not s3://bucket/prefix"],
])("an address like %s is a mistake, told before anything is done", async (address, words) => {
  const run = await builder.run(["build", "--remote", address]);
  expect([run.code, api.calls()]).toEqual([2, 0]);
  expect(run.stderr).toContain(words);
  expect(run.stderr).not.toContain("secret");
});
