import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen, stop } from "./loopback.ts";

/** What goes wrong from now on: see `FAULTS`. */
export type RemoteFault = keyof typeof FAULTS;

export interface RemoteServer {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** Path → bytes: what was put, and what a test plants. */
  readonly files: Map<string, Buffer>;
  /** `GET /objects/…` and so on, in order. */
  readonly requests: string[];
  /** Headers of the last request. */
  headers(): IncomingMessage["headers"];
  fault: RemoteFault | undefined;
  /** Called when an upload begins; the server reads no byte of it, and keeps nothing, before that resolves. */
  onPut: ((path: string) => void | Promise<void>) | undefined;
  /** How often the fault was met. */
  readonly faults: () => number;
  close(): Promise<void>;
}

/** A shared store on loopback that keeps what is put and fails on demand. */
export async function startRemoteServer(): Promise<RemoteServer> {
  const files = new Map<string, Buffer>();
  const requests: string[] = [];
  let headers: IncomingMessage["headers"] = {};
  let met = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(`${request.method} ${path}`);
    headers = request.headers;
    const stored = files.get(path);
    const fault = state.fault === undefined ? undefined : FAULTS[state.fault](request, response, stored);
    if (fault === "met") {
      met += 1;
      return;
    }
    if (request.method === "PUT") {
      void receive(path, request, response);
      return;
    }
    if (stored === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { "content-length": stored.length }).end(request.method === "HEAD" ? undefined : stored);
  });
  const receive = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    await state.onPut?.(path);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Cut off: nothing of it is kept.
      return;
    }
    files.set(path, Buffer.concat(chunks));
    response.writeHead(201).end();
  };
  const state: RemoteServer = {
    url: await listen(server),
    files,
    requests,
    headers: () => headers,
    fault: undefined,
    onPut: undefined,
    faults: () => met,
    close: () => stop(server),
  };
  return state;
}

type Answer = (request: IncomingMessage, response: ServerResponse, stored: Buffer | undefined) => "met" | "not met";

const answer =
  (status: number): Answer =>
  (request, response) => {
    request.resume();
    response.writeHead(status).end("<html>no</html>");
    return "met";
  };

const ofMethod =
  (method: string, fault: Answer): Answer =>
  (request, response, stored) =>
    request.method === method ? fault(request, response, stored) : "not met";

const FAULTS = {
  /** Takes the request and never answers. */
  hangs: () => "met",
  resets: (request: IncomingMessage) => {
    request.socket.destroy();
    return "met";
  },
  "server error": answer(500),
  unauthorized: answer(401),
  full: ofMethod("PUT", answer(507)),
  "read-only": ofMethod("PUT", answer(403)),
  "redirects elsewhere": (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    return "met";
  },
  /** Announces all of it and closes after half. */
  "half a body": ofMethod("GET", (_, response, stored) => {
    if (stored === undefined) return "not met";
    response.writeHead(200, { "content-length": stored.length });
    response.write(stored.subarray(0, stored.length >> 1), () => response.socket?.destroy());
    return "met";
  }),
  "other bytes": ofMethod("GET", (_, response, stored) => {
    if (stored === undefined) return "not met";
    response.writeHead(200).end(Buffer.concat([stored, Buffer.from([0])]));
    return "met";
  }),
  /** Says it has everything. */
  lies: (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200).end(request.method === "HEAD" ? undefined : "whatever");
    return "met";
  },
} satisfies Record<string, Answer>;
