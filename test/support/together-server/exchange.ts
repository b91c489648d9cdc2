import type { ServerResponse } from "node:http";

/** A POST as it arrived. */
export interface RecordedPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed body; an empty object when it was no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The body, byte for byte. */
  readonly text: string;
  /** 0 for the first POST of this server. */
  readonly number: number;
}

/** What a mode has to answer with. */
export interface PostExchange {
  readonly post: RecordedPost;
  readonly response: ServerResponse;
  /** `http://127.0.0.1:port`, without a path. */
  readonly origin: string;
  /** Another server on this machine that nobody should ever reach. */
  readonly privateOrigin: string;
  /** Whether pictures are always PNG, or JPEG where the request does not say `png`. */
  readonly pictures: "as-asked" | "png";
  /** Puts bytes (or a failure) behind a URL of this server. */
  publish(result: Published): string;
  /** Resolves when the test says `release`, or the client has given up. */
  held(): Promise<void>;
}

export interface Published {
  readonly bytes?: Buffer;
  /** Answered first, one per GET; then the bytes. */
  readonly failures?: readonly number[];
  /** Answered for ever. */
  readonly status?: number;
  /** Redirects there instead. */
  readonly location?: string;
  /** Never answers, once the failures are over. */
  readonly hangs?: true;
  /** Drops the connection that often, in the middle of the body. */
  readonly resets?: number;
}

export type Responder = (exchange: PostExchange) => void | Promise<void>;

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  send(response, status, JSON.stringify(body), { "content-type": "application/json", ...headers });
}

export function sendHtml(response: ServerResponse, status: number): void {
  const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body><center>cloudflare</center></body></html>`;
  send(response, status, page, { "content-type": "text/html" });
}

export function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { ...headers, "content-length": String(Buffer.byteLength(body)) });
  response.end(body);
}
