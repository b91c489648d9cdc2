import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { listen, stop } from "./loopback.ts";

/** What is at a path: bytes, a status without them, or a redirect. */
export type Exhibit =
  | { readonly bytes: Buffer }
  | { readonly status: number }
  | { readonly location: string }
  /** More than anybody wants. */
  | { readonly endless: true };

export interface ReferenceHost {
  /** For the built command: leads the names under `.example` here. */
  readonly environment: Readonly<Record<string, string>>;
  /** GETs that arrived, as `host/path`. */
  readonly gets: readonly string[];
  show(path: string, exhibit: Exhibit): void;
  close(): Promise<void>;
}

const PRELOAD = pathToFileURL(join(import.meta.dirname, "reference-host.mjs")).href;

/**
 * A host of pictures in the public internet, as far as the built command can tell: `https://pictures.example` has a
 * public address, `https://intern.example` a private one. What the product checks is checked; only behind its back
 * are connections led to this machine, without TLS.
 */
export async function startReferenceHost(): Promise<ReferenceHost> {
  const exhibits = new Map<string, Exhibit>();
  const gets: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    gets.push(`${request.headers.host}${path}`);
    const exhibit = exhibits.get(path) ?? { status: 404 };
    if (request.headers.authorization !== undefined) response.writeHead(400).end("a key was sent here");
    else if ("bytes" in exhibit) response.writeHead(200, { "content-type": "text/plain" }).end(exhibit.bytes);
    else if ("status" in exhibit) response.writeHead(exhibit.status).end();
    else if ("endless" in exhibit) response.writeHead(200, { "content-length": String(10 ** 12) }).write("x");
    else response.writeHead(302, { location: exhibit.location }).end();
  });
  const { port } = new URL(await listen(server));
  return {
    environment: { NODE_OPTIONS: `--import=${PRELOAD}`, REFERENCE_HOST_PORT: port },
    gets,
    show: (path, exhibit) => void exhibits.set(path, exhibit),
    close: () => stop(server),
  };
}
