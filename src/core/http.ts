/** HTTP as providers see it: bounded in time and bytes, no redirects for POST, no private addresses for downloads. */
export interface Http {
  /** One JSON POST to the API. A 3xx is an answer like any other; nothing is followed. */
  post(request: HttpPost): Promise<HttpAnswer>;
  /** One GET of the API (a job's state), with the key; redirects are not followed. */
  get(request: HttpGet): Promise<HttpAnswer>;
  /** Fetches a result: https only (or the API's own origin), every hop's address checked at connect time, no key. */
  download(request: HttpDownload): Promise<HttpAnswer>;
}

export interface HttpGet {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds until the last byte of the body. */
  readonly timeout: number;
  /** Bytes, after decompression. */
  readonly maxBytes: number;
}

export interface HttpPost extends HttpGet {
  readonly body: string;
}

export interface HttpDownload extends Omit<HttpGet, "headers"> {
  /** Origin that may be fetched although it is http or private: the API's own. Undefined: none. */
  readonly apiOrigin: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
