import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listen, stop } from "./loopback.ts";

/** Servers that others wrote, on loopback: nginx of the system, and what `test/parts` pins for npm. */
export interface RealServer {
  readonly port: number;
  /** A folder of its own, where it keeps its files. */
  readonly folder: string;
  close(): Promise<void>;
}

const PARTS = join(import.meta.dirname, "../parts/node_modules");

/** Must no test skip? Set by `.ci/run`, which installs the parts. */
const REQUIRED = process.env["IMAGEGEN_TEST_REQUIRE"] === "1";

/** The browser of the system. */
export const CHROMIUM = [process.env["IMAGEGEN_TEST_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (path) => path !== undefined && existsSync(path),
);

/** Undefined: the part is there. Else why its tests skip; where nothing may skip, they run and fail. */
export function whyMissing(
  part: "nginx" | "chromium" | "git-lfs" | "s3rver" | "turborepo-remote-cache",
): string | undefined {
  if (REQUIRED) return undefined;
  if (part === "git-lfs")
    return spawnSync("git-lfs", ["version"]).error === undefined ? undefined : "git-lfs is not installed";
  if (part === "chromium")
    return CHROMIUM === undefined ? "Chromium is not installed (or set IMAGEGEN_TEST_CHROMIUM)" : undefined;
  if (part === "nginx") return spawnSync("nginx", ["-v"]).error === undefined ? undefined : "nginx is not installed";
  return existsSync(join(PARTS, part)) ? undefined : `${part}: run npm ci --prefix test/parts`;
}

/** A folder served by nginx with WebDAV's PUT, behind a token. */
export function startNginx(token: string): Promise<RealServer> {
  return start((port, folder) => {
    mkdirSync(join(folder, "files"));
    writeFileSync(
      join(folder, "nginx.conf"),
      `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
http {
  access_log off; client_body_temp_path ${folder}/body; client_max_body_size 64m;
  server {
    listen 127.0.0.1:${port};
    location / {
      if ($http_authorization != "Bearer ${token}") { return 401; }
      root ${folder}/files; dav_methods PUT; create_full_put_path on;
    }
  }
}
`,
    );
    return spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  });
}

/** An S3 server with the bucket `pictures`; its key is `S3RVER`, its secret the same. */
export function startS3(): Promise<RealServer> {
  return start((port, folder) =>
    spawn(
      process.execPath,
      [
        join(PARTS, "s3rver/bin/s3rver.js"),
        "--directory",
        folder,
        "--address=127.0.0.1",
        `--port=${port}`,
        "--configure-bucket",
        "pictures",
        "--service-endpoint=localhost",
      ],
      { stdio: "ignore" },
    ),
  );
}

/** Turborepo's cache as teams host it themselves. */
export function startTurborepoCache(token: string): Promise<RealServer> {
  return start((port, folder) =>
    spawn(process.execPath, [join(PARTS, "turborepo-remote-cache/dist/cli.js")], {
      stdio: "ignore",
      env: {
        PATH: process.env["PATH"],
        NODE_ENV: "production",
        TURBO_TOKEN: token,
        STORAGE_PROVIDER: "local",
        STORAGE_PATH: folder,
        HOST: "127.0.0.1",
        PORT: String(port),
        LOG_LEVEL: "silent",
      },
    }),
  );
}

async function start(launch: (port: number, folder: string) => ChildProcess): Promise<RealServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "imagegen-server-"));
  const child = launch(port, folder);
  const exited = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  exited.catch(() => undefined);
  await Promise.race([exited, answering(port)]);
  return {
    port,
    folder,
    async close() {
      const gone = new Promise((resolve) => child.once("close", resolve));
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listen(server));
  await stop(server);
  return Number(port);
}

/** Resolves when something answers there, whatever it says. */
async function answering(port: number): Promise<void> {
  for (;;) {
    const reached = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (reached) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
