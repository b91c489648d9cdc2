import { chromium, type Browser, type Page } from "playwright-core";
import { CHROMIUM } from "./real-servers.ts";

export type { Page };

/** Debian's Chromium, which calls home unless it is told not to. */
export function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("Chromium is not installed");
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
