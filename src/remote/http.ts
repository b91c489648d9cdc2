import { Readable } from "node:stream";
import { sha256 as digestOf, type Sha256 } from "../core/digest.ts";
import { MOST_RECORD_BYTES, RemoteError, type Remote, type RemoteBody } from "./remote.ts";
import type { Order, Reply, Transfer } from "./transfer.ts";

/** How a kind of server names things and proves who asks. */
export interface Layout {
  readonly name: string;
  objectUrl(sha256: Sha256): URL;
  /** Undefined: records cannot be kept there. */
  recordUrl(key: Sha256): URL | undefined;
  /** Headers of one request; `payload` is the digest of its body. */
  headers(order: { method: Order["method"]; url: URL; payload: Sha256 | undefined }): Promise<Record<string, string>>;
}

/** A remote store behind GET, HEAD and PUT: WebDAV, turborepo's cache, bazel-remote, S3. */
export function createHttpRemote(layout: Layout, transfer: Transfer): Remote {
  const ask = async (order: Omit<Order, "headers">, payload?: Sha256): Promise<Reply> => {
    const { method, url } = order;
    const reply = await transfer.send({ ...order, headers: await layout.headers({ method, url, payload }) });
    if (reply.status < 300 || ABSENT.has(reply.status)) return reply;
    reply.drop();
    throw failureOf(reply.status, url);
  };
  const get = async (url: URL, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined> => {
    const reply = await ask({ method: "GET", url, signal });
    if (reply.status === 200) return reply.body;
    reply.drop();
    return undefined;
  };
  const put = async (url: URL, body: RemoteBody, options: { payload: Sha256; signal: AbortSignal }): Promise<void> => {
    const reply = await ask({ method: "PUT", url, body, signal: options.signal }, options.payload);
    reply.drop();
    if (ABSENT.has(reply.status)) throw failureOf(reply.status, url);
  };
  const recordUrl = (key: Sha256): URL => {
    const url = layout.recordUrl(key);
    if (url === undefined) throw new Error("this remote store keeps no records");
    return url;
  };
  return {
    name: layout.name,
    records: layout.recordUrl("0".repeat(64)) !== undefined,
    async has(sha256, signal, bytes) {
      const reply = await ask({ method: "HEAD", url: layout.objectUrl(sha256), signal });
      reply.drop();
      return reply.status === 200 && (bytes === undefined || reply.length === undefined || reply.length === bytes);
    },
    get: (sha256, signal) => get(layout.objectUrl(sha256), signal),
    put: (sha256, body, signal) => put(layout.objectUrl(sha256), body, { payload: sha256, signal }),
    async getRecord(key, signal) {
      const body = await get(recordUrl(key), signal);
      return body === undefined ? undefined : readText(body);
    },
    putRecord(key, text, signal) {
      const bytes = Buffer.from(text);
      const body = { bytes: bytes.length, open: () => Readable.from([bytes]) };
      return put(recordUrl(key), body, { payload: digestOf(text), signal });
    },
    close: () => transfer.close(),
  };
}

/** Not there (yet). */
const ABSENT: ReadonlySet<number> = new Set([404, 410]);

function failureOf(status: number, url: URL): RemoteError {
  if (status === 401 || status === 403)
    return new RemoteError("refused", `${url.host} answered ${status}: the token or key is not accepted`);
  const what = status === 507 || status === 413 ? ": it is full, or the file too large for it" : "";
  // A redirect is followed by nobody: what is asked for carries a token.
  const kind = status >= 500 || status === 429 || status === 408 ? "unavailable" : "refused";
  return new RemoteError(kind, `${url.host} answered ${status}${what}`);
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MOST_RECORD_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
