import { formatUsd, type Cost } from "../core/money.ts";
import { escapeControls } from "../core/terminal.ts";
import { count, formatCost } from "./units.ts";

/** What watching has to say; see `watch/watch.ts`, which makes it. */
export type WatchNews =
  | {
      readonly type: "watching";
      readonly folders: number;
      readonly assets: number;
      /** Its name, where it is one. */
      readonly profile?: string | undefined;
    }
  /** A manifest that cannot be used; what is wrong with it was said before. */
  | { readonly type: "broken" }
  | {
      readonly type: "waiting";
      readonly assets: readonly string[];
      readonly cost: Cost;
      readonly reason: "settling" | "asked-for" | "budget";
    }
  | {
      readonly type: "idle";
      readonly upToDate: number;
      readonly attention: readonly string[];
      readonly usd: number;
      readonly calls: number;
    }
  | { readonly type: "paused"; readonly paused: boolean };

export interface WatchTextOptions {
  /** US dollars. */
  readonly maxCost: number;
  readonly manual: boolean;
  /** Are there keys to press? */
  readonly interactive: boolean;
}

/** One line, without a line feed. */
export function watchLine(news: WatchNews, { maxCost, manual, interactive }: WatchTextOptions): string {
  switch (news.type) {
    case "watching": {
      const { folders } = news;
      if (folders === 0) return `${count(news.assets, "asset")}; nothing is made or paid for unless you ask`;
      const pays = manual ? "pays only when asked" : `pays up to ${formatUsd(maxCost)} (estimated) without being asked`;
      const keys = interactive ? "; Enter: run what waits, p: pause, t: try four, o: open the studio, q: quit" : "";
      const profile = news.profile === undefined ? "" : `profile ${news.profile}: `;
      return `${profile}watching ${count(folders, "folder")}, ${count(news.assets, "asset")}; ${pays}${keys}`;
    }
    case "broken":
      return "the last good pictures stay; waiting for it to be mended";
    case "waiting":
      return `${names(news.assets)}: ${formatCost(news.cost) || "free"} estimated; ${waitingText(news.reason, { maxCost, interactive })}`;
    case "idle": {
      const attention = news.attention.length === 0 ? "" : `; needs you: ${names(news.attention)}`;
      const spent = news.calls === 0 ? "" : `; ${count(news.calls, "call")}, ${formatUsd(news.usd)} estimated so far`;
      return `${news.upToDate} up to date${attention}${spent}`;
    }
    case "paused":
      return news.paused ? "paused; p goes on" : "going on";
    default:
      return news satisfies never;
  }
}

function waitingText(
  reason: "settling" | "asked-for" | "budget",
  { maxCost, interactive }: Pick<WatchTextOptions, "maxCost" | "interactive">,
): string {
  const ask = interactive ? "press Enter to pay" : "imagegen build pays for it, or a click in the studio";
  if (reason === "settling") return "starts when nothing changes for a moment";
  return reason === "budget" ? `more than is left of ${formatUsd(maxCost)}: ${ask}` : ask;
}

function names(assets: readonly string[]): string {
  const shown = assets.slice(0, 5).map(escapeControls).join(", ");
  return assets.length > 5 ? `${shown} and ${assets.length - 5} more` : shown;
}
