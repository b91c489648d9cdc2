// Preloaded into the built command (`node --import`): the disk is full from the moment an answer is there, or a line is
// written that holds the text FULL_FROM, until a file is removed whose path matches FULL_UNTIL_REMOVED, or one appears
// at FULL_UNTIL_FILE. The product has no hook for this; what is refused are writes through node:fs, each noted in
// FULL_REPORT.
import fs from "node:fs";
import { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const removed = new RegExp(process.env.FULL_UNTIL_REMOVED ?? "^never$");
const file = process.env.FULL_UNTIL_FILE;
const from = process.env.FULL_FROM ?? '"type":"stored"';
const { appendFileSync, existsSync, unlinkSync } = fs;
let full = false;
let roomAgain = false;

const refuse = () => {
  appendFileSync(process.env.FULL_REPORT, "refused\n");
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" });
};

const handle = await open(new URL(import.meta.url));
const prototype = Object.getPrototypeOf(handle);
for (const name of ["writeFile", "appendFile"]) {
  const original = prototype[name];
  prototype[name] = async function (content, ...rest) {
    if (typeof content === "string" && content.includes(from)) full = true;
    if (full && !roomAgain && file !== undefined && existsSync(file)) roomAgain = true;
    if (full && !roomAgain) refuse();
    return Reflect.apply(original, this, [content, ...rest]);
  };
}
await handle.close();

fs.unlinkSync = (path) => {
  unlinkSync(path);
  if (full && removed.test(path)) roomAgain = true;
};
syncBuiltinESMExports();
