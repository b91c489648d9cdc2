import { EXIT } from "../core/exit.ts";

/** What people and systems say while a build runs, as two stages. */
export interface Signals {
  /** Start nothing more; finish what is paid for. */
  readonly stop: AbortSignal;
  /** Drop everything. */
  readonly abort: AbortSignal;
  /** The exit code that a signal asks for. */
  exit(): number | undefined;
  release(): void;
}

/** Where signals come from; `process` is one. */
export interface SignalSource {
  on(name: "SIGINT" | "SIGTERM" | "SIGHUP", listener: () => void): unknown;
  off(name: "SIGINT" | "SIGTERM" | "SIGHUP", listener: () => void): unknown;
}

export interface SignalOptions {
  /** Milliseconds that paid calls get to arrive after the first Ctrl-C. */
  readonly grace: number;
  /** Ends the process at once: somebody insists. */
  readonly leave: (code: number) => void;
}

/** Milliseconds that paid calls get after the first Ctrl-C (F29). */
const GRACE = 30_000;

/** Those of this process. */
export function processSignals(): Signals {
  return watchSignals(process, { grace: GRACE, leave: (code) => process.exit(code) });
}

/**
 * SIGINT: the first stops, the second aborts, the third leaves at once. SIGTERM and SIGHUP are both stages together:
 * whoever sends them kills soon.
 */
export function watchSignals(source: SignalSource, { grace, leave }: SignalOptions): Signals {
  const stop = new AbortController();
  const abort = new AbortController();
  let code: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const onInterrupt = () => {
    code ??= EXIT.interrupted;
    if (abort.signal.aborted) leave(code);
    else if (stop.signal.aborted) abort.abort();
    else {
      stop.abort();
      timer = setTimeout(() => abort.abort(), grace);
      timer.unref();
    }
  };
  const endWith = (wanted: number) => () => {
    if (abort.signal.aborted) leave(code ?? wanted);
    code ??= wanted;
    // In this order: whoever hears that it is over must not promise to finish anything.
    abort.abort();
    stop.abort();
  };
  const onTerminate = endWith(EXIT.terminated);
  const onHangUp = endWith(EXIT.hungUp);

  source.on("SIGINT", onInterrupt);
  source.on("SIGTERM", onTerminate);
  source.on("SIGHUP", onHangUp);
  return {
    stop: stop.signal,
    abort: abort.signal,
    exit: () => code,
    release() {
      clearTimeout(timer);
      source.off("SIGINT", onInterrupt);
      source.off("SIGTERM", onTerminate);
      source.off("SIGHUP", onHangUp);
    },
  };
}
