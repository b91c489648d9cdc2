import { useState } from "preact/hooks";
import type { Field, Fields } from "../protocol.ts";

/** Edits that are not saved, by asset: closing an asset or looking at another one loses none. */
const drafts = new Map<string, Fields>();

export interface Draft {
  /** Fields that differ from the manifest. */
  readonly changes: Fields;
  /** Undefined takes a change back. */
  put(field: string, value: Field["value"]): void;
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
    Object.entries(draftOf(asset)).filter(([name, value]) => values.get(name) !== value),
  );
  return {
    changes,
    put(field, value) {
      const { [field]: _before, ...others } = changes;
      keep(value === undefined || value === values.get(field) ? others : { ...others, [field]: value });
    },
    clear: () => keep({}),
  };
}
