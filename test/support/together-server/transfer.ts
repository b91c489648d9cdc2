import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Published } from "./exchange.ts";

/** The next answer to a GET of something that was published. */
export function answerDownload({ result, gets }: { result: Published; gets: number }, response: ServerResponse): void {
  const status = result.failures?.[gets - 1] ?? result.status;
  if (status !== undefined) {
    response.writeHead(status).end();
  } else if (result.location !== undefined) {
    response.writeHead(302, { location: result.location }).end();
  } else if (gets <= (result.resets ?? 0)) {
    response.writeHead(200, { "content-length": "1000" });
    response.write("x".repeat(100), () => response.socket?.destroy());
  } else {
    // As at Together's: the type says nothing certain about the bytes.
    response.writeHead(200, { "content-type": "image/png" }).end(result.bytes);
  }
}

/** The body of a request; undefined when the client left while it was still sending. */
export async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** A JSON object, or an empty one. */
export function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Resolves with the origin, once the server listens. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Closes the server with all its connections. */
export async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
