import { isLoopbackHost } from "../core/address.ts";
import type { Sha256 } from "../core/digest.ts";
import { createHttpRemote, type Layout } from "./http.ts";
import type { Remote } from "./remote.ts";
import { s3Layout } from "./s3.ts";
import { openTransfer } from "./transfer.ts";

/** Requests to a remote store at a time. */
export const CONNECTIONS = 16;

export interface RemoteOptions {
  /**
   * `https://host/cas/{sha256}` (any server with GET, HEAD and PUT) or `s3://bucket/prefix`. From the user's
   * environment or command line, never from the manifest: it decides where a token is sent.
   */
  readonly address: string;
  /** Reads one variable of the user's environment. */
  environment(name: string): string | undefined;
}

/** Milliseconds without a byte until the remote counts as dead; a test has no 20 s. */
const IDLE_VARIABLE = "IMAGEGEN_REMOTE_TIMEOUT";

/**
 * Opens a remote store; connects to nothing yet.
 * @throws Error with a message for a person when the address or the credentials are not usable
 */
export function openRemote(options: RemoteOptions): Remote {
  const { address, environment } = options;
  const layout = address.startsWith("s3:") ? readS3(address, environment) : readTemplate(address, environment);
  const seconds = Number(environment(IDLE_VARIABLE) ?? "");
  const idle = seconds > 0 ? { idle: seconds * 1000 } : {};
  return createHttpRemote(layout, openTransfer({ connections: CONNECTIONS, ...idle }));
}

type Environment = RemoteOptions["environment"];

function readTemplate(address: string, environment: Environment): Layout {
  if (!address.includes("{sha256}"))
    throw new Error(`${withoutSecrets(address)} lacks {sha256}, where the digest goes`);
  const records = environment("IMAGEGEN_REMOTE_RECORDS");
  if (records !== undefined && !records.includes("{key}"))
    throw new Error("IMAGEGEN_REMOTE_RECORDS lacks {key}, where the generation key goes");
  const example = readUrl(address.replaceAll("{sha256}", "0"));
  if (records !== undefined) readUrl(records.replaceAll("{key}", "0"));
  const headers = readHeaders(environment);
  return {
    name: example.host,
    objectUrl: (digest: Sha256) => new URL(address.replaceAll("{sha256}", digest)),
    recordUrl: (key: Sha256) => (records === undefined ? undefined : new URL(records.replaceAll("{key}", key))),
    headers: () => Promise.resolve({ ...headers }),
  };
}

/** A token is worth stealing: plain http only to this machine. */
function readUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw new Error(`${withoutSecrets(address)} is not a URL`);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopbackHost(url)))
    throw new Error(`${url.host} must be reached by https (http only to this machine)`);
  if (url.username !== "" || url.password !== "")
    throw new Error(
      `${url.host}: a user name or password in the address; use IMAGEGEN_REMOTE_TOKEN or IMAGEGEN_REMOTE_HEADERS`,
    );
  return url;
}

/** `IMAGEGEN_REMOTE_TOKEN`, and `IMAGEGEN_REMOTE_HEADERS` with a `Name: value` a line. */
function readHeaders(environment: Environment): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const token = environment("IMAGEGEN_REMOTE_TOKEN")?.trim();
  if (token !== undefined && token !== "") headers["authorization"] = `Bearer ${token}`;
  for (const line of (environment("IMAGEGEN_REMOTE_HEADERS") ?? "").split("\n")) {
    if (line.trim() === "") continue;
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x20-\x7e]*)$/.exec(line.trim()) ?? [];
    if (name === undefined || value === undefined)
      throw new Error("IMAGEGEN_REMOTE_HEADERS: a line that is no `Name: value`");
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

function readS3(address: string, environment: Environment): Layout {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.hostname))
    throw new Error(`${withoutSecrets(address)} is not s3://bucket/prefix`);
  const accessKeyId = environment("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment("AWS_SECRET_ACCESS_KEY");
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new Error("an s3: address needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  const own = environment("AWS_ENDPOINT_URL_S3") ?? environment("AWS_ENDPOINT_URL");
  const endpoint = own === undefined || own === "" ? undefined : readUrl(own);
  const style = environment("IMAGEGEN_REMOTE_S3_STYLE");
  const place = {
    bucket: url.hostname,
    prefix: decodeURIComponent(url.pathname).replaceAll(/^\/+|\/+$/g, ""),
    region: environment("AWS_REGION") ?? environment("AWS_DEFAULT_REGION") ?? "us-east-1",
    endpoint,
    // What most servers other than Amazon's understand.
    pathStyle: style === undefined ? endpoint !== undefined : style === "path",
  };
  return s3Layout(place, { accessKeyId, secretAccessKey, sessionToken: environment("AWS_SESSION_TOKEN") });
}

/** An address as it may be shown: a signed query or a password is nobody's business. */
function withoutSecrets(address: string): string {
  return address.replace(/\?.*$/s, "?…").replace(/\/\/[^/@]*@/, "//…@");
}
