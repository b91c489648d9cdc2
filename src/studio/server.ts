import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DiagnosticsError } from "../build/diagnostics-error.ts";
import { parseJsonObject } from "../core/json.ts";
import { MachineError, machineError } from "../store/machine-error.ts";
import { carryOut, isDeed } from "./deeds.ts";
import { admit } from "./guard.ts";
import { pageFiles } from "./page-files.ts";
import type { Served } from "./pictures.ts";
import type { Patch } from "./protocol.ts";
import { BadRequest } from "./read-body.ts";
import type { Studio } from "./studio.ts";

export interface StudioServer {
  /** With the token: who has it may look, and pay. */
  readonly address: string;
  close(): Promise<void>;
}

/** Bytes of a request's body. */
const MAX_BODY = 256 * 1024;

/** Milliseconds between two signs of life on an event stream. */
const HEARTBEAT = 15_000;

/** Bytes that a page may leave unread before it is cut off: it asks for the whole again. */
const MAX_UNREAD = 64 * 1024 * 1024;

/**
 * Serves the studio on this machine alone.
 *
 * @param port 0 for any that is free
 * @throws MachineError when the port is taken
 */
export async function serveStudio(studio: Studio, port: number): Promise<StudioServer> {
  const token = randomBytes(16).toString("hex");
  const streams = new Set<ServerResponse>();
  let door = { port, token };

  const server = createServer({ maxHeaderSize: 16 * 1024 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof BadRequest) return send(response, 400, textOf(error.message));
      // A file that cannot be read just now: whoever asks again may get it, and everything else goes on.
      if (error instanceof MachineError || error instanceof DiagnosticsError)
        return send(response, 503, textOf(error.message));
      // A bug: said by whoever runs the command, not only to the page.
      send(response, 500, textOf("a bug in imagegen; see the terminal"));
      throw error;
    });
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { headers, method = "GET", url = "/" } = request;
    const admission = admit(
      {
        method,
        path: url,
        host: headers.host,
        origin: headers.origin,
        contentType: headers["content-type"],
        site: headers["sec-fetch-site"],
      },
      door,
    );
    if ("status" in admission) return send(response, admission.status, textOf(admission.reason));
    const { rest } = admission;
    if (method === "POST") return deed(request, response, rest);
    const file = pageFiles(rest);
    if (file !== undefined) return send(response, 200, file.served, { "content-security-policy": file.policy });
    if (rest === "events") return stream(response);
    const [, kind = "", name = ""] = /^(whole|small|asset)\/([^/?#]+)$/.exec(rest) ?? [];
    if (kind === "asset") {
      const details = await studio.details(decoded(name));
      return details === undefined ? notFound(response) : send(response, 200, jsonOf(details));
    }
    const picture = kind === "" ? undefined : await studio.pictures[kind as "whole" | "small"](name);
    if (picture === undefined) return notFound(response);
    // Its name is its digest.
    return send(response, 200, picture, { "cache-control": "private, max-age=31536000, immutable" });
  };

  const deed = async (request: IncomingMessage, response: ServerResponse, rest: string): Promise<void> => {
    const name = /^do\/([a-z]+)$/.exec(rest)?.[1] ?? "";
    if (!isDeed(name)) return notFound(response);
    const body = parseJsonObject(await bodyOf(request));
    if (body === undefined) throw new BadRequest("the body is not a JSON object");
    return send(response, 200, jsonOf(await carryOut(studio, name, body)));
  };

  const stream = (response: ServerResponse): void => {
    response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream", "cache-control": "no-store" });
    const write = (patch: Patch) => {
      if (response.writableLength > MAX_UNREAD) return void response.destroy();
      response.write(`data: ${JSON.stringify(patch)}\n\n`);
    };
    write(studio.whole());
    const leave = studio.subscribe(write);
    const heartbeat = setInterval(() => response.write(":\n\n"), HEARTBEAT);
    streams.add(response);
    response.on("close", () => {
      leave();
      clearInterval(heartbeat);
      streams.delete(response);
    });
  };

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(machineError(error, { deed: "read", path: `127.0.0.1:${port}` })));
    server.listen(port, "127.0.0.1", resolve);
  });
  door = { port: (server.address() as AddressInfo).port, token };
  return {
    address: `http://127.0.0.1:${door.port}/${token}/`,
    close: () =>
      new Promise((resolve) => {
        for (const response of streams) response.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** On every answer. */
const HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "x-frame-options": "DENY",
} as const;

function send(
  response: ServerResponse,
  status: number,
  { bytes, type }: Served,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, {
    ...HEADERS,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "content-type": type,
    "content-length": bytes.byteLength,
    ...headers,
  });
  response.end(bytes);
}

function notFound(response: ServerResponse): void {
  send(response, 404, textOf("there is nothing here"));
}

function textOf(text: string): Served {
  return { bytes: Buffer.from(`${text}\n`), type: "text/plain; charset=utf-8" };
}

function jsonOf(value: object): Served {
  return { bytes: Buffer.from(JSON.stringify(value)), type: "application/json; charset=utf-8" };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new BadRequest("not a name");
  }
}

/** @throws BadRequest when it is longer than any page of ours sends, and when whoever asks leaves before its end */
async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MAX_BODY) throw new BadRequest(`a body of more than ${MAX_BODY} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    // A tab that was closed, a network that went: no bug of ours.
    throw error instanceof BadRequest ? error : new BadRequest("the body was cut off");
  }
  return Buffer.concat(chunks).toString("utf8");
}
