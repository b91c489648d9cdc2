import type { Diagnostic, Pointer } from "../diagnostic.ts";
import { DECISIVE_FIELDS } from "./remainder.ts";

/** What is wrong with one file, as it is found: the first hundred mistakes are kept, the rest is counted. */
export class Findings {
  readonly file: string;
  readonly #kept: Diagnostic[] = [];
  readonly #flawed: Pointer[] = [];
  #more = 0;

  constructor(file: string) {
    this.file = file;
  }

  get isFull(): boolean {
    return this.#kept.length >= MOST;
  }

  get hasErrors(): boolean {
    return this.#kept.some(({ severity }) => severity === "error");
  }

  /** `path` leads to the value that is wrong, where the place is only an offset. */
  add(finding: Omit<Diagnostic, "severity"> & { readonly severity?: "warning" }, path?: Pointer): void {
    const { place, severity } = finding;
    const pointer = path ?? (place !== undefined && "pointer" in place ? place.pointer : undefined);
    if (severity === undefined && pointer !== undefined) this.#flawed.push(flawedPart(pointer));
    if (this.isFull) this.#more += 1;
    else this.#kept.push({ severity: "error", ...finding });
  }

  /**
   * Where the errors are, as far as they were counted at all: a field of an asset that nothing else hangs on, else an
   * entry below a field of the top level, or that field.
   */
  get flawed(): readonly Pointer[] {
    return this.#flawed;
  }

  /** Every mistake is among those that are kept. */
  get isComplete(): boolean {
    return this.#more === 0;
  }

  /** Counts one that need not be worded any more. */
  skip(): void {
    this.#more += 1;
  }

  /** Everything that was found; at the end, how much was not kept. */
  list(): readonly Diagnostic[] {
    const last = this.#kept.at(-1);
    if (last === undefined || this.#more === 0) return this.#kept;
    const rest = `and ${this.#more} more ${this.#more === 1 ? "mistake" : "mistakes"} in this file`;
    return [...this.#kept, { severity: "error", code: last.code, message: rest, place: { file: this.file } }];
  }
}

const MOST = 100;

function flawedPart(pointer: Pointer): Pointer {
  const [top, , field] = pointer;
  return pointer.slice(0, top === "assets" && typeof field === "string" && !DECISIVE_FIELDS.has(field) ? 3 : 2);
}
