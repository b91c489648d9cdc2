import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listen, stop } from "../../support/loopback.ts";
import { Project } from "../../support/project.ts";

/**
 * Amazon's signature, version 4, reckoned anew from what arrived, as its documentation tells: the S3 server of the
 * other tests reads it and does not check it.
 */

const SECRET = "a-secret-of-the-team";
const SESSION = "a-session-token";

const MANIFEST = `version: 1
provider: sketch
output: "out/{name}.{ext}"
defaults: { width: 64, height: 64, format: png }
assets:
  hero: { prompt: A lake }
`;

let server: Server;
let origin: string;
let files: Map<string, Buffer>;
let refused: string[];
let projects: Project[];

beforeEach(async () => {
  [files, refused, projects] = [new Map(), [], []];
  server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const path = request.url ?? "";
      const problem = problemOf(request, body);
      if (problem !== undefined) {
        refused.push(`${request.method} ${path}: ${problem}`);
        return response.writeHead(403).end();
      }
      if (request.method === "PUT") files.set(path, body);
      const stored = files.get(path);
      if (stored === undefined) return response.writeHead(404).end();
      response.writeHead(200, { "content-length": stored.length });
      return response.end(request.method === "GET" ? stored : undefined);
    });
  });
  origin = await listen(server);
});

afterEach(async () => {
  for (const project of projects) project.dispose();
  await stop(server);
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const hash = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const sign = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** Why it would be refused; undefined: it would not. */
function problemOf({ method, url, headers }: IncomingMessage, body: Buffer): string | undefined {
  const found =
    /^AWS4-HMAC-SHA256 Credential=an-id\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? "",
    );
  if (found === null) return `not signed: ${headers.authorization}`;
  const [, day = "", region = "", names = "", signature] = found;
  const [time, payload] = [String(headers["x-amz-date"]), String(headers["x-amz-content-sha256"])];
  if (payload !== hash(body)) return "another body than was signed";
  if (!time.startsWith(day)) return "another day than was signed";
  const needed = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))];
  if (!needed.every((name) => names.split(";").includes(name))) return `only ${names} are signed`;
  const [path, query = ""] = (url ?? "").split("?");
  const lines = names.split(";").map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = [method, path, query, lines.join(""), names, payload].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = [region, "s3", "aws4_request"].reduce(sign, sign(`AWS4${SECRET}`, day));
  const expected = sign(key, ["AWS4-HMAC-SHA256", time, scope, hash(canonical)].join("\n")).toString("hex");
  return signature === expected ? undefined : "another signature";
}

function project(environment: Record<string, string> = {}): Project {
  const made = new Project(MANIFEST, {
    IMAGEGEN_REMOTE: "s3://pictures/site of ours",
    AWS_ACCESS_KEY_ID: "an-id",
    AWS_SECRET_ACCESS_KEY: SECRET,
    AWS_REGION: "eu-central-1",
    AWS_ENDPOINT_URL_S3: origin,
    ...environment,
  });
  projects.push(made);
  return made;
}

it.each<[string, Record<string, string>]>([
  ["a key", {}],
  ["a session's token", { AWS_SESSION_TOKEN: SESSION }],
])("with %s every request is signed as Amazon reckons it", async (_, environment) => {
  const [ours, clone] = [project(environment), project(environment)];
  expect((await ours.run("build")).code).toBe(0);
  const pushed = await ours.run("push");
  expect([pushed.code, refused], pushed.stderr).toEqual([0, []]);
  expect(files.size).toBeGreaterThan(0);
  clone.write("images.lock.json", ours.read("images.lock.json"));
  const pulled = await clone.run("pull --json");
  expect([pulled.code, refused], pulled.stderr).toEqual([0, []]);
  expect((await clone.run("build", { environment: { CI: "true" } })).code).toBe(0);
  expect(clone.bytes("out/hero.png")).toEqual(ours.bytes("out/hero.png"));
});

it("with another secret nothing is taken, and the reason is said", async () => {
  const ours = project({ AWS_SECRET_ACCESS_KEY: "another" });
  expect((await ours.run("build")).code).toBe(0);
  const pushed = await ours.run("push");
  expect([pushed.code, files.size]).toEqual([1, 0]);
  expect(pushed.stderr).toContain("answered 403");
  expect(new Set(refused.map((line) => line.split(": ").at(-1)))).toEqual(new Set(["another signature"]));
});
