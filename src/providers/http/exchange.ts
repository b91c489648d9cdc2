import { setMaxListeners } from "node:events";
import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import type { Socket } from "node:net";
import type { HttpAnswer } from "../../core/http.ts";
import type { ProviderError } from "../../core/provider-error.ts";
import { decodeBody } from "./decode.ts";
import {
  aborted,
  connectTimeout,
  deadlineFailure,
  networkFailure,
  tooLarge,
  type Progress,
  type Purpose,
} from "./failure.ts";

export interface Exchange {
  readonly purpose: Purpose;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Present for a POST. */
  readonly body?: string;
  readonly agent: Agent;
  readonly request: (options: RequestOptions) => ClientRequest;
  readonly signal: AbortSignal;
  /** Milliseconds until the last byte of the body. */
  readonly timeout: number;
  /** Milliseconds until the connection stands, TLS included. */
  readonly connectTimeout: number;
  readonly maxBytes: number;
}

/**
 * One request and its whole answer, or a classified `ProviderError`. Follows nothing and repeats nothing.
 *
 * A kept-alive connection that the server closes just as it is used again shows as a reset before any byte of the
 * answer. Most clients quietly repeat such a request. A paid one must not be: the request had been handed to the
 * kernel, and whether the server read it before the reset cannot be known here. So it counts as sent. Only on a new
 * connection there is a moment before which nothing can have left: until TCP, and TLS over it, stand.
 *
 * With a status of 400 or more the status alone decides, so whatever of the body arrived is the body.
 */
export function exchange(order: Exchange): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    const state: Mutable<Progress> = {
      purpose: order.purpose,
      host: order.url.host,
      tls: order.url.protocol === "https:",
      connected: false,
      sent: false,
      received: 0,
      expected: undefined,
    };
    let response: IncomingMessage | undefined;
    let settled = false;

    if (order.signal.aborted) return reject(aborted(state));
    const request = order.request(requestOptions(order));
    const deadline = setTimeout(() => stop(deadlineFailure(order.timeout, state)), order.timeout);
    const connecting = setTimeout(() => {
      if (!state.sent) stop(connectTimeout(order.connectTimeout, state));
    }, order.connectTimeout);
    const onAbort = () => stop(aborted(state), "even an error answer");

    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(deadline);
      clearTimeout(connecting);
      order.signal.removeEventListener("abort", onAbort);
      return true;
    };
    /** Gives up: the connection is dropped, never returned to the pool with half an answer on it. */
    const stop = (failure: ProviderError, force?: "even an error answer"): void => {
      if (!settle()) return;
      request.destroy();
      if (force === undefined && response !== undefined && isErrorStatus(response)) resolve(answerOf(response, chunks));
      else reject(failure);
    };

    request.on("socket", (socket) => trackConnection(socket, { reused: request.reusedSocket, tls: state.tls }, state));
    request.on("error", (error) => stop(networkFailure(error, state)));
    request.on("response", (incoming) => {
      response = incoming;
      state.expected = contentLength(incoming);
      const cap = isErrorStatus(incoming) ? Math.min(order.maxBytes, ERROR_BODY_BYTES) : order.maxBytes;
      if (state.expected !== undefined && state.expected > cap) return stop(tooLarge(order.maxBytes, order.purpose));
      incoming.on("data", (chunk: Uint8Array) => {
        state.received += chunk.length;
        if (state.received > cap) return stop(tooLarge(order.maxBytes, order.purpose));
        chunks.push(chunk);
      });
      incoming.on("error", (error) => stop(networkFailure(error, state)));
      incoming.on("end", () => {
        if (!settle()) return;
        decodeBody(answerOf(incoming, chunks), order.maxBytes, state).then(resolve, reject);
      });
    });

    // One signal serves all calls in flight, and there may be more of them than the ten that Node takes for a leak.
    setMaxListeners(0, order.signal);
    order.signal.addEventListener("abort", onAbort, { once: true });
    request.end(order.body);
  });
}

/** Enough for any message worth reading. */
const ERROR_BODY_BYTES = 256 * 1024;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function requestOptions({ url, headers, body, agent }: Exchange): RequestOptions {
  return {
    method: body === undefined ? "GET" : "POST",
    // Only these parts: a user name in the URL would become an Authorization header.
    protocol: url.protocol,
    hostname: url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname,
    port: url.port,
    path: url.pathname + url.search,
    agent,
    // The agent's timeout is for idle connections; without this it would also count while an answer is awaited.
    timeout: 0,
    headers: body === undefined ? headers : { ...headers, "content-length": String(Buffer.byteLength(body)) },
  };
}

function trackConnection(
  socket: Socket,
  { reused, tls }: { reused: boolean; tls: boolean },
  state: Mutable<Progress>,
): void {
  if (reused) {
    state.connected = true;
    state.sent = true;
    return;
  }
  // A name may have been refused before this event: such a socket is not connecting any more, and never was connected.
  if (!socket.connecting && socket.destroyed) return;
  socket.once("connect", () => {
    state.connected = true;
    if (!tls) state.sent = true;
  });
  if (tls) {
    socket.once("secureConnect", () => {
      state.sent = true;
    });
  }
}

function isErrorStatus(response: IncomingMessage): boolean {
  return (response.statusCode ?? 0) >= 400;
}

function contentLength(response: IncomingMessage): number | undefined {
  const text = response.headers["content-length"];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function answerOf(response: IncomingMessage, chunks: readonly Uint8Array[]): HttpAnswer {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(response.headers)) {
    // A cookie is a credential of sorts and of no use here.
    if (value !== undefined && name !== "set-cookie")
      headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) };
}
