import { useState } from "preact/hooks";
import type { Field, Fields, Json } from "../protocol.ts";

/** Edits that are not saved, by asset: closing an asset or looking at another one loses none. */
const drafts = new Map<string, Fields>();

export interface Draft {
  /** Fields that differ from the manifest. */
  readonly changes: Fields;
  /** Null takes the field out of the manifest. */
  put(field: string, value: Json): void;
  clear(): void;
}

export function draftOf(asset: string): Fields {
  return drafts.get(asset) ?? {};
}

export function useDraft(asset: string, fields: readonly Field[]): Draft {
  const [, redraw] = useState(0);
  const keep = (changes: Fields) => {
    drafts.set(asset, changes);
    redraw((count) => count + 1);
  };
  const values = new Map(fields.map(({ name, value }) => [name, value]));
  // What was saved meanwhile, here or in an editor, is no change any more.
  const changes = Object.fromEntries(
    Object.entries(draftOf(asset)).filter(([name, value]) => (values.get(name) ?? null) !== value),
  );
  return {
    changes,
    put(field, value) {
      const { [field]: _before, ...others } = changes;
      keep(value === (values.get(field) ?? null) ? others : { ...others, [field]: value });
    },
    clear: () => keep({}),
  };
}
