import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Project } from "../../support/project.ts";
import { startNginx, startS3, startTurborepoCache, whyMissing, type RealServer } from "../../support/real-servers.ts";
import { newProject, serve, server as api } from "../../support/served.ts";

/** Each kind of server that the documents name, the real one: what one machine pushed, another builds from. */

const TOKEN = "token-of-the-team-cache";

interface Kind {
  readonly part: Parameters<typeof whyMissing>[0];
  start(): Promise<RealServer>;
  environment(port: number): Record<string, string>;
}

const s3 = (port: number): Record<string, string> => ({
  IMAGEGEN_REMOTE: "s3://pictures/site",
  AWS_ACCESS_KEY_ID: "S3RVER",
  AWS_SECRET_ACCESS_KEY: "S3RVER",
  AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
});

const KINDS: Readonly<Record<string, Kind>> = {
  "nginx with WebDAV": {
    part: "nginx",
    start: () => startNginx(TOKEN),
    environment: (port) => ({
      IMAGEGEN_REMOTE: `http://127.0.0.1:${port}/cas/{sha256}`,
      IMAGEGEN_REMOTE_TOKEN: TOKEN,
    }),
  },
  "turborepo-remote-cache": {
    part: "turborepo-remote-cache",
    start: () => startTurborepoCache(TOKEN),
    environment: (port) => ({
      IMAGEGEN_REMOTE: `http://127.0.0.1:${port}/v8/artifacts/{sha256}?slug=imagegen`,
      IMAGEGEN_REMOTE_HEADERS: `Authorization: Bearer ${TOKEN}`,
    }),
  },
  "an S3 server, by path": { part: "s3rver", start: startS3, environment: s3 },
  "an S3 server, by host name": {
    part: "s3rver",
    start: startS3,
    environment: (port) => ({
      ...s3(port),
      IMAGEGEN_REMOTE_S3_STYLE: "host",
      AWS_ENDPOINT_URL_S3: `http://s3.localhost:${port}`,
    }),
  },
  "an S3 server, with a session token": {
    part: "s3rver",
    start: startS3,
    environment: (port) => ({ ...s3(port), AWS_SESSION_TOKEN: "a-session" }),
  },
};

serve();

describe.for(Object.entries(KINDS))("%s", ([, kind]) => {
  const missing = whyMissing(kind.part);
  let server: RealServer;
  let builder: Project;
  let clone: Project;

  beforeEach(async () => {
    server = await kind.start();
    const environment = kind.environment(server.port);
    const manifest = `version: 1
provider: together
defaults: { model: black-forest-labs/FLUX.2-dev, width: 256, height: 256, format: png }
assets:
  hero: { prompt: A lake, outputs: [{ format: png }, { format: webp }] }
  icon: { prompt: A fox }
`;
    builder = newProject(manifest, environment);
    clone = newProject(manifest, environment);
  });

  afterEach(() => server.close());

  it.skipIf(missing !== undefined)(
    missing ?? "what was pushed is what a fresh clone gets, and twice is once",
    async () => {
      expect((await builder.run("build")).code).toBe(0);
      const pushed = await builder.run("push --json");
      expect(pushed.code, pushed.stderr).toBe(0);
      const { sent } = JSON.parse(pushed.stdout) as { sent: number };
      expect(sent).toBeGreaterThan(2);
      expect(JSON.parse((await builder.run("push --json")).stdout)).toMatchObject({ sent: 0, present: sent });
      clone.write("images.lock.json", builder.read("images.lock.json"));
      const calls = api.calls();
      const run = await clone.run("build", { environment: { CI: "true" } });
      expect([run.code, api.calls()], run.stderr).toEqual([0, calls]);
      for (const path of ["images/hero.png", "images/hero.webp", "images/icon.png"])
        expect(clone.bytes(path)).toEqual(builder.bytes(path));
    },
  );
});
