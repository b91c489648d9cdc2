import { freeBytes } from "../store/folders.ts";
import { MachineError } from "../store/machine-error.ts";

/** Bytes that must be free beside the pictures themselves: records, journal, derived files. */
const BESIDE = 8 * 1024 * 1024;

/**
 * Room on the store's disk for all answers that may come. A full disk is found before money is spent, not after (F31).
 */
export interface Room {
  /**
   * Keeps room for the answer to a request, until it is released. False: there is too little while others are under
   * way; `released` tells when to ask again.
   *
   * @throws MachineError `disk-full` where there is too little for this one alone
   */
  reserve(request: string, bytes: number): boolean;
  release(request: string): void;
  /** The next release. */
  released(): Promise<void>;
}

/** `free`: the bytes that are free in a folder; undefined where nobody knows. */
export function createRoom(directory: string, free: (directory: string) => number | undefined = freeBytes): Room {
  const reserved = new Map<string, number>();
  let waiting: (() => void)[] = [];
  return {
    reserve(request, bytes) {
      const underWay = [...reserved.values()].reduce((sum, other) => sum + other, 0);
      const there = free(directory) ?? Infinity;
      if (there >= BESIDE + underWay + bytes) {
        reserved.set(request, bytes);
        return true;
      }
      if (reserved.size > 0) return false;
      throw tooLittle(directory, there, BESIDE + bytes);
    },
    release(request) {
      if (!reserved.delete(request)) return;
      const all = waiting;
      waiting = [];
      for (const go of all) go();
    },
    released: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

/** What is there is rounded down and what is needed up, so that the numbers tell it too. */
function tooLittle(directory: string, free: number, needed: number): MachineError {
  const there = `${Math.floor(free / 1e6)} MB`;
  const wanted = `${Math.ceil(needed / 1e6)} MB`;
  return new MachineError(
    "disk-full",
    directory,
    `${directory} has ${there} free and may need ${wanted}; nothing was sent`,
  );
}
