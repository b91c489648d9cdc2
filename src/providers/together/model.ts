import type { ModelRow } from "../../core/model.ts";

/** A row of Together's table. */
export interface TogetherModel extends ModelRow {
  /** Pictures come at once, clips as jobs. */
  readonly endpoint: "images/generations" | "videos";
}
