import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  sendJson,
  type PostExchange,
  type Published,
  type RecordedPost,
  type Responder,
} from "./together-server/exchange.ts";
import { MODES, type ModeName } from "./together-server/modes.ts";
import { VideoJobs, type VideoOptions } from "./together-server/videos.ts";

export type { RecordedPost, Responder } from "./together-server/exchange.ts";
export { rateLimited, type ModeName } from "./together-server/modes.ts";

/** A named mode, or an answer made by the test itself. */
export type Mode = ModeName | Responder;

export interface TogetherServerOptions {
  /** For every POST that no queued mode is left for; `ok` unless told otherwise. */
  readonly mode?: Mode;
  /** For the first POSTs, one each. */
  readonly queue?: readonly Mode[];
  /** Milliseconds before each answer. */
  readonly latency?: number;
  /** Sent with every answer to a POST, e.g. rate-limit headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `png` for tests that should not load an encoder; else JPEG unless the request says `png`, as the API does. */
  readonly pictures?: "as-asked" | "png";
}

export interface TogetherServer {
  /** Base URL of the API, with `/v1`. */
  readonly url: string;
  readonly origin: string;
  /** Another server on this machine: nothing may ever reach it. */
  readonly privateOrigin: string;
  posts(): readonly RecordedPost[];
  /** POSTs that arrived: what may have been billed. */
  calls(): number;
  downloads(): number;
  /** GETs of a job's state. */
  polls(): number;
  authOnDownload(): number;
  privateHits(): number;
  authOnPrivate(): number;
  maxInFlight(): number;
  /** TCP connections that were opened. */
  connections(): number;
  /** POSTs whose client left before the answer was complete. */
  abandoned(): number;
  /** Replaces the mode; a function decides for each POST. */
  setMode(mode: Mode | { readonly choose: (post: RecordedPost) => Mode }): void;
  enqueue(...modes: readonly Mode[]): void;
  setVideos(options: VideoOptions): void;
  /** Lets the held POSTs go on. */
  release(): void;
  /** Resolves when that many POSTs have arrived. */
  arrived(count: number): Promise<void>;
  /** Resolves when no POST is being answered. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** A Together that counts, answers with real pictures, and fails on demand. Listens on 127.0.0.1 only. */
export async function startTogetherServer(options: TogetherServerOptions = {}): Promise<TogetherServer> {
  const counts = {
    downloads: 0,
    polls: 0,
    authOnDownload: 0,
    privateHits: 0,
    authOnPrivate: 0,
    inFlight: 0,
    maxInFlight: 0,
    connections: 0,
    abandoned: 0,
  };
  const posts: RecordedPost[] = [];
  const results = new Map<string, { result: Published; gets: number }>();
  const queue: Mode[] = [...(options.queue ?? [])];
  let mode: Mode | { readonly choose: (post: RecordedPost) => Mode } = options.mode ?? "ok";
  let waiting: { done: () => boolean; resolve: () => void }[] = [];
  let held: (() => void)[] = [];

  const server = createServer((request, response) => void route(request, response));
  const hidden = createServer((request, response) => {
    counts.privateHits += 1;
    if (request.headers.authorization !== undefined) counts.authOnPrivate += 1;
    response.end("internal");
  });
  server.on("connection", () => {
    counts.connections += 1;
  });
  const [origin, privateOrigin] = [await listen(server), await listen(hidden)];
  const publish = (result: Published): string => {
    const path = `/results/${results.size}`;
    results.set(path, { result, gets: 0 });
    return `${origin}${path}?signature=secret`;
  };
  const jobs = new VideoJobs(publish);

  const notify = (): void => {
    for (const waiter of waiting) if (waiter.done()) waiter.resolve();
    waiting = waiting.filter((waiter) => !waiter.done());
  };
  const until = (done: () => boolean): Promise<void> =>
    done() ? Promise.resolve() : new Promise((resolve) => waiting.push({ done, resolve }));

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (request.method === "POST") return answerPost(path, request, response);
    const published = results.get(path);
    if (published !== undefined) {
      counts.downloads += 1;
      if (request.headers.authorization !== undefined) counts.authOnDownload += 1;
      published.gets += 1;
      return answerDownload(published, response);
    }
    if (path.startsWith("/v2/videos/")) {
      counts.polls += 1;
      return jobs.answer(path.slice("/v2/videos/".length), response);
    }
    if (path === "/v1/models")
      return sendJson(response, 200, [{ id: "black-forest-labs/FLUX.1-schnell", type: "image" }]);
    sendJson(response, 404, { error: { message: "no such path", type: "not_found" } });
  }

  async function answerPost(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    if (text === undefined) return;
    const post: RecordedPost = { path, headers: request.headers, body: parseBody(text), text, number: posts.length };
    posts.push(post);
    counts.inFlight += 1;
    counts.maxInFlight = Math.max(counts.maxInFlight, counts.inFlight);
    response.on("close", () => {
      counts.inFlight -= 1;
      if (!response.writableFinished) counts.abandoned += 1;
      notify();
    });
    notify();
    if (options.latency !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latency));
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    if (!PAID_PATHS.has(path))
      return sendJson(response, 404, { error: { message: `no such path: ${path}`, type: "not_found" } });
    const next = queue.shift() ?? (typeof mode === "object" ? mode.choose(post) : mode);
    if (path === "/v2/videos" && next === "ok") return jobs.create(post, response);
    const respond: Responder = typeof next === "function" ? next : MODES[next];
    await respond(exchangeFor(post, response));
  }

  function exchangeFor(post: RecordedPost, response: ServerResponse): PostExchange {
    const untilReleased = () =>
      new Promise<void>((resolve) => {
        held.push(resolve);
        response.on("close", resolve);
      });
    return {
      post,
      response,
      origin,
      privateOrigin,
      pictures: options.pictures ?? "as-asked",
      publish,
      held: untilReleased,
    };
  }

  return {
    url: `${origin}/v1`,
    origin,
    privateOrigin,
    posts: () => posts,
    calls: () => posts.length,
    downloads: () => counts.downloads,
    polls: () => counts.polls,
    authOnDownload: () => counts.authOnDownload,
    privateHits: () => counts.privateHits,
    authOnPrivate: () => counts.authOnPrivate,
    maxInFlight: () => counts.maxInFlight,
    connections: () => counts.connections,
    abandoned: () => counts.abandoned,
    setMode(next) {
      mode = next;
    },
    enqueue: (...modes) => void queue.push(...modes),
    setVideos(videos) {
      jobs.options = videos;
    },
    release() {
      for (const resolve of held) resolve();
      held = [];
    },
    arrived: (count) => until(() => posts.length >= count),
    idle: () => until(() => counts.inFlight === 0),
    async close() {
      await Promise.all([stop(server), stop(hidden)]);
    },
  };
}

const PAID_PATHS: ReadonlySet<string> = new Set(["/v1/images/generations", "/v2/videos"]);

function answerDownload({ result, gets }: { result: Published; gets: number }, response: ServerResponse): void {
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

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The client left while it was still sending: nothing arrived that could be billed.
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseBody(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
