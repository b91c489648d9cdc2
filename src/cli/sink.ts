import type { Redact } from "./redact.ts";

/** One of the process's outputs. */
export interface Sink {
  write(text: string): void;
  /** Resolves when everything is with the reader, or the reader is gone. */
  flush(): Promise<void>;
}

/** The part of a writable stream that a sink needs. */
export interface SinkStream {
  write(text: string, done?: () => void): boolean;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * A reader that goes away (`imagegen build | head -1`) must not stop what is paid for from being stored: the sink
 * falls silent, and the run goes on (F30). Everything written passes the redactor.
 */
export function createSink(stream: SinkStream, redact: () => Redact): Sink {
  let open = true;
  let settle = () => {};
  stream.on("error", () => {
    open = false;
    settle();
  });
  return {
    write(text) {
      if (open && text !== "") stream.write(redact()(text));
    },
    flush() {
      return new Promise((resolve) => {
        settle = resolve;
        if (open) stream.write("", () => resolve());
        else resolve();
      });
    },
  };
}
