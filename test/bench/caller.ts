// `node caller.js BASE_URL CALLS`: asks the provider for so many pictures, 32 at a time, and does nothing with them.
// A process of its own, because the one that serves would be measured as well.
import { argv } from "node:process";
import PQueue from "p-queue";
import { createHttp } from "../../src/providers/http.ts";
import { TOGETHER } from "../../src/providers/together.ts";

const AT_ONCE = 32;

const [, , baseUrl = "", calls = "0"] = argv;
const http = createHttp({ userAgent: "imagegen-bench" });
const queue = new PQueue({ concurrency: AT_ONCE });
const context = {
  http,
  baseUrl,
  key: "tgp-bench-0123456789abcdef",
  signal: new AbortController().signal,
  timeout: 60_000,
  pollInterval: 1000,
  content: () => Promise.reject(new Error("nothing is referred to")),
  heard: () => undefined,
  aside: <Value>(wait: () => Promise<Value>) => wait(),
  paid: () => Promise.resolve(),
};
for (let call = 0; call < Number(calls); call += 1) {
  const body = {
    model: "black-forest-labs/FLUX.2-dev",
    prompt: `picture number ${call}`,
    response_format: "base64",
    seed: call,
  };
  void queue.add(async () => {
    const { images } = await TOGETHER.call(
      { provider: "together", epoch: 1, endpoint: "images/generations", body },
      context,
    );
    if (images.length !== 1) throw new Error(`${images.length} pictures`);
  });
}
await queue.onIdle();
http.close();
