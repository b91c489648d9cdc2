// Preloaded into the built command (`node --import`): a write that holds the text REFUSE_LINE fails with REFUSE_CODE,
// each noted in REFUSE_REPORT. The product has no hook for this.
import { appendFileSync } from "node:fs";
import { open } from "node:fs/promises";

const { REFUSE_LINE, REFUSE_CODE, REFUSE_REPORT } = process.env;

const handle = await open(new URL(import.meta.url));
const prototype = Object.getPrototypeOf(handle);
const { appendFile } = prototype;
prototype.appendFile = function (content, ...rest) {
  if (typeof content !== "string" || !content.includes(REFUSE_LINE))
    return Reflect.apply(appendFile, this, [content, ...rest]);
  appendFileSync(REFUSE_REPORT, "refused\n");
  return Promise.reject(Object.assign(new Error(`${REFUSE_CODE}: refused`), { code: REFUSE_CODE, syscall: "write" }));
};
await handle.close();
