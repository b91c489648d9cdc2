import type { Cost } from "../core/money.ts";
import { formatUsd } from "../core/money.ts";

/** `812 B`, `31 kB`, `1.2 MB`: thousands, as shops and browsers count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `0.4 s`, `41 s`, `3 min 20 s`, from milliseconds. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** `1 call`, `3 calls`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** What calls cost, in a column: an unknown price is never shown as nothing. */
export function formatCost(cost: Cost): string {
  if (cost.calls === 0) return "";
  if (cost.unpriced === 0) return formatUsd(cost.usd);
  return cost.unpriced === cost.calls ? "price unknown" : `${formatUsd(cost.usd)} + ${cost.unpriced} unknown`;
}

/** Eight digits tell digests apart for a person. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 8);
}
