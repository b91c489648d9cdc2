import type { Diagnostic } from "../core/diagnostic.ts";

/** User mistakes that were found while working; said like those of the manifest. */
export class DiagnosticsError extends Error {
  override readonly name = "DiagnosticsError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ message }) => message).join("\n"));
    this.diagnostics = diagnostics;
  }
}

/** One thing that was asked for and is not possible, with what is possible instead. `asset`: whom it is about. */
export function notAllowed(message: string, hint: string, asset?: string): DiagnosticsError {
  return new DiagnosticsError([
    { severity: "error", code: "not-allowed", message, hint, ...(asset !== undefined && { asset }) },
  ]);
}
