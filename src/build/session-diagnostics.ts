import type { Diagnostic } from "../core/diagnostic.ts";
import type { LoadedProject } from "./load.ts";
import type { PreparedAssets } from "./prepare-assets.ts";

/** What is wrong with a project, with the lines that it is on. */
export interface SessionDiagnostics {
  readonly diagnostics: readonly Diagnostic[];
  /** For who looks at some assets only: every error, and the warnings that are not about others alone. */
  diagnosticsFor(names: ReadonlySet<string> | undefined): readonly Diagnostic[];
}

/** Lines and columns are looked up only when there is something to say: it takes reading the text once more. */
export async function sessionDiagnostics(
  { diagnostics, sources }: Pick<LoadedProject, "diagnostics" | "sources">,
  prepared: Pick<PreparedAssets, "diagnostics" | "concerned">,
): Promise<SessionDiagnostics> {
  const found = [...diagnostics, ...prepared.diagnostics];
  if (found.length === 0) return { diagnostics: found, diagnosticsFor: () => found };
  const { locateDiagnostics } = await import("../core/locate.ts");
  const located = locateDiagnostics(found, sources);
  const isAbout = (index: number, names: ReadonlySet<string>): boolean => {
    const diagnostic = found[index] as Diagnostic;
    const concerned = diagnostic.severity === "error" ? undefined : prepared.concerned.get(diagnostic);
    return concerned === undefined || concerned.some((name) => names.has(name));
  };
  const all = oncePerPlace(located);
  return {
    diagnostics: all,
    diagnosticsFor: (names) =>
      names === undefined ? all : oncePerPlace(located.filter((_, index) => isAbout(index, names))),
  };
}

/** What several assets share through an anchor is one mistake: only now is it seen to be in one place. */
function oncePerPlace(located: readonly Diagnostic[]): readonly Diagnostic[] {
  const bySaying = new Map<string, { readonly diagnostic: Diagnostic; assets: number }>();
  for (const diagnostic of located) {
    const { severity, code, message, place, related, assets = 1 } = diagnostic;
    const saying = JSON.stringify([severity, code, message, place, related]);
    const same = bySaying.get(saying);
    if (same === undefined) bySaying.set(saying, { diagnostic, assets });
    else same.assets += assets;
  }
  return [...bySaying.values()].map(({ diagnostic, assets }) =>
    assets === 1 ? diagnostic : { ...diagnostic, assets },
  );
}
