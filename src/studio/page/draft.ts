import { useState } from "preact/hooks";
import type { Field, Fields, Json } from "../protocol.ts";

/** An edit that is not saved. */
interface Typed {
  readonly value: Json;
  /** What was there when somebody began to type. */
  readonly from: Json;
}

/** By asset: closing an asset or looking at another one loses none. */
const drafts = new Map<string, Readonly<Record<string, Typed>>>();

export interface Draft {
  /** Fields that differ from the manifest. */
  readonly changes: Fields;
  /** What the manifest says of them, as it is shown. */
  readonly was: Fields;
  /** Fields that somebody saved otherwise since they were edited here. */
  readonly overtaken: readonly string[];
  /** Null takes the field out of the manifest. */
  put(field: string, value: Json): void;
  /** These were saved; what was typed since then stays. */
  saved(fields: Fields): void;
  clear(): void;
}

export function useDraft(asset: string, fields: readonly Field[]): Draft {
  const [, redraw] = useState(0);
  const typed = () => drafts.get(asset) ?? {};
  const keep = (changes: Readonly<Record<string, Typed>>) => {
    drafts.set(asset, changes);
    redraw((count) => count + 1);
  };
  const values = new Map(fields.map(({ name, value }) => [name, value ?? null]));
  const valueOf = (field: string): Json => values.get(field) ?? null;
  const automatic = new Set(fields.filter(({ origin }) => origin === "automatic").map(({ name }) => name));
  // What was saved meanwhile, here or in an editor, is no change any more.
  const entries = Object.entries(typed()).filter(([name, { value }]) => valueOf(name) !== value);
  const pick = (value: (name: string, edit: Typed) => Json): Fields =>
    Object.fromEntries(entries.map(([name, edit]) => [name, value(name, edit)]));
  return {
    changes: pick((_, { value }) => value),
    // An automatic seed stands in no file.
    was: pick((name) => (automatic.has(name) ? null : valueOf(name))),
    overtaken: entries.filter(([name, { from }]) => from !== valueOf(name)).map(([name]) => name),
    put(field, value) {
      const { [field]: before, ...others } = typed();
      const from = before?.from ?? valueOf(field);
      keep(value === valueOf(field) ? others : { ...others, [field]: { value, from } });
    },
    saved(wanted) {
      const others = Object.entries(typed()).filter(([name, { value }]) => wanted[name] !== value);
      keep(Object.fromEntries(others.map(([name, edit]) => [name, { ...edit, from: wanted[name] ?? edit.from }])));
    },
    clear: () => keep({}),
  };
}
