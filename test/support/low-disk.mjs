// Preloaded into the built command (`node --import`): every disk says that it has LOW_DISK bytes free. The product has no
// hook for this, and no test can fill the disk of the machine it runs on.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const free = Number(process.env.LOW_DISK);
const { statfsSync } = fs;

fs.statfsSync = (...words) => ({ ...statfsSync(...words), bsize: 1, bavail: free });
syncBuiltinESMExports();
