import { EXIT } from "../../core/exit.ts";
import { listModels } from "../../core/model-list.ts";
import type { Provider } from "../../core/provider.ts";
import { jsonLine } from "../../report/json-line.ts";
import { formatModel, formatModels, modelToJson } from "../../report/models-text.ts";
import { colorPaint, plainPaint } from "../../report/paint.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { lookAtProject } from "../project-sketch.ts";
import { UsageError } from "../usage-error.ts";
import type { MODELS_OPTIONS } from "./options.ts";

/** The table is data: it goes to stdout. Works without a manifest, and with one that has mistakes in it. */
export async function run(context: Context, { words, options }: Invocation<typeof MODELS_OPTIONS>): Promise<number> {
  const { providers, uses } = await lookAtProject(context);
  const [pattern] = words;
  const list = listModels(providersToShow(providers, options.provider), uses, {
    all: options.all === true,
    ...(pattern !== undefined && { pattern }),
  });
  const { listings, meant } = list;
  if (pattern !== undefined && listings.length === 0) {
    const hint = meant === undefined ? "imagegen models --all lists them" : `did you mean ${meant}?`;
    throw new UsageError(`no model we know matches "${pattern}"`, hint);
  }
  if (context.globals.json === true) {
    for (const listing of listings) context.stdout.write(jsonLine(modelToJson(listing)));
  } else if (context.detail === "verbose" || (pattern !== undefined && listings.length === 1)) {
    context.stdout.write(listings.map(formatModel).join("\n"));
  } else {
    context.stdout.write(formatModels(list, context.color ? colorPaint : plainPaint));
  }
  return EXIT.done;
}

function providersToShow(providers: ReadonlyMap<string, Provider>, name: string | undefined): readonly Provider[] {
  if (name === undefined) return [...providers.values()];
  const provider = providers.get(name);
  if (provider === undefined)
    throw new UsageError(`there is no provider "${name}"`, `there are ${[...providers.keys()].join(", ")}`);
  if (provider.models === undefined)
    throw new UsageError(`${name} has no table of models`, "its `model` may be anything");
  return [provider];
}
