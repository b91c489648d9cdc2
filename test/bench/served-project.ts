import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import type { Lock } from "../../src/core/lock.ts";
import { parseLock } from "../../src/core/lockfile.ts";
import { pathInBucket } from "../../src/store/layout.ts";
import { startTogetherServer, type Responder, type TogetherServer } from "../support/together-server.ts";
import type { Bench } from "./figure.ts";
import type { Command } from "./measure.ts";

/** A project whose pictures a server of this process makes. */
export interface ServedProject {
  readonly server: TogetherServer;
  build(...words: readonly string[]): Command;
  /** A new folder with the manifest alone: deleting the old one would keep the disk busy. */
  reset(): void;
  /** As if only the calls had been made: originals stay, everything that was made of them goes. */
  forgetDerived(): void;
  /** The originals, in the lock's order. */
  originals(): readonly Uint8Array[];
}

export interface ServedRequest {
  readonly name: string;
  readonly manifest: string;
  /** Answered in turn; drawn beforehand, so that the server costs next to nothing. */
  readonly pictures: readonly Buffer[];
  /** Milliseconds before each answer. */
  readonly latency?: number;
}

/** Starts the server; the caller closes it. */
export async function serveProject({ program, folder }: Bench, request: ServedRequest): Promise<ServedProject> {
  let root = "";
  let round = 0;
  const reset = () => {
    root = folder(`${request.name}/${(round += 1)}`);
    writeFileSync(join(root, "images.config.yaml"), request.manifest);
  };
  reset();
  const bodies = request.pictures.map((picture) =>
    Buffer.from(
      JSON.stringify({ id: "bench", object: "list", data: [{ index: 0, b64_json: picture.toString("base64") }] }),
    ),
  );
  const answer: Responder = ({ post, response }) => {
    const body = bodies[post.number % bodies.length] as Buffer;
    response.writeHead(200, { "content-type": "application/json", "content-length": String(body.length) }).end(body);
  };
  const server = await startTogetherServer({ mode: answer, latency: request.latency ?? 0 });
  const readLock = (): Lock => {
    const parsed = parseLock(readFileSync(join(root, LOCK_FILE), "utf8"));
    if ("problem" in parsed) throw new Error(parsed.problem.message);
    return parsed.lock;
  };
  const store = () => join(root, ".imagegen");
  return {
    server,
    build: (...words) => ({
      file: process.execPath,
      words: [program, "build", "--yes", ...words],
      cwd: root,
      environment: { TOGETHER_BASE_URL: server.url, TOGETHER_API_KEY: "tgp-bench-0123456789abcdef" },
    }),
    reset,
    forgetDerived() {
      if (!existsSync(join(root, LOCK_FILE))) return;
      rmSync(join(root, "out"), { recursive: true, force: true });
      rmSync(join(store(), "derivations-v2"), { recursive: true, force: true });
      for (const { samples } of readLock().assets.values())
        for (const { outputs } of samples)
          for (const { sha256 } of Object.values(outputs))
            rmSync(pathInBucket(store(), "objects", sha256), { force: true });
    },
    originals: () =>
      [...readLock().assets.values()].flatMap(({ samples }) =>
        samples.map(({ original }) => readFileSync(pathInBucket(store(), "objects", original.sha256))),
      ),
  };
}

/** Assets with a prompt each. `fields` are lines of `defaults`. */
export function servedManifest(assets: number, fields: readonly string[]): string {
  const head = `version: 1\nprovider: together\noutput: out/{name}-{width}.{ext}\ndefaults:\n  model: black-forest-labs/FLUX.2-dev\n  response_format: base64\n`;
  const lines = [head, ...fields.map((field) => `  ${field}\n`), "assets:\n"];
  for (let index = 0; index < assets; index += 1)
    lines.push(`  picture-${index}: { prompt: picture number ${index} }\n`);
  return lines.join("");
}
