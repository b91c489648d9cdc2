import { openSession } from "../build/session.ts";
import type { ModelUse } from "../core/model-list.ts";
import type { Provider } from "../core/provider.ts";
import { count } from "../report/units.ts";
import type { Context } from "./context.ts";
import { sessionOptions } from "./project.ts";

/** What can be known of a project without planning it, even one with mistakes: for commands that only show things. */
export interface ProjectSketch {
  /** With the manifest's `models` applied. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly uses: readonly ModelUse[];
}

/** Looks at the manifest where there is one, and never fails for what is in it. */
export async function lookAtProject(context: Context): Promise<ProjectSketch> {
  const session = await openSession({ ...sessionOptions(context, {}), listener: () => {} });
  const { providers, understood, diagnostics } = session;
  await session.close();
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const isAlone = context.globals.config === undefined && errors.some(({ code }) => code === "manifest-not-found");
  if (errors.length > 0 && !isAlone)
    context.stderr.write(`the manifest has ${count(errors.length, "error")}: imagegen plan says which\n`);
  const uses = understood.flatMap(({ name, provider, parameters: { model } }) =>
    model === undefined ? [] : [{ asset: name, provider, model }],
  );
  return { providers, uses };
}
