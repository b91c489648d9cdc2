// What Git LFS does to a file that is added (its `clean` filter): the bytes go to a store of its own, here the folder
// in argv, and into git goes a pointer. Real Git LFS is not everywhere where tests run.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const bytes = readFileSync(0);
const oid = createHash("sha256").update(bytes).digest("hex");
writeFileSync(join(process.argv[2], oid), bytes);
process.stdout.write(`version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${bytes.length}\n`);
