import type { HttpAnswer } from "../../core/http.ts";
import { isJsonObject, parseJsonObject, type JsonObject } from "../../core/json.ts";
import { ProviderError, type FailureKind } from "../../core/provider-error.ts";
import { cleanText } from "./clean.ts";
import { parseRetryAfter } from "./retry-after.ts";

export interface FailureContext {
  /** To take it out of whatever the server says. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Could the request have asked to leave the safety checker out, and did not? */
  readonly checkerOptional?: boolean;
}

/** An answer that is no success, classified by status first and by what the body says second. */
export function answerFailure(answer: HttpAnswer, context: FailureContext): ProviderError {
  const said = readError(answer, context.key);
  const verdict = judge(answer, said, context);
  return new ProviderError(said.message === "" ? `HTTP ${answer.status}` : `HTTP ${answer.status}: ${said.message}`, {
    kind: verdict.kind,
    code: verdict.code ?? `http-${answer.status}`,
    billed: verdict.kind === "ambiguous" ? "maybe" : "no",
    status: answer.status,
    retryAfter: verdict.kind === "rate-limited" ? parseRetryAfter(answer.headers, context.now) : undefined,
    parameter: verdict.kind === "invalid-request" ? said.parameter : undefined,
    requestId: said.requestId,
    hint: hintFor(verdict, said.requestId),
    concerns: verdict.concerns,
  });
}

/** Where only Together can find out what went wrong, with what its support asks for. */
function hintFor({ kind, hint }: Verdict, requestId: string | undefined): string | undefined {
  return kind === "server" && hint !== undefined && requestId !== undefined
    ? `${hint}; its support finds this one as ${requestId}`
    : hint;
}

/** The id under which support can find the request. */
export function requestIdOf(answer: HttpAnswer, body?: JsonObject): string | undefined {
  const id = body?.["id"];
  const found = answer.headers["x-request-id"] ?? (typeof id === "string" ? id : answer.headers["cf-ray"]);
  return found === undefined || found === "" ? undefined : cleanText(found, "", 128);
}

interface Verdict {
  readonly kind: FailureKind;
  readonly code?: string;
  readonly hint?: string;
  readonly concerns?: "model";
}

interface Said {
  /** Cleaned; empty when the body says nothing a person could use. */
  readonly message: string;
  /** Code, type and message in lower case, to look for words in. */
  readonly words: string;
  readonly parameter: string | undefined;
  readonly requestId: string | undefined;
}

function judge({ status, headers }: HttpAnswer, said: Said, { checkerOptional }: FailureContext): Verdict {
  switch (status) {
    case 401:
      return { kind: "unauthorized", hint: "check TOGETHER_API_KEY: the key is wrong or withdrawn" };
    case 402:
      return { kind: "no-credit", hint: "add credit, then run again: what is built is kept" };
    case 403:
      return judgeForbidden(said);
    case 408:
    case 504:
    case 524:
      return {
        kind: "ambiguous",
        hint: "it took too long on the way; the account's usage page shows if it was billed",
      };
    case 409:
      // Undocumented for images; Together's own client tries it again.
      return { kind: "server", hint: SERVER_HINT };
    case 429:
      return {
        kind: "rate-limited",
        hint: "too much at a time for this account: run again later, or with fewer --jobs",
      };
    case 503:
    case 529:
      return { kind: "rate-limited", hint: "the model is overloaded: run again in a minute, what is built is kept" };
    case 422:
      // The safety checker's status (images page); validation uses it too, and then names a parameter.
      if (said.parameter !== undefined && !MODERATION.test(said.words)) return invalidParameter(said);
      return { kind: "refused", code: "safety", hint: safetyHint(checkerOptional ?? false) };
    default:
  }
  if (status >= 500) return { kind: "server", hint: status >= 520 ? FRONT_HINT : SERVER_HINT };
  if (status >= 300 && status < 400) {
    const where = redirectHost(headers["location"]);
    return {
      kind: "invalid-request",
      code: "redirect",
      hint: `a redirect${where} is not followed with a key; check the base URL`,
    };
  }
  if (MODERATION.test(said.words)) {
    // The makers of partner models judge for themselves, also where Together's own checker is switched off.
    return { kind: "refused", code: "content-policy", hint: POLICY_HINT };
  }
  if (/non-serverless|dedicated endpoint|model_not_available|model not found/.test(said.words)) {
    return {
      kind: "invalid-request",
      code: "model-unavailable",
      hint: "the model may be retired; `imagegen models` lists what is known",
    };
  }
  if (status === 404) return { kind: "invalid-request", hint: "wrong model id or base URL; ids are case-sensitive" };
  if (status === 405) return { kind: "invalid-request", hint: "check the base URL" };
  if (status === 413)
    return { kind: "invalid-request", hint: "reference images travel inside the request: use fewer or smaller ones" };
  return invalidParameter(said);
}

