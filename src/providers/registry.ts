import type { Provider } from "../core/provider.ts";
import { SKETCH } from "./sketch.ts";
import { TOGETHER } from "./together.ts";

/** Every provider there is. A new one is a file and a row here. */
export const PROVIDERS: ReadonlyMap<string, Provider> = new Map(
  [TOGETHER, SKETCH].map((provider) => [provider.name, provider]),
);
