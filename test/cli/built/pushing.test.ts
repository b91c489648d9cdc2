import { generateKeyPairSync } from "node:crypto";
import { cpSync } from "node:fs";
import { basename } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../../src/core/digest.ts";
import { outputsOf } from "../../../src/core/lock.ts";
import type { Project } from "../../support/project.ts";
import { startRemoteServer, type RemoteServer } from "../../support/remote-server.ts";
import { newProject, serve, server as api } from "../../support/served.ts";
import { sendImage } from "../../support/together-server/answers.ts";
import { makePng } from "../../support/together-server/images.ts";

/** Uploads that meet each other, and uploads that end in the middle. */

const manifestOf = (assets: string): string => `version: 1
provider: together
output: "out/{name}.{ext}"
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: webp }
assets:
  base: { prompt: A lake }
${assets}`;

const signing = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }) as string;

serve();

let remote: RemoteServer;

beforeEach(async () => {
  remote = await startRemoteServer();
});

afterEach(() => remote.close());

function newJob(manifest?: string): Project {
  return newProject(manifest, {
    IMAGEGEN_REMOTE: `${remote.url}/objects/{sha256}`,
    IMAGEGEN_REMOTE_RECORDS: `${remote.url}/records/{key}`,
    IMAGEGEN_REMOTE_SIGNING_KEY: signing,
  });
}

/** Every digest that a project's lock names, sorted. */
function locked(project: Project): readonly string[] {
  const digests = [...project.lock().assets.values()].flatMap((entry) => [
    ...entry.samples.map(({ original }) => original.sha256),
    ...[...outputsOf(entry)].map(([, output]) => output.sha256),
  ]);
  return [...new Set(digests)].sort();
}

const stored = (folder: "objects" | "records") =>
  [...remote.files]
    .filter(([path]) => path.startsWith(`/${folder}/`))
    .sort(([left], [right]) => (left < right ? -1 : 1));

/** What is there under a digest has it. */
function expectSound(): void {
  for (const [path, bytes] of stored("objects")) expect(sha256(bytes), path).toBe(basename(path));
}

/** A record never names what is not there. */
function expectNoEmptyPromise(where: string): void {
  for (const [path, bytes] of stored("records")) {
    const digests = [...bytes.toString().matchAll(/"sha256":"([0-9a-f]{64})"/g)].map(([, digest]) => digest ?? "");
    expect(digests.length, path).toBeGreaterThan(0);
    for (const digest of digests) expect(remote.files.has(`/objects/${digest}`), `${path}, ${where}`).toBe(true);
  }
}

describe("two jobs at once", () => {
  it("send the same and their own to one store; what they merge to is restored from it", async () => {
    const base = newJob(manifestOf(""));
    await base.expectRun("build");
    const shared = locked(base);
    const [ours, theirs] = ["ant", "zebra"].map((name) => {
      const job = newJob();
      cpSync(base.root, job.root, { recursive: true });
      job.write("images.config.yaml", manifestOf(`  ${name}: { prompt: A picture of ${name} }\n`));
      return job;
    }) as [Project, Project];
    // Neither upload of what both have ends before the other has begun.
    const arrivals = new Map<string, { count: number; readonly both: Promise<void>; meet(): void }>();
    remote.onPut = (path) => {
      if (!shared.includes(basename(path)) || path.startsWith("/records/")) return;
      let meet = (): void => undefined;
      const both = new Promise<void>((resolve) => (meet = resolve));
      const arrival = arrivals.get(path) ?? { count: 0, both, meet };
      arrivals.set(path, { ...arrival, count: arrival.count + 1 });
      if (arrival.count === 1) arrival.meet();
      return arrival.both;
    };
    const results = await Promise.all(
      [ours, theirs].map((job) => job.run("build --allow-spend --max-cost 5 --push", { environment: { CI: "true" } })),
    );
    expect(
      results.map(({ code }) => code),
      results.map(({ stderr }) => stderr).join(""),
    ).toEqual([0, 0]);
    expect([...arrivals.values()].map(({ count }) => count)).toEqual(shared.map(() => 2));
    expect(api.calls()).toBe(3);
    expectSound();
    expectNoEmptyPromise("at the end");
    const clone = newJob(manifestOf("  ant: { prompt: A picture of ant }\n  zebra: { prompt: A picture of zebra }\n"));
    clone.write("base.json", base.read("images.lock.json"));
    clone.write("1.json", ours.read("images.lock.json"));
    clone.write("2.json", theirs.read("images.lock.json"));
    await clone.expectRun("lock merge base.json 1.json 2.json --out images.lock.json");
    expect(stored("objects").map(([path]) => basename(path))).toEqual(locked(clone));
    await clone.expectRun("restore");
    expect(api.calls()).toBe(3);
    for (const [file, of] of [
      ["out/ant.webp", ours],
      ["out/zebra.webp", theirs],
      ["out/base.webp", base],
    ] as const)
      expect(clone.bytes(file).equals(of.bytes(file)), file).toBe(true);
  });

  it("pay once each for the same new picture, and either lock is restored to its own", async () => {
    const jobs = [newJob(manifestOf("")), newJob(manifestOf(""))];
    // Both are asked before either is answered, and as ever two answers to one request are two pictures.
    api.setMode(async (exchange) => {
      await exchange.held();
      sendImage(exchange, makePng({ width: 256, height: 256, seedText: `answer ${exchange.post.number}` }));
    });
    const running = jobs.map((job) =>
      job.run("build --allow-spend --max-cost 5 --push", { environment: { CI: "true" } }),
    );
    await api.arrived(2);
    api.release();
    for (const { code, stderr } of await Promise.all(running)) expect(code, stderr).toBe(0);
    expect(api.calls()).toBe(2);
    expect(new Set(jobs.map((job) => locked(job).join())).size).toBe(2);
    expectSound();
    expectNoEmptyPromise("at the end");
    for (const job of jobs) {
      const clone = newJob(manifestOf(""));
      clone.write("images.lock.json", job.read("images.lock.json"));
      await clone.expectRun("restore");
      expect(clone.bytes("out/base.webp").equals(job.bytes("out/base.webp"))).toBe(true);
    }
    expect(api.calls()).toBe(2);
  });
});

