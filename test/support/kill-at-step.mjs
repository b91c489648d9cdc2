// Preloaded into the built command (`node --import`): ends the process with SIGKILL right before, or right after, its
// N-th change of the file system, a sync counting as one. The product has no hook for this; what is counted are the
// calls to node:fs.
import fs from "node:fs";
import { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const stop = Number(process.env.KILL_AT_STEP);
const report = process.env.KILL_REPORT;
let steps = 0;

const die = (name) => {
  fs.appendFileSync(report, `${name}\n`);
  process.kill(process.pid, "SIGKILL");
  // The signal is on its way; nothing may happen until it is here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

/** Odd steps kill before the call, even ones after it. */
const counted = (name, original) =>
  function (...args) {
    if (isOutput(name, args)) return Reflect.apply(original, this, args);
    steps += 1;
    if (steps === stop) die(`before ${name}`);
    const result = Reflect.apply(original, this, args);
    steps += 1;
    const at = steps;
    if (result instanceof Promise) {
      return result.then((value) => {
        if (at === stop) die(`after ${name}`);
        return value;
      });
    }
    if (at === stop) die(`after ${name}`);
    return result;
  };

/** What is said on the terminal is no file. */
const isOutput = (name, [descriptor]) => name === "writeSync" && descriptor <= 2;

const handle = await open(new URL(import.meta.url));
const prototype = Object.getPrototypeOf(handle);
for (const name of ["writeFile", "appendFile", "sync", "datasync", "chmod"])
  prototype[name] = counted(`handle.${name}`, prototype[name]);
await handle.close();

for (const name of ["renameSync", "linkSync", "unlinkSync", "mkdirSync", "writeFileSync", "writeSync", "fsyncSync"])
  fs[name] = counted(name, fs[name]);
for (const name of ["copyFile", "rename", "link", "unlink", "mkdir", "writeFile"])
  fs.promises[name] = counted(`promises.${name}`, fs.promises[name]);
syncBuiltinESMExports();
