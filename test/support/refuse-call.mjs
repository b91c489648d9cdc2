// Preloaded into the built command (`node --import`): the REFUSE_AT-th call of one function of node:fs (REFUSE) fails
// with REFUSE_CODE, or all of them with REFUSE_AT=all. Each refusal is noted in REFUSE_REPORT. The product has no hook
// for this.
import fs from "node:fs";
import { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const { REFUSE, REFUSE_AT, REFUSE_CODE, REFUSE_REPORT } = process.env;
const { appendFileSync } = fs;
let calls = 0;

const refusing = (original) =>
  function (...args) {
    calls += 1;
    if (REFUSE_AT !== "all" && calls !== Number(REFUSE_AT)) return Reflect.apply(original, this, args);
    appendFileSync(REFUSE_REPORT, `${REFUSE} ${calls}\n`);
    const error = Object.assign(new Error(`${REFUSE_CODE}: refused, ${REFUSE}`), {
      code: REFUSE_CODE,
      syscall: REFUSE,
    });
    if (REFUSE.startsWith("handle.")) return Promise.reject(error);
    throw error;
  };

if (REFUSE.startsWith("handle.")) {
  const handle = await open(new URL(import.meta.url));
  const prototype = Object.getPrototypeOf(handle);
  const name = REFUSE.slice("handle.".length);
  prototype[name] = refusing(prototype[name]);
  await handle.close();
} else {
  fs[REFUSE] = refusing(fs[REFUSE]);
  syncBuiltinESMExports();
}
