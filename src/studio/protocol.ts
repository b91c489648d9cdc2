import type { Action } from "../core/asset-plan.ts";
import type { Json } from "../core/json.ts";
import type { Insistence } from "../core/wishes.ts";

export type { Insistence, Json };

/**
 * What the studio's server and its page say to each other. Types and constants only: it is bundled into both. Money is
 * US dollars and always an estimate; times are milliseconds since 1970; a picture is named by the sha256 of its bytes.
 */

/** How an asset stands: as the plan has it, or what is happening to it just now. */
export type RowState = Action | "queued" | "generating" | "failed" | "withdrawn";

export interface Row {
  readonly name: string;
  readonly state: RowState;
  /** A line about it: why, or what went wrong. */
  readonly reason: string;
  readonly prompt: string;
  readonly tags: readonly string[];
  /** Folder of its first output. */
  readonly folder: string;
  /** What it would cost to make, with what has to be made first. */
  readonly price: Money;
  /** Since when it is being made. */
  readonly since?: number;
  /** Candidates of it that are being made. */
  readonly trying: number;
  readonly picture?: Picture;
}

/** `usd` undefined: nobody knows. `text` is how it is said; empty for nothing. */
export interface Money {
  readonly usd: number | undefined;
  /** Calls that it is for; absent for none. What holds where nobody knows a price. */
  readonly calls?: number;
  readonly text: string;
}

export interface Picture {
  readonly sha256: string;
  /** Pixels; undefined for a clip. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly clip: boolean;
}

/** Everything but the rows. */
export interface Status {
  readonly title: string;
  readonly phase: "idle" | "looking" | "settling" | "running" | "stopping" | "stopped";
  /** Are files being listened to? */
  readonly follows: boolean;
  readonly paused: boolean;
  /** Grows whenever the details of any asset may be others: its row need not show what changed. */
  readonly revision: number;
  /** The manifest cannot be used; the rows are those of the last one that could. */
  readonly broken: boolean;
  /** What is wrong with the files that people write, with the lines. */
  readonly problems: readonly Problem[];
  /** What waits for money, and comes to. */
  readonly waiting: { readonly assets: number; readonly price: Money };
  /** Since the studio was started. */
  readonly spent: { readonly usd: number; readonly calls: number; readonly text: string };
  /** What is spent without being asked, at most; undefined where nothing is. */
  readonly budget: string | undefined;
}

export interface Problem {
  readonly severity: "error" | "warning";
  /** With a code frame, as a terminal has it. */
  readonly text: string;
}

/** What comes down the event stream. The first one has every row. */
export interface Patch {
  readonly status: Status;
  readonly rows: readonly Row[];
  /** In the manifest's order, when it changed. */
  readonly order?: readonly string[];
}

/** All about one asset. */
export interface Details {
  readonly name: string;
  readonly meaning: string;
  readonly reasons: readonly string[];
  readonly samples: readonly SampleDetails[];
  readonly fields: readonly Field[];
  /** Why its fields cannot be written from here. */
  readonly fixed: string | undefined;
  /** As it is sent, each part with its origin. */
  readonly request: readonly { readonly name: string; readonly value: string; readonly origin: string }[];
  readonly references: readonly string[];
  readonly problems: readonly Problem[];
  readonly copies: readonly { readonly label: string; readonly text: string }[];
  readonly history: readonly Past[];
  readonly candidates: readonly CandidateDetails[];
  /** What one more picture costs. */
  readonly again: Money;
  /** What all of its pictures cost, asked for anew. */
  readonly anew: Money;
}

export interface SampleDetails {
  readonly index: number;
  readonly original: Picture | undefined;
  readonly outputs: readonly OutputDetails[];
}

export interface OutputDetails {
  readonly path: string;
  readonly state: string;
  readonly bytes: number | undefined;
  readonly size: string;
  readonly picture: Picture | undefined;
}

/** A field that can be edited in place. */
export interface Field {
  readonly name: string;
  readonly kind: "text" | "number" | "flag" | "choice";
  readonly value: Json | undefined;
  /** `defaults, images.config.yaml:4:14`; empty when nobody set it. */
  readonly origin: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly choices?: readonly string[];
}

/** An original that the asset had. */
export interface Past {
  readonly picture: Picture;
  /** ISO 8601; empty where nobody knows. */
  readonly at: string;
  /** Is it the one that the lock names now? */
  readonly current: boolean;
  /** Index of the sample that it was made for, where the asset has several. */
  readonly sample: number;
  /** What its request has that the present one has not. */
  readonly changes: readonly FieldChange[];
}

export interface FieldChange {
  readonly field: string;
  readonly was: string;
  readonly now: string;
}

export interface CandidateDetails {
  readonly number: number;
  readonly picture: Picture;
  readonly seed: number | undefined;
  /** `steps=8`. */
  readonly changes: readonly string[];
  readonly chosen: boolean;
}

/** What the page may ask for; each is a POST with a JSON body. Whatever pays says how much at most. */
export interface Deeds {
  /** Make what waits, or these assets. */
  make: {
    readonly assets?: readonly string[];
    readonly insist?: Insistence;
    readonly usd?: number;
    /** How many were shown, where nobody knows the price. */
    readonly calls?: number;
  };
  withdraw: { readonly asset: string };
  pause: Readonly<Record<string, never>>;
  look: Readonly<Record<string, never>>;
  try: { readonly asset: string; readonly count: number; readonly fields: Fields; readonly usd?: number };
  pick: { readonly asset: string; readonly number: number };
  back: { readonly asset: string; readonly sample: number; readonly sha256: string };
  /** `was`: what the person saw there before; where the file says something else by now, nothing is written. */
  edit: { readonly asset: string; readonly fields: Fields; readonly was?: Fields };
  /** What an edit would cost and what is wrong with it; nothing is written. */
  price: { readonly asset: string; readonly fields: Fields };
  accept: { readonly asset: string };
}

export type DeedName = keyof Deeds;

/** As in the manifest; null takes one out of it. */
export type Fields = Readonly<Record<string, Json>>;

/** The answer to a deed. */
export interface Answer {
  /** What was done, or why not. */
  readonly message: string;
  readonly ok: boolean;
  readonly problems?: readonly Problem[];
  /** Of `price`: what the edit would cost. */
  readonly price?: Money;
  /** Of `price`: one more picture with these fields. */
  readonly each?: Money;
}
