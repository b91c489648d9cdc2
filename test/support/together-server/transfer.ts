import type { IncomingMessage, ServerResponse } from "node:http";
import type { Published } from "./exchange.ts";

/** The next answer to a GET of something that was published. */
export function answerDownload({ result, gets }: { result: Published; gets: number }, response: ServerResponse): void {
  const status = result.failures?.[gets - 1] ?? result.status;
  if (status !== undefined) {
    response.writeHead(status).end();
  } else if (result.hangs === true) {
    // Nothing, for ever.
    return;
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
