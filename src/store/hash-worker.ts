import { Worker } from "node:worker_threads";

export interface HashWorker {
  /** The index of the next file that nobody has taken; `files.length` or more when there is none left. */
  take(): number;
  /** What the thread did, when it has ended: index, digest, size. It leaves out what it could not read, and pointers. */
  finish(): Promise<readonly (readonly [index: number, sha256: string, bytes: number])[]>;
  stop(): Promise<unknown>;
}

/** Starts a second thread that digests files from the same list as its caller, one at a time, whoever is free next. */
export function startHashWorker(paths: readonly string[]): HashWorker {
  const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const next = new Int32Array(shared);
  const worker = new Worker(SOURCE, {
    eval: true,
    workerData: { paths, shared },
    // Nothing of ours: no loaders, and no copy of the user's keys.
    execArgv: [],
    env: {},
  });
  const digests = new Promise<readonly (readonly [number, string, number])[]>((done) => {
    worker.once("message", done);
    // A thread that cannot start or dies has done nothing; its files are left to the caller.
    worker.once("error", () => done([]));
    worker.once("exit", () => done([]));
  });
  return { take: () => Atomics.add(next, 0, 1), finish: () => digests, stop: () => worker.terminate() };
}

/** As text, because a thread started from a file of its own would have to be found again inside a bundle. */
const SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const { closeSync, openSync, readSync } = require("node:fs");
const { createHash, hash } = require("node:crypto");
const { paths, shared } = workerData;
const next = new Int32Array(shared);
const piece = Buffer.allocUnsafeSlow(1024 * 1024);
const digests = [];
for (let index = Atomics.add(next, 0, 1); index < paths.length; index = Atomics.add(next, 0, 1)) {
  try {
    const descriptor = openSync(paths[index], "r");
    try {
      let count = readSync(descriptor, piece);
      const more = count < piece.length ? readSync(descriptor, piece, count, piece.length - count, null) : 0;
      if (more === 0 && count < piece.length) {
        // At once: a tenth of the time of a picture.
        if (count >= 1024) digests.push([index, hash("sha256", piece.subarray(0, count), "hex"), count]);
        continue;
      }
      const digest = createHash("sha256");
      let bytes = 0;
      for (count += more; count > 0; count = readSync(descriptor, piece)) {
        digest.update(piece.subarray(0, count));
        bytes += count;
      }
      digests.push([index, digest.digest("hex"), bytes]);
    } finally {
      closeSync(descriptor);
    }
  } catch {}
}
parentPort.postMessage(digests);
`;
