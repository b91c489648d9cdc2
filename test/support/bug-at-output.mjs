// Preloaded into the built command (`node --import`): the first output that is to be placed meets a bug,
// and a file in the working directory tells that it has.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { renameSync } = fs;
let met = false;
fs.renameSync = function (from, to) {
  if (!met && /[/\\]out[/\\]/.test(String(to))) {
    met = true;
    fs.writeFileSync("bug-was-met", "");
    throw new TypeError("a bug on purpose");
  }
  return renameSync(from, to);
};
syncBuiltinESMExports();