describe("a push that is killed", () => {
  it("at any upload leaves nothing that is believed, and the next one sends what is missing or cut off", async () => {
    const builder = newJob(manifestOf("  ant: { prompt: An ant }\n"));
    await builder.expectRun("build");
    const files = builder.snapshot();
    const wanted = locked(builder);
    const uploads = wanted.length + 2;
    for (let last = 1; last <= uploads; last += 1) {
      remote.files.clear();
      const cut: string[] = [];
      let begun = 0;
      let reached = (): void => undefined;
      const there = new Promise<void>((resolve) => (reached = resolve));
      remote.onPut = (path) => {
        begun += 1;
        if (begun < last) return;
        cut.push(path);
        reached();
        return new Promise(() => undefined);
      };
      const killed = await builder.run("push", {
        during: async (child) => {
          await there;
          child.kill("SIGKILL");
        },
      });
      expect(killed.signal, `upload ${last}`).toBe("SIGKILL");
      expectNoEmptyPromise(`killed at upload ${last}`);
      expectSound();
      // Some servers write in place, and then have the half of it under its name.
      for (const path of cut) {
        const digest = basename(path);
        if (path.startsWith("/objects/")) remote.files.set(path, halfOf(builder, digest));
      }
      remote.onPut = undefined;
      await builder.expectRun("push");
      expectSound();
      expect(stored("objects").map(([path]) => basename(path))).toEqual(wanted);
      expect(stored("records")).toHaveLength(2);
      expect(builder.snapshot()).toEqual(files);
    }
    const clone = newJob(builder.read("images.config.yaml"));
    clone.write("images.lock.json", builder.read("images.lock.json"));
    await clone.expectRun("restore");
    expect(api.calls()).toBe(2);
    expect(clone.bytes("out/ant.webp").equals(builder.bytes("out/ant.webp"))).toBe(true);
  });

  it("as the end of build --push has lost nothing: run again, it pays for nothing and sends", async () => {
    const builder = newJob(manifestOf(""));
    let reached = (): void => undefined;
    const there = new Promise<void>((resolve) => (reached = resolve));
    remote.onPut = () => {
      reached();
      return new Promise(() => undefined);
    };
    const killed = await builder.run("build --push", {
      during: async (child) => {
        await there;
        child.kill("SIGKILL");
      },
    });
    expect([killed.signal, api.calls(), remote.files.size]).toEqual(["SIGKILL", 1, 0]);
    remote.onPut = undefined;
    await builder.expectRun("build --push");
    expect(api.calls()).toBe(1);
    expect(stored("objects").map(([path]) => basename(path))).toEqual(locked(builder));
  });
});

function halfOf(project: Project, digest: string): Buffer {
  const bytes = project.bytes(`.imagegen/objects-v1/${digest.slice(0, 2)}/${digest}`);
  return bytes.subarray(0, bytes.length >> 1);
}
