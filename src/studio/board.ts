import { canonicalText, type Json } from "../core/json.ts";
import type { Patch, Row, Status } from "./protocol.ts";

/** What every page that is open shows, and the smallest message that brings it up to date. */
export interface Board {
  /** The whole, for a page that comes new. */
  whole(): Patch;
  /** Compares with what was shown before; undefined where nothing is new. */
  show(rows: readonly Row[], status: Status): Patch | undefined;
}

/** Empty until it is first shown rows. */
export function createBoard(first: Status): Board {
  let rows = new Map<string, { readonly row: Row; readonly text: string }>();
  let status = first;
  return {
    whole: () => ({ status, rows: [...rows.values()].map(({ row }) => row), order: [...rows.keys()] }),
    show(wanted, wantedStatus) {
      const next: typeof rows = new Map();
      const changed: Row[] = [];
      for (const row of wanted) {
        const text = textOf(row);
        const known = rows.get(row.name);
        if (known?.text === text) {
          next.set(row.name, known);
          continue;
        }
        next.set(row.name, { row, text });
        changed.push(row);
      }
      const isOrdered = next.size === rows.size && isSameOrder(next.keys(), rows.keys());
      const isSame = isOrdered && changed.length === 0 && textOf(status) === textOf(wantedStatus);
      rows = next;
      status = wantedStatus;
      if (isSame) return undefined;
      return { status, rows: changed, ...(!isOrdered && { order: [...next.keys()] }) };
    },
  };
}

function textOf(value: Row | Status): string {
  return canonicalText(value as unknown as Json);
}

function isSameOrder(left: Iterable<string>, right: Iterable<string>): boolean {
  const others = [...right];
  return [...left].every((name, index) => name === others[index]);
}
