import type { Action } from "../core/asset-plan.ts";
import type { Style } from "./paint.ts";

/** How an action is shown, said, and what a person does about it. */
export interface ActionText {
  readonly symbol: string;
  readonly style: Style;
  /** A sentence about the asset, without the full stop. */
  readonly meaning: string;
  /** Follows "run:". What brings the asset up to date. */
  readonly remedy: (name: string) => string;
}

/** In the order in which a plan lists them: what costs money first, what stops nearest to the total. */
export const ACTION_TEXT = {
  generate: {
    symbol: "+",
    style: "green",
    meaning: "a new picture is asked for",
    remedy: (name) => `imagegen build ${name}`,
  },
  maybe: {
    symbol: "?",
    style: "yellow",
    meaning: "it waits for another picture; afterwards it may cost a call or nothing",
    remedy: (name) => `imagegen build +${name}`,
  },
  reuse: {
    symbol: "<",
    style: "cyan",
    meaning: "its picture was paid for before and is taken from the store",
    remedy: (name) => `imagegen build ${name}`,
  },
  restore: {
    symbol: "<",
    style: "cyan",
    meaning: "missing files are restored from the store",
    remedy: (name) => `imagegen build ${name}`,
  },
  derive: {
    symbol: "~",
    style: "cyan",
    meaning: "files are encoded again from the original, for nothing",
    remedy: (name) => `imagegen build ${name}`,
  },
  move: {
    symbol: ">",
    style: "cyan",
    meaning: "files move to another path, for nothing",
    remedy: (name) => `imagegen build ${name}`,
  },
  record: {
    symbol: ".",
    style: "cyan",
    meaning: "the files are as wanted; only the lock is brought up to date",
    remedy: (name) => `imagegen build ${name}`,
  },
  modified: {
    symbol: "*",
    style: "yellow",
    meaning: "a file was edited by hand and is kept",
    remedy: (name) => `imagegen accept ${name} (keeps the edit) or imagegen build --overwrite ${name} (drops it)`,
  },
  foreign: {
    symbol: "!",
    style: "red",
    meaning: "a file that imagegen did not write is in the way",
    remedy: (name) => `imagegen import ${name} FILE (uses it) or imagegen build --overwrite ${name} (replaces it)`,
  },
  unfit: {
    symbol: "!",
    style: "red",
    meaning: "what came has another size or format than asked for",
    remedy: (name) =>
      `imagegen build ${name} after setting fit: cover or fit: contain, which costs nothing (of a clip: imagegen build --replace ${name}, which pays again)`,
  },
  lost: {
    symbol: "!",
    style: "red",
    meaning: "neither its files nor its original are anywhere",
    remedy: (name) => `imagegen build --regenerate-lost ${name} (pays again)`,
  },
  refused: {
    symbol: "!",
    style: "red",
    meaning: "this very request was refused before, or gave nothing usable; it is not asked again until it changes",
    remedy: (name) => `imagegen build ${name} after changing the prompt, or imagegen build --retry-refused ${name}`,
  },
  blocked: {
    symbol: "x",
    style: "red",
    meaning: "it needs a picture that is not there",
    remedy: (name) => `imagegen build +${name}`,
  },
  fresh: { symbol: "=", style: "dim", meaning: "it is up to date", remedy: () => "nothing to do" },
} satisfies Record<Action, ActionText>;

export const ACTION_ORDER = Object.keys(ACTION_TEXT) as readonly Action[];

/** Columns that the longest action needs. */
export const ACTION_WIDTH = Math.max(...ACTION_ORDER.map((action) => action.length));
