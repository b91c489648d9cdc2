import { gzipSync } from "node:zlib";
import { askedSize, goodImage, goodItems, inlineItem, sendAnswer, sendImage, sendItems } from "./answers.ts";
import { ERROR_MODES } from "./error-modes.ts";
import { send, sendHtml, sendJson, type PostExchange, type Published, type Responder } from "./exchange.ts";
import { damage, makeAnimatedGif, makeBlankPng, makeHugePng, makeJpeg, makePng, makeSvg, makeWebp } from "./images.ts";

/** Everything that a server can do to its client, by name. */
export const MODES = {
  ok: async (exchange) => sendItems(exchange, await goodItems(exchange)),

  ...ERROR_MODES,

  // connection (F7..F12)
  "reset-before": ({ response }) => {
    response.socket?.resetAndDestroy();
  },
  "reset-mid-body": ({ response }) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write("x".repeat(400), () => response.socket?.destroy());
  },
  "close-mid-headers": ({ response }) => {
    response.socket?.end("HTTP/1.1 200 OK\r\ncontent-ty");
  },
  "not-http": ({ response }) => {
    response.socket?.end("220 mail.example ready\r\n");
  },
  hold: async (exchange) => {
    await exchange.held();
    if (!exchange.response.destroyed) sendItems(exchange, await goodItems(exchange));
  },
  silent: (exchange) => exchange.held(),
  "slow-loris": ({ response }) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000000" });
    const drip = setInterval(() => response.write(" "), 5);
    response.on("close", () => clearInterval(drip));
  },
  endless: ({ response }) => {
    response.writeHead(200, { "content-type": "application/json" });
    const block = Buffer.alloc(64 * 1024, 0x20);
    const pour = () => {
      while (!response.destroyed && response.write(block));
    };
    response.on("drain", pour);
    pour();
  },
  "declared-huge": ({ response }) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": String(10 ** 12) });
    response.write("{");
  },
  "gzip-bomb": ({ response }) => {
    // Members of one mebibyte each; a reader unpacks them as one stream.
    const member = gzipSync(Buffer.alloc(1024 * 1024));
    send(response, 200, Buffer.concat(Array.from({ length: 80 }, () => member)), { "content-encoding": "gzip" });
  },
  "gzip-good": async (exchange) => {
    const body = gzipSync(JSON.stringify({ id: "gz", data: await goodItems(exchange) }));
    send(exchange.response, 200, body, { "content-encoding": "gzip", "content-type": "application/json" });
  },
  "gzip-damaged": ({ response }) =>
    send(response, 200, damage(gzipSync("x".repeat(1000))), { "content-encoding": "gzip" }),
  "gzip-chain": ({ response }) => send(response, 200, gzipSync(gzipSync("{}")), { "content-encoding": "gzip, gzip" }),

  // answers that are none (F13, F14, F17)
  "html-200": ({ response }) => sendHtml(response, 200),
  "broken-json": ({ response }) =>
    send(response, 200, '{"data": [{"b64_json": "iVBOR', { "content-type": "application/json" }),
  "empty-body": ({ response }) => send(response, 200, "", {}),
  "empty-data": (exchange) => sendItems(exchange, []),
  "no-data": ({ response }) => sendJson(response, 200, { id: "nothing" }),
  "json-array": ({ response }) => sendJson(response, 200, []),
  "bad-base64": async (exchange) => {
    const text = (await goodImage(exchange)).toString("base64");
    sendItems(exchange, [{ index: 0, b64_json: `${text.slice(0, 40)}!!*?${text.slice(44)}` }]);
  },
  "cut-base64": async (exchange) =>
    sendItems(exchange, [{ index: 0, b64_json: (await goodImage(exchange)).toString("base64").slice(0, -3) }]),
  "one-bad-base64": async (exchange) => {
    const items = await goodItems(exchange);
    sendItems(exchange, [...items.slice(0, -1), { index: items.length - 1, b64_json: "@@@@" }]);
  },

  // how many, and in which order (F15, F16)
  fewer: async (exchange) => sendItems(exchange, (await goodItems(exchange)).slice(0, -1)),
  more: async (exchange) => sendItems(exchange, await goodItems(exchange, { count: 4 })),
  reversed: async (exchange) => sendItems(exchange, (await goodItems(exchange)).reverse()),
  duplicate: async (exchange) =>
    sendItems(
      exchange,
      (await goodItems(exchange)).flatMap((item) => [item, item]),
    ),
  "no-index": async (exchange) =>
    sendItems(
      exchange,
      (await goodItems(exchange)).map(({ index: _index, ...item }) => item),
    ),

  // answers that differ from the published form, and what was asked for all the same
  "as-documented": async (exchange) => {
    const items = await goodItems(exchange);
    const data = items.map((item) => ({ ...item, type: null, timings: { inference: 0.7992482790723443 } }));
    sendAnswer(exchange, { object: "list", data });
  },
  "no-object": async (exchange) => sendAnswer(exchange, { data: await goodItems(exchange) }),
  "wrong-type": async (exchange) => {
    const items = await goodItems(exchange);
    sendItems(
      exchange,
      items.map((item) => ({ ...item, type: item.type === "url" ? "b64_json" : "url" })),
    );
  },
  "link-for-base64": async (exchange) => sendItems(exchange, await goodItems(exchange, { form: "url" })),
  "base64-for-link": async (exchange) => sendItems(exchange, await goodItems(exchange, { form: "base64" })),
  "other-model": async (exchange) => sendItems(exchange, await goodItems(exchange), "black-forest-labs/FLUX.1.1-pro"),
  "no-model": async (exchange) =>
    sendAnswer(exchange, { object: "list", model: null, data: await goodItems(exchange) }),
  "retry-after-on-success": async (exchange) => {
    exchange.response.setHeader("retry-after", "60");
    sendItems(exchange, await goodItems(exchange));
  },

  // pictures that are not what was asked for (F18..F20, T8)
  "truncated-image": async (exchange) => {
    const image = await goodImage(exchange);
    sendImage(exchange, image.subarray(0, Math.floor(image.length * 0.6)));
  },
  "damaged-image": async (exchange) => sendImage(exchange, damage(await goodImage(exchange))),
  "wrong-size": (exchange) => {
    const { width, height } = askedSize(exchange.post.body);
    sendImage(exchange, makePng({ width: Math.ceil(width / 2), height: Math.ceil(height / 2), seedText: "wrong" }));
  },
  "jpeg-for-png": async (exchange) =>
    sendImage(exchange, await makeJpeg({ ...askedSize(exchange.post.body), seedText: "jpeg" })),
  "other-format": async (exchange) =>
    sendImage(exchange, await makeWebp({ ...askedSize(exchange.post.body), seedText: "webp" })),
  "animated-gif": (exchange) => sendImage(exchange, makeAnimatedGif()),
  svg: (exchange) => sendImage(exchange, makeSvg()),
  "huge-png": (exchange) => sendImage(exchange, makeHugePng()),
  blank: (exchange) => {
    const { width, height } = askedSize(exchange.post.body);
    sendImage(exchange, makeBlankPng(width, height));
  },
  text: (exchange) => sendImage(exchange, Buffer.from("not a picture at all")),

  // results behind URLs (F25, F26, T2..T4)
  url: published(() => ({})),
  "url-flaky": published(() => ({ failures: [503, 502] })),
  "url-down": published(() => ({ status: 500 })),
  "url-silent": published(() => ({ failures: [500, 500, 500, 500, 500], hangs: true })),
  "url-gone": published(() => ({ status: 404 })),
  "url-forbidden": published(() => ({ status: 403 })),
  "url-reset": published(() => ({ resets: 1 })),
  "url-redirected": async (exchange) => {
    const target = exchange.publish({ bytes: await goodImage(exchange) });
    sendItems(exchange, [{ index: 0, url: exchange.publish({ location: target }) }]);
  },
  "url-redirect-private": (exchange) => {
    const last = exchange.publish({ location: `${exchange.privateOrigin}/secret` });
    sendItems(exchange, [{ index: 0, url: exchange.publish({ location: last }) }]);
  },
  "url-redirect-file": (exchange) =>
    sendItems(exchange, [{ index: 0, url: exchange.publish({ location: "file:///etc/hostname" }) }]),
  "url-redirect-loop": async (exchange) => {
    let url = exchange.publish({ bytes: await goodImage(exchange) });
    for (let hop = 0; hop < 4; hop += 1) url = exchange.publish({ location: url });
    sendItems(exchange, [{ index: 0, url }]);
  },
  "url-private": (exchange) => sendItems(exchange, [{ index: 0, url: `${exchange.privateOrigin}/secret` }]),
  "url-file": urlText("file:///etc/hostname"),
  "url-data": urlText("data:image/png;base64,iVBORw0KGgo="),
  "url-ftp": urlText("ftp://ftp.example/picture.png"),
  "one-url-gone": async (exchange) => {
    const good = await goodImage(exchange);
    sendItems(exchange, [
      { index: 0, url: exchange.publish({ bytes: good }) },
      { index: 1, url: exchange.publish({ status: 410 }) },
    ]);
  },
  mixed: async (exchange) => {
    const [first, second] = [await goodImage(exchange, 0), await goodImage(exchange, 1)];
    sendItems(exchange, [{ index: 1, url: exchange.publish({ bytes: second }) }, inlineItem(0, first)]);
  },

  "mixed-url-gone": async (exchange) =>
    sendItems(exchange, [
      inlineItem(0, await goodImage(exchange)),
      { index: 1, url: exchange.publish({ status: 404 }) },
    ]),

  // redirects of the POST itself (T2)
  "redirect-307": redirect(307),
  "redirect-302": redirect(302),
} satisfies Record<string, Responder>;

export type ModeName = keyof typeof MODES;

function redirect(status: number): Responder {
  return ({ response, privateOrigin }) =>
    send(response, status, "", { location: `${privateOrigin}/v1/images/generations` });
}

function urlText(url: string): Responder {
  return (exchange) => sendItems(exchange, [{ index: 0, url }]);
}

function published(how: (exchange: PostExchange) => Omit<Published, "bytes">): Responder {
  return async (exchange) =>
    sendItems(exchange, [{ index: 0, url: exchange.publish({ ...how(exchange), bytes: await goodImage(exchange) }) }]);
}
