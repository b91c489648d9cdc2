import type { ReadStream } from "node:tty";
import type { WatchHandle } from "../watch/watch.ts";

/** Listens to single keys: Enter runs what is waiting, p pauses, t tries, o opens the page, q and Ctrl-C leave. Gives the terminal back. */
export function listenToKeys(
  input: ReadStream,
  { handle, openPage, tryLatest }: { readonly handle: WatchHandle; openPage(): void; tryLatest(): void },
): { close(): void } {
  const onKey = (data: Buffer) => {
    for (const key of data.toString("utf8")) {
      if (key === "\r" || key === "\n" || key === "r") handle.send({ type: "go", wish: {} });
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
