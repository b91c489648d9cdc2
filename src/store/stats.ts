import { join } from "node:path";
import { STORE_FOLDERS } from "./layout.ts";
import type { OriginalsFolder } from "./originals.ts";
import { isPointerFile } from "./pointer.ts";
import { namesInside } from "./read-inside.ts";
import type { Store } from "./store.ts";
import { amountOf, survey, type Amount } from "./survey.ts";

export interface StoreStats {
  /** Paid for, or of unknown origin: objects that no derivation record alone explains. */
  readonly originals: Amount;
  /** What local work made and can make again. */
  readonly derived: Amount;
  readonly generations: number;
  readonly derivations: number;
  /** Files set aside because they failed their check. */
  readonly damaged: number;
  /** What the repository keeps; absent where the manifest names no folder for it. */
  readonly kept?: KeptAmount;
}

interface KeptAmount extends Amount {
  readonly directory: string;
  readonly notFetched: number;
}

/** How much of what is in a store. */
export function storeStats(store: Store): StoreStats {
  const { originals, derived, generations, derivations } = survey(store);
  return {
    originals: amountOf(originals),
    derived: amountOf(derived),
    generations,
    derivations: derivations.size,
    damaged: namesInside(join(store.directory, STORE_FOLDERS.damaged)).length,
    ...(store.originals && { kept: keptIn(store.originals) }),
  };
}

/** A pointer counts with the bytes that it has here. */
function keptIn(folder: OriginalsFolder): KeptAmount {
  const files = [...folder.all()];
  const notFetched = files.filter(({ path }) => isPointerFile(path)).length;
  return { ...amountOf(files), directory: folder.directory, notFetched };
}