/** The API looks no further than the first problem, so one is named at a time; a refused request costs nothing. */
function invalidParameter({ words, parameter }: Said): Verdict {
  const kind = "invalid-request";
  if (/unused keys/.test(words)) return { kind, hint: "this LoRA was made for another base model" };
  if (/supported values are/.test(words)) return { kind, hint: "set one of the sizes that it names" };
  if (parameter === undefined) return { kind };
  return UNSUPPORTED.test(words)
    ? { kind, hint: `leave ${parameter} out, or choose a model that takes it` }
    : { kind, hint: `correct ${parameter}` };
}

const UNSUPPORTED = /unsupported|not supported|not recognized/;
const SERVER_HINT = "a failure on Together's side: run again later";
const FRONT_HINT = "Together's front could not reach its server: run again later";

const MODERATION = /content_policy|moderated|nsfw|safety checker/;
const UNTIL_CHANGED = "nothing is asked again until the request changes";
const POLICY_HINT = `the model's maker refused it; change the prompt: ${UNTIL_CHANGED}`;

function safetyHint(checkerOptional: boolean): string {
  const way = checkerOptional ? "change it, or set disable_safety_checker" : "change it";
  return `the safety checker refused the prompt; ${way}: ${UNTIL_CHANGED}`;
}

function judgeForbidden({ words }: Said): Verdict {
  if (words.includes("third_party_data_sharing_blocked")) {
    return {
      kind: "unauthorized",
      code: "third-party-data-sharing",
      // Partners' models alone are blocked by that setting; the key is good, and Together's own models answer.
      concerns: "model",
      hint: "another company hosts this model: allow third-party data sharing in the organisation's privacy settings",
    };
  }
  // Documented for 403, of all things: it is about the request, and the next one may be fine.
  if (/context length|too long/.test(words)) return { kind: "invalid-request", hint: "shorten the prompt" };
  const hint =
    words === "" ? "something on the way refused it: a proxy, a firewall?" : "the key may not use this model";
  return { kind: "unauthorized", hint };
}

function readError(answer: HttpAnswer, key: string): Said {
  const text = Buffer.from(
    answer.body.buffer,
    answer.body.byteOffset,
    Math.min(answer.body.byteLength, READ_BYTES),
  ).toString("utf8");
  const requestId = requestIdOf(answer);
  if (/^\s*</.test(text))
    return { message: "from a gateway, with a web page for a reason", words: "", parameter: undefined, requestId };
  const body = parseJsonObject(text);
  if (body === undefined)
    return { message: cleanText(text, key, 200), words: text.toLowerCase(), parameter: undefined, requestId };
  const error = isJsonObject(body["error"]) ? body["error"] : body;
  const raw =
    [error["message"], body["message"], body["error"], body["detail"]].find((value) => typeof value === "string") ?? "";
  const words = [error["code"], error["type"], raw].filter((value) => typeof value === "string").join(" ");
  return {
    message: cleanText(raw, key),
    words: words.toLowerCase(),
    parameter: parameterName(error["param"]) ?? blamedParameter(raw),
    requestId: requestIdOf(answer, body),
  };
}

/** Enough for any error; more is not looked at. */
const READ_BYTES = 64 * 1024;

function parameterName(value: unknown): string | undefined {
  return typeof value === "string" && /^\w{1,64}$/.test(value) ? value : undefined;
}

/** The refusals that third parties quote carry no `param`, but name it in quotes or by habit. */
function blamedParameter(message: string): string | undefined {
  const quoted = /['"]+([a-z_]{1,40})['"]+/.exec(message)?.[1];
  if (quoted !== undefined && /parameter|unsupported|not recognized|not supported/i.test(message)) return quoted;
  if (/^seed must/i.test(message)) return "seed";
  if (/width\/height|dimensions/i.test(message)) return "width";
  return undefined;
}

function redirectHost(location: string | undefined): string {
  return location !== undefined && URL.canParse(location) ? ` to ${new URL(location).host}` : "";
}
