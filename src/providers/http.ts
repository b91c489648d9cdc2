import type { Agent, ClientRequest, RequestOptions } from "node:http";
import type { LookupFunction } from "node:net";
import { isLoopbackAddress, isLoopbackHost, isPublicAddress } from "../core/address.ts";
import type { Http, HttpAnswer } from "../core/http.ts";
import { ProviderError } from "../core/provider-error.ts";
import { parseUrl } from "./http/base-url.ts";
import { checkedLookup } from "./http/checked-lookup.ts";
import { followDownload } from "./http/download.ts";
import { exchange, type Exchange } from "./http/exchange.ts";

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
  const transports = new Map<TransportName, Promise<Transport>>();
  const transport = (name: TransportName): Promise<Transport> => {
    const known = transports.get(name) ?? openTransport(name, options);
    transports.set(name, known);
    return known;
  };
  const perform = async (
    order: Omit<Exchange, "agent" | "request" | "connectTimeout">,
    name: TransportName,
  ): Promise<HttpAnswer> => {
    const { agent, request } = await transport(name);
    const headers = { "user-agent": options.userAgent, "accept-encoding": "identity", ...order.headers };
    return exchange({ ...order, headers, agent, request, connectTimeout: options.connectTimeout ?? CONNECT_TIMEOUT });
  };
  return {
    post: async (request) => {
      const url = apiUrl(request.url);
      return perform({ ...request, url, purpose: "post" }, transportFor(url));
    },
    get: async (request) => {
      const url = apiUrl(request.url);
      return perform({ ...request, url, purpose: "get" }, transportFor(url));
    },
    download: (request) =>
      followDownload(request, (url, { guarded, timeout }) =>
        perform(
          {
            purpose: "download",
            url,
            headers: { accept: "*/*" },
            signal: request.signal,
            timeout,
            maxBytes: request.maxBytes,
          },
          guarded ? "public" : transportFor(url),
        ),
      ),
    close() {
      for (const opening of transports.values()) void opening.then(({ agent }) => agent.destroy());
      transports.clear();
    },
  };
}

const CONNECT_TIMEOUT = 15_000;

/** Idle connections are dropped after this long, before most servers do it: every reuse that meets a reset is a doubtful bill. */
const IDLE_TIMEOUT = 15_000;

type TransportName =
  /** https to the API. */
  | "secure"
  /** http to this machine. */
  | "loopback"
  /** https to wherever a result lies, public addresses only. */
  | "public";

interface Transport {
  readonly agent: Agent;
  readonly request: (options: RequestOptions) => ClientRequest;
}

async function openTransport(name: TransportName, { lookup }: HttpOptions): Promise<Transport> {
  const common = { keepAlive: true, timeout: IDLE_TIMEOUT };
  if (name === "loopback") {
    const http = await import("node:http");
    // "localhost" is a name like any other: what it resolves to decides.
    return {
      agent: new http.Agent({ ...common, lookup: checkedLookup(isLoopbackAddress, lookup) }),
      request: http.request,
    };
  }
  const https = await import("node:https");
  const resolve =
    name === "public" ? { lookup: checkedLookup(isPublicAddress, lookup) } : lookup === undefined ? {} : { lookup };
  return { agent: new https.Agent({ ...common, ...resolve }), request: https.request };
}

function transportFor(url: URL): TransportName {
  return url.protocol === "https:" ? "secure" : "loopback";
}

/** `checkBaseUrl` has spoken to the user before; this is the last line before a key goes out in clear text. */
function apiUrl(text: string): URL {
  const url = parseUrl(text);
  if (url !== undefined && (url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url)))) return url;
  throw new ProviderError("the API's base URL must be https, or http to this machine", {
    kind: "unreachable",
    code: "base-url-refused",
    billed: "no",
  });
}
