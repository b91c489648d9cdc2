import type { Listener, Summary } from "../core/event.ts";

/** What a reporter writes to, and how. */
export interface ReportOutput {
  /** Data: what a program reads. */
  readonly stdout: (text: string) => void;
  /** Everything said to a person. */
  readonly stderr: (text: string) => void;
  readonly color: boolean;
  /** Columns of the terminal, asked for whenever it is drawn: a window may be resized. */
  readonly columns: () => number;
  /** Texts by file, for code frames; filled while the manifest is read. */
  readonly sources: ReadonlyMap<string, string>;
  /** `quiet`: failures only. `verbose`: reasons, retries and what is up to date as well. */
  readonly detail: Detail;
  readonly clock: ReportClock;
}

export type Detail = "quiet" | "normal" | "verbose";

export interface ReportClock {
  /** Milliseconds since some moment; monotonic. */
  now(): number;
  /** Calls again and again until the returned function is called. Must not keep the process alive. */
  every(milliseconds: number, task: () => void): () => void;
}

export interface Reporter {
  readonly listener: Listener;
  /** Says at once what waits to be said, before somebody else writes to the terminal. */
  flush(): void;
  /**
   * Says the last word and gives the terminal back. Without a summary (the run broke off) only the latter. May be
   * called twice; the second call does nothing.
   */
  end(summary?: Summary): void;
}

export type CreateReporter = (output: ReportOutput) => Reporter;
