import type { Sha256 } from "../../src/core/digest.ts";
import type { LockEntry } from "../../src/core/lock.ts";

interface EntryFacts {
  readonly prompt?: string;
  readonly key?: Sha256;
  readonly original?: Sha256;
  /** Of each output. */
  readonly derivation?: Sha256;
  readonly output?: Sha256;
}

/** An entry of one picture with outputs at these paths. */
export function lockEntry(
  paths: readonly string[],
  {
    prompt = "x",
    key = "a".repeat(64),
    original = "b".repeat(64),
    derivation = "c".repeat(64),
    output = "d".repeat(64),
  }: EntryFacts = {},
): LockEntry {
  return {
    samples: [
      {
        key,
        recipe: { provider: "paper", epoch: 1, endpoint: "paper", body: { prompt } },
        original: { sha256: original, bytes: 1, format: "png" },
        outputs: Object.fromEntries(
          paths.map((path) => [path, { key: derivation, operations: { format: "png" }, sha256: output, bytes: 1 }]),
        ),
      },
    ],
  };
}
