/** What a person said, in lower case and without white space around it; undefined at the end of input, or interrupted. */
export type Ask = (question: string, signal: AbortSignal) => Promise<string | undefined>;

/** A terminal as a question needs it. */
export interface AskedTerminal {
  /** Looked at when something is asked: opening it takes a while. */
  readonly input: NodeJS.ReadableStream;
  write(text: string): void;
}

/**
 * Asks one line of whoever sits at the terminal. The terminal stays in its ordinary mode: it echoes and edits by
 * itself, and Ctrl-C is a signal as at any other time.
 */
export function askOn(terminal: AskedTerminal): Ask {
  return async (question, signal) => {
    if (signal.aborted) return undefined;
    const { createInterface } = await import("node:readline");
    terminal.write(question);
    const lines = createInterface({ input: terminal.input, terminal: false });
    const answer = await new Promise<string | undefined>((resolve) => {
      lines.once("line", resolve);
      lines.once("close", () => resolve(undefined));
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
    });
    lines.close();
    // The cursor still stands behind the question.
    if (answer === undefined) terminal.write("\n");
    return answer?.trim().toLowerCase();
  };
}
