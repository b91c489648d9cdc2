import type { Listener } from "../core/event.ts";
import { formatUsd } from "../core/money.ts";
import { escapeControls } from "../core/terminal.ts";
import { carryOut } from "../studio/deeds.ts";
import type { Studio } from "../studio/studio.ts";

/** How many a key press makes. */
const COUNT = 4;

/** Remembers which asset somebody worked on last, and tries it when they press a key. */
export interface TryLatest {
  readonly listener: Listener;
  /** Never rejects for what a person or a machine did. */
  press(): Promise<void>;
}

/** The tries themselves go through the studio, so its limits and its lists hold for them as well. */
export function tryLatest(
  studio: Studio,
  { say, address }: { say(line: string): void; readonly address: string },
): TryLatest {
  let latest: string | undefined;
  let busy = false;
  return {
    listener(event) {
      if ((event.type === "call-started" || event.type === "asset-done") && !event.asset.includes("#"))
        latest = event.asset;
    },
    async press() {
      const asset = latest;
      const again = asset === undefined ? undefined : (await studio.details(asset))?.again;
      if (asset === undefined || again === undefined) return say("t tries what was made last; nothing was yet");
      if (busy) return say("still trying");
      // Who presses a key has seen no price: what nobody knows is for the page, or for `imagegen try`.
      if (again.usd === undefined)
        return say(`nobody knows the price of ${escapeControls(asset)}: imagegen try ${asset}`);
      busy = true;
      const usd = again.usd * COUNT;
      say(`trying ${COUNT} of ${escapeControls(asset)}, ${usd === 0 ? "free" : `${formatUsd(usd)} estimated`}`);
      const answer = await carryOut(studio, "try", { asset, count: COUNT, fields: {}, usd }).finally(() => {
        busy = false;
      });
      say(`${escapeControls(answer.message)}; choose at ${address}#/${encodeURIComponent(asset)}`);
    },
  };
}
