/** A place in a source file. Line and column are computed only when it is printed. */
export type Place =
  | { readonly file: string; readonly offset: number; readonly length: number }
  /** A node of the parsed document; `locate` finds its offset when somebody wants to read it. */
  | { readonly file: string; readonly pointer: Pointer; readonly at: "key" | "value" }
  /** The file as a whole: it is missing, unreadable, or too large. */
  | { readonly file: string };

/** Path from the document's root: map keys and sequence indexes. */
export type Pointer = readonly (string | number)[];

/** Something a person should know about their files. Data: the text around it is made by `report`. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Stable; people search for it and scripts match on it. */
  readonly code: DiagnosticCode;
  /** One sentence, what is wrong. No trailing full stop, no file name (the place says it). */
  readonly message: string;
  /** How to fix it, in the imperative. */
  readonly hint?: string;
  readonly place?: Place;
  /** Other places that matter: the first definition, the other asset. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
  /** The asset it is about, where there is one. */
  readonly asset?: string;
  /** How many assets it is about, where it is said once for several. */
  readonly assets?: number;
}

/** Every code there is. A code never changes its meaning; add the new ones in their group. */
export type DiagnosticCode =
  // reading
  | "manifest-not-found"
  | "lock-shared"
  | "source-changed"
  | "manifest-ambiguous"
  | "file-unreadable"
  | "file-forbidden"
  | "file-too-large"
  | "yaml-syntax"
  | "yaml-too-deep"
  | "yaml-alias-bomb"
  | "yaml-tag"
  | "yaml-duplicate-key"
  | "yaml-comment-value"
  | "number-precision"
  | "invalid-text"
  // shape
  | "unknown-field"
  | "missing-field"
  | "wrong-type"
  | "out-of-range"
  | "not-allowed"
  | "version-unsupported"
  | "secret-in-manifest"
  // meaning
  | "duplicate-asset"
  | "invalid-name"
  | "too-many-assets"
  | "unknown-variable"
  | "unknown-style"
  | "unused-style"
  | "unknown-asset"
  | "unknown-provider"
  | "unknown-profile"
  | "clip-left-out"
  | "cycle"
  | "matrix-invalid"
  | "table-invalid"
  | "prompt-missing"
  | "conflicting-fields"
  | "parameter-unsupported"
  | "parameter-unknown"
  | "parameter-repeated"
  | "size-unsupported"
  | "model-unknown"
  | "price-lowered"
  | "model-retired"
  // paths
  | "output-collision"
  | "output-protected"
  | "output-needs-index"
  | "output-not-enlarged"
  | "path-outside-project"
  | "path-hidden"
  | "path-invalid"
  | "path-case"
  | "reference-missing"
  | "reference-not-image"
  | "glob-empty"
  | "glob-invalid"
  // lock
  | "lock-syntax"
  | "lock-conflict"
  | "lock-newer"
  | "lock-invalid"
  | "lock-edited";

/** Is it the machine that is in the way, and not what somebody wrote? */
export function isOfMachine({ severity, code }: Diagnostic): boolean {
  return severity === "error" && code === "file-forbidden";
}

/** What is wrong, and how many assets it is about where it is said once for several. */
export function messageOf({ message, assets = 1 }: Diagnostic): string {
  return assets === 1 ? message : `${message} (${assets} assets)`;
}

/** With an error nothing can be planned; warnings stop nobody. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
