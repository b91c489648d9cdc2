import type { LookupFunction } from "node:net";
import type { Http } from "../core/http.ts";
import { lazily } from "../core/lazily.ts";

export { checkBaseUrl } from "./http/base-url.ts";
export { checkKey } from "./http/key.ts";

export interface HttpOptions {
  /** Sent with every request: Together's front refuses an empty one, and its result host answers it with 403. */
  readonly userAgent: string;
  /** Milliseconds until a connection stands, name lookup and TLS included; 15 000 unless told otherwise. */
  readonly connectTimeout?: number;
  /** Looks names up instead of the system. */
  readonly lookup?: LookupFunction;
}

/**
 * HTTP for providers, on node:http(s) with connections kept alive: the global `fetch` costs 19 ms when first touched,
 * follows redirects with the prompt in hand and shows headers in its errors. Nothing is loaded or opened before the
 * first request. Every rejection is a `ProviderError`; none of them holds a request, a header or a cause.
 */
export function createHttp(options: HttpOptions): Http & { close(): void } {
  let isOpen = false;
  const client = lazily(async () => {
    const { createClient } = await import("./http/client.ts");
    isOpen = true;
    return createClient(options);
  });
  return {
    post: async (request) => (await client()).post(request),
    get: async (request) => (await client()).get(request),
    download: async (request) => (await client()).download(request),
    close() {
      if (isOpen) void client().then((opened) => opened.close());
    },
  };
}
