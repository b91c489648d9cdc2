import type { Catalogue } from "./catalogue.ts";

/** What a figure may use. Nothing is made before it is asked for. */
export interface Bench {
  /** The built command, absolute. */
  readonly program: string;
  /** The built `caller.ts`, absolute. */
  readonly caller: string;
  /** An empty folder of its own; everything is deleted at the end. */
  folder(name: string): string;
  /** A project of that many assets, built, locked and with nothing to do. Made once for all figures. */
  catalogue(assets: number): Promise<Catalogue>;
  /** Says how far a long figure is. */
  say(text: string): void;
}

/** One number of a figure, with the one to reach. */
export interface Result {
  readonly what: string;
  readonly value: number;
  readonly unit: "x" | "ms" | "MiB" | "s";
  readonly goal: number;
  /** The medians behind it. */
  readonly detail: string;
}

/** A measurement: one file of `figures/`, one row of the table in `bench.ts`. */
export interface Figure {
  readonly summary: string;
  run(bench: Bench): Promise<readonly Result[]>;
}
