import { sendJson, type PostExchange } from "./exchange.ts";
import { makeJpeg, makePng } from "./images.ts";
import { REDIRECTED } from "./strict.ts";

export interface AnswerItem {
  index?: number;
  b64_json?: string;
  url?: string;
  type?: string | null;
}

/** A 200 in the published form: no size, no seed, no price. */
export function sendItems(exchange: PostExchange, items: readonly AnswerItem[], model?: string): void {
  sendAnswer(exchange, { object: "list", ...(model !== undefined && { model }), data: items });
}

/** A 200 with these members beside the request's id and the model, which they may replace. */
export function sendAnswer(exchange: PostExchange, members: Readonly<Record<string, unknown>>): void {
  const id = requestId(exchange);
  const asked = String(exchange.post.body["model"]);
  const model = REDIRECTED.get(asked) ?? asked;
  sendJson(exchange.response, 200, { id, model, ...members }, { "x-request-id": id });
}

/** The pictures that were asked for, as base64 or behind URLs, as `response_format` says: URLs where it says nothing. */
export async function goodItems(
  exchange: PostExchange,
  how: { readonly count?: number; readonly form?: "base64" | "url" } = {},
): Promise<AnswerItem[]> {
  const { count = numberOf(exchange, "n", 1), form = exchange.post.body["response_format"] } = how;
  const items: AnswerItem[] = [];
  for (let index = 0; index < count; index += 1) {
    const bytes = await goodImage(exchange, index);
    items.push(form === "base64" ? inlineItem(index, bytes) : { index, url: exchange.publish({ bytes }), type: "url" });
  }
  return items;
}

/** A picture of the size, the format and (in its colours) the prompt and seed asked for. */
export function goodImage({ post, pictures }: PostExchange, index = 0): Promise<Buffer> {
  const { model, prompt, seed } = post.body;
  const request = { ...askedSize(post.body), seedText: JSON.stringify([model, prompt, seed, index]) };
  return post.body["output_format"] === "png" || pictures === "png"
    ? Promise.resolve(makePng(request))
    : makeJpeg(request);
}

/** 200 with bytes in place of the picture, inline whatever was asked. */
export function sendImage(exchange: PostExchange, bytes: Buffer): void {
  sendItems(exchange, [inlineItem(0, bytes)]);
}

export function inlineItem(index: number, bytes: Buffer): AnswerItem {
  return { index, b64_json: bytes.toString("base64"), type: "b64_json" };
}

export function askedSize(body: Readonly<Record<string, unknown>>): { width: number; height: number } {
  const ratio = typeof body["aspect_ratio"] === "string" ? RATIO_SIZES[body["aspect_ratio"]] : undefined;
  const [width, height] = ratio ?? [1024, 1024];
  const side = (name: string, usual: number) => (typeof body[name] === "number" ? body[name] : usual);
  return { width: side("width", width), height: side("height", height) };
}

/** The docs' common sizes. */
const RATIO_SIZES: Readonly<Record<string, readonly [number, number]>> = {
  "1:1": [1024, 1024],
  "16:9": [1344, 768],
  "9:16": [768, 1344],
  "4:3": [1184, 864],
  "3:2": [1248, 832],
};

export function numberOf({ post }: PostExchange, name: string, usual: number): number {
  const value = post.body[name];
  return typeof value === "number" ? value : usual;
}

function requestId({ post }: PostExchange): string {
  return `request-${post.number}`;
}
