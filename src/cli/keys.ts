import type { ReadStream } from "node:tty";
import type { Cost } from "../core/money.ts";
import type { WatchHandle } from "../watch/watch.ts";

export interface Keys {
  readonly handle: WatchHandle;
  /** What was last said to wait for money; undefined for nothing. */
  shown(): Cost | undefined;
  openPage(): void;
  tryLatest(): void;
}

/** Who presses Enter has seen a price, and no more than that is spent. Without one there is only something to look for. */
function goFor(cost: Cost | undefined): Parameters<WatchHandle["send"]>[0] {
  if (cost === undefined) return { type: "hint" };
  const { usd, calls, unpriced } = cost;
  return { type: "go", wish: unpriced === 0 ? { maxCost: usd } : { maxCalls: calls } };
}

/** Listens to single keys: Enter runs what is waiting, p pauses, t tries, o opens the page, q and Ctrl-C leave. Gives the terminal back. */
export function listenToKeys(input: ReadStream, { handle, shown, openPage, tryLatest }: Keys): { close(): void } {
  const onKey = (data: Buffer) => {
    for (const key of data.toString("utf8")) {
      if (key === "\r" || key === "\n" || key === "r") handle.send(goFor(shown()));
      else if (key === "p") handle.send({ type: "pause" });
      else if (key === "t") tryLatest();
      else if (key === "o") openPage();
      else if (key === "q") handle.send({ type: "quit" });
      // In raw mode the terminal does not send the signal itself.
      else if (key === "\u0003") process.kill(process.pid, "SIGINT");
    }
  };
  input.setRawMode(true);
  input.on("data", onKey);
  input.resume();
  return {
    close() {
      input.off("data", onKey);
      input.setRawMode(false);
      input.pause();
    },
  };
}
