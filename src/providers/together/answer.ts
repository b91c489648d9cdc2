import type { HttpAnswer } from "../../core/http.ts";
import { isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import { ProviderError } from "../../core/provider-error.ts";
import { decodeBase64 } from "./base64.ts";
import { cleanText } from "./clean.ts";
import { requestIdOf } from "./failure.ts";

/** What a 200 brought: pictures in hand, and pictures to fetch. Both sorted by index, no index twice. */
export interface Results {
  readonly images: readonly { readonly index: number; readonly bytes: Uint8Array }[];
  readonly urls: readonly { readonly index: number; readonly url: string }[];
  readonly model?: string;
  readonly requestId?: string;
  readonly warnings: readonly string[];
}

/**
 * Reads the answer to a paid request. Leniently in shape, as the documented samples differ from the specification
 * (`type` may be null, `object` missing, a URL may come where base64 was asked for); strictly in content. As long as
 * one picture is good, it is kept: it was paid for.
 */
export function readResults(answer: HttpAnswer, key: string): Results {
  const body = readJson(answer, key);
  const requestId = requestIdOf(answer, body);
  const items = Array.isArray(body["data"]) ? (body["data"] as readonly Json[]) : [];
  const images = new Map<number, Uint8Array>();
  const urls = new Map<number, string>();
  const warnings: string[] = [];
  let damaged = 0;
  for (const [position, item] of items.entries()) {
    if (!isJsonObject(item)) continue;
    const index = indexOf(item, position);
    if (images.has(index) || urls.has(index)) {
      warnings.push(`the answer holds image ${index} twice; the second was dropped`);
      continue;
    }
    const { b64_json: text, url } = item;
    const bytes = typeof text === "string" ? decodeBase64(text) : undefined;
    if (bytes !== undefined) images.set(index, bytes);
    else if (typeof url === "string" && url !== "") urls.set(index, url);
    else if (typeof text === "string") {
      damaged += 1;
      warnings.push(`image ${index} is not valid base64; it was dropped`);
    } else warnings.push(`image ${index} of the answer is empty; it was dropped`);
  }
  if (images.size + urls.size === 0) throw nothingIn(body, { damaged, key, requestId, status: answer.status });
  const model = body["model"];
  return {
    images: [...images].map(([index, bytes]) => ({ index, bytes })).sort(byIndex),
    urls: [...urls].map(([index, url]) => ({ index, url })).sort(byIndex),
    ...(typeof model === "string" && model !== "" && { model: cleanText(model, key, 200) }),
    ...(requestId !== undefined && { requestId }),
    warnings,
  };
}

/** The body as an object. A web page is a proxy's doing and would come again; broken JSON may be an accident. */
export function readJson(answer: HttpAnswer, key: string): JsonObject {
  const text = Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.byteLength).toString("utf8");
  const common = { status: answer.status, requestId: requestIdOf(answer) };
  if (/^\s*</.test(text)) {
    throw new ProviderError("got a web page, not JSON: proxy or captive portal?", {
      ...common,
      kind: "unusable",
      code: "html-answer",
      billed: "yes",
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const start = cleanText(text, key, 80);
    const message = start === "" ? "the answer is empty" : `the answer is not valid JSON; it begins: ${start}`;
    throw new ProviderError(message, { ...common, kind: "ambiguous", code: "broken-json", billed: "maybe" });
  }
  if (isJsonObject(value)) return value;
  throw new ProviderError("the answer is JSON, but not an object", {
    ...common,
    kind: "ambiguous",
    code: "broken-json",
    billed: "maybe",
  });
}

interface Nothing {
  readonly damaged: number;
  readonly key: string;
  readonly requestId: string | undefined;
  readonly status: number;
}

function nothingIn(body: JsonObject, { damaged, key, requestId, status }: Nothing): ProviderError {
  const common = { kind: "ambiguous", billed: "maybe", requestId, status } as const;
  if (damaged > 0)
    return new ProviderError("the answer's image is not valid base64", { ...common, code: "bad-base64" });
  const start = cleanText(JSON.stringify(body).slice(0, 400), key, 80);
  return new ProviderError(`the answer holds no image; it begins: ${start}`, { ...common, code: "no-data" });
}

function indexOf(item: JsonObject, position: number): number {
  const { index } = item;
  return typeof index === "number" && Number.isSafeInteger(index) && index >= 0 ? index : position;
}

function byIndex(left: { readonly index: number }, right: { readonly index: number }): number {
  return left.index - right.index;
}
