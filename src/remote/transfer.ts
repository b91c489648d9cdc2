import { setMaxListeners } from "node:events";
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { pipeline } from "node:stream";
import { isLocalhost } from "../core/address.ts";
import { RemoteError, type RemoteBody } from "./remote.ts";

export interface Order {
  readonly method: "GET" | "HEAD" | "PUT";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RemoteBody;
  readonly signal: AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** Bytes of the body, of what a HEAD is about as well; undefined where the server does not say, or says none. */
  readonly length: number | undefined;
  /** Ends with a `RemoteError` when it is cut off. Must be read to its end or dropped with `drop`. */
  readonly body: AsyncIterable<Uint8Array>;
  drop(): void;
}

export interface Transfer {
  /** One request. Follows no redirect: the headers may hold a token. @throws RemoteError */
  send(order: Order): Promise<Reply>;
  close(): void;
}

/** Milliseconds without a byte in either direction until a connection counts as dead. */
const IDLE = 20_000;

/** Sends requests over connections that are kept open; `connections` of them at a time. */
export function openTransfer({ connections, idle = IDLE }: { connections: number; idle?: number }): Transfer {
  const agents = {
    "http:": new HttpAgent({ keepAlive: true, maxSockets: connections }),
    "https:": new HttpsAgent({ keepAlive: true, maxSockets: connections }),
  };
  return {
    send: (order) => send(order, agents[order.url.protocol === "https:" ? "https:" : "http:"], idle),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function send({ method, url, headers, body, signal }: Order, agent: HttpAgent, idle: number): Promise<Reply> {
  // One signal stops as many requests as there are; Node takes more than ten for a leak, and says so to the user.
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const failed = (error: Error) =>
      reject(
        signal.aborted
          ? new RemoteError("aborted", "interrupted")
          : new RemoteError("unavailable", `${url.host}: ${messageOf(error)}`),
      );
    const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
      method,
      agent,
      signal,
      ...(isLocalhost(url) && { hostname: "127.0.0.1" }),
      headers: {
        host: url.host,
        ...headers,
        ...(body !== undefined && { "content-length": String(body.bytes), "content-type": "application/octet-stream" }),
      },
    });
    request.setTimeout(idle, () => request.destroy(new Error(`no answer for ${idle / 1000} s`)));
    request.on("error", failed);
    request.on("response", (response) => resolve(replyOf(response, url)));
    if (body === undefined) request.end();
    // A server that answers before it has read everything (413, 507) is heard, not hung up on.
    else
      pipeline(body.open(), request, (error) => {
        if (error) failed(error);
      });
  });
}

function replyOf(response: IncomingMessage, url: URL): Reply {
  return {
    status: response.statusCode ?? 0,
    length: lengthOf(response),
    body: read(response, url),
    drop: () => void response.resume().on("error", () => undefined),
  };
}

/** Some answer a HEAD with 0 whatever there is; and of what is packed for the way it is another length. */
function lengthOf({ headers }: IncomingMessage): number | undefined {
  if ((headers["content-encoding"] ?? "identity") !== "identity") return undefined;
  return Number(headers["content-length"] ?? 0) || undefined;
}

async function* read(response: IncomingMessage, url: URL): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response) yield chunk as Uint8Array;
  } catch (error) {
    throw new RemoteError("unavailable", `${url.host}: ${messageOf(error as Error)}`);
  }
}

/** `connect ECONNREFUSED 127.0.0.1:1` and the like; an aggregate of several addresses has no message of its own. */
function messageOf(error: Error): string {
  return error.message === "" ? ((error as NodeJS.ErrnoException).code ?? error.name) : error.message;
}
