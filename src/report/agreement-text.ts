import { count } from "./units.ts";

/** What `check` says when there is nothing to find. Apart, because the quick way loads this and nothing else of it. */
export function agreementText(assets: number): string {
  return `${count(assets, "asset")}: manifest, lock and files agree.\n`;
}

/** What `plan` says of a project with nothing to do and nothing left over. */
export function upToDateText(assets: number): string {
  return `${assets} up to date.`;
}
