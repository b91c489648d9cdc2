import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen, stop } from "./loopback.ts";
import { refusal } from "./together-server/error-modes.ts";
import {
  sendJson,
  type PostExchange,
  type Published,
  type RecordedPost,
  type Responder,
} from "./together-server/exchange.ts";
import { MODES, type ModeName } from "./together-server/modes.ts";
import { publishedCheck } from "./together-server/published.ts";
import { REPORTED, type ApiError } from "./together-server/reported.ts";
import { refusalOf } from "./together-server/strict.ts";
import { answerDownload, parseBody, readText } from "./together-server/transfer.ts";
import { VideoJobs, type VideoOptions } from "./together-server/videos.ts";

export type { RecordedPost, Responder } from "./together-server/exchange.ts";
export { rateLimited } from "./together-server/error-modes.ts";
export type { ModeName } from "./together-server/modes.ts";

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
  /**
   * How bodies are judged before the mode has its say. `strict`, the usual: a body outside the published interface
   * fails the test at `close`, and what the model is reported to refuse is answered with 400. `published`: the first
   * of the two only, for models that the test says something else about. `nothing`: for bodies that are wrong on purpose.
   */
  readonly bodies?: "strict" | "published" | "nothing";
  /** Names in a body that nobody has published, and that the test sends on purpose (`provider_options`). */
  readonly unpublished?: readonly string[];
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
  /** POSTs whose answer, a 200, left this server whole: what was delivered, and billed. */
  delivered(): readonly RecordedPost[];
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
  /** @throws Error when a body was outside the published interface. */
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
  const delivered: RecordedPost[] = [];
  const violations: string[] = [];
  const { bodies = "strict" } = options;
  const checkImages = publishedCheck("imageRequest", options.unpublished);
  const checkVideos = publishedCheck("videoRequest", options.unpublished);
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
      // As at Together's: its result host answers so to a client without a name.
      if ((request.headers["user-agent"] ?? "") === "") return void response.writeHead(403).end();
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
      else if (response.statusCode === 200) delivered.push(post);
      notify();
    });
    notify();
    if (options.latency !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latency));
    for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
    if (!PAID_PATHS.has(path))
      return sendJson(response, 404, { error: { message: `no such path: ${path}`, type: "not_found" } });
    if (bodies !== "nothing" && !isFromKnownClient(request)) return MODES["unauthorized"](exchangeFor(post, response));
    const refused = judge(post);
    if (refused !== undefined) return refusal(400, refused)(exchangeFor(post, response));
    const next = queue.shift() ?? (typeof mode === "object" ? mode.choose(post) : mode);
    if (path === "/v2/videos" && next === "ok") return jobs.create(post, response);
    const respond: Responder = typeof next === "function" ? next : MODES[next];
    await respond(exchangeFor(post, response));
  }

  /** What the API would say to the body, before anything else happens to it. */
  function judge({ path, body, number }: RecordedPost): ApiError | undefined {
    if (bodies === "nothing") return undefined;
    // The pages' exception: Kling takes frames in the place of a prompt.
    const image = body["frame_images"] === undefined ? body : { prompt: "", ...body };
    const [problem, ...more] = path === "/v2/videos" ? checkVideos(body) : checkImages(image);
    if (problem !== undefined) {
      violations.push(`post ${number} to ${path}: ${[problem, ...more].join("; ")}`);
      return REPORTED.schema(problem);
    }
    return bodies === "strict" ? refusalOf(body) : undefined;
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
    delivered: () => delivered,
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
      if (violations.length > 0) throw new Error(`outside the published interface:\n${violations.join("\n")}`);
    },
  };
}

/** With a key, and with a name: the API's front turns clients away that have none. */
function isFromKnownClient({ headers }: IncomingMessage): boolean {
  return /^Bearer \S+$/.test(headers.authorization ?? "") && (headers["user-agent"] ?? "") !== "";
}

const PAID_PATHS: ReadonlySet<string> = new Set(["/v1/images/generations", "/v2/videos"]);
