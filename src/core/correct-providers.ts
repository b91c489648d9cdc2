import type { Diagnostic } from "./diagnostic.ts";
import type { ModelFields } from "./generated/manifest.ts";
import type { ModelCorrection } from "./model-correction.ts";
import { ModelTable, type PriceRule } from "./model.ts";
import { formatUsd } from "./money.ts";
import { nearest } from "./nearest.ts";
import type { Provider } from "./provider.ts";

export interface ManifestModels {
  readonly models: Readonly<Record<string, ModelFields>> | undefined;
  /** The manifest. */
  readonly file: string;
  /** Ids that the assets ask for; undefined where that is not known. */
  readonly used: ReadonlySet<string> | undefined;
}

/** The providers with the rows that the manifest corrects, and what is wrong with those. */
export function correctProviders(
  providers: ReadonlyMap<string, Provider>,
  { models, file, used }: ManifestModels,
): { readonly providers: ReadonlyMap<string, Provider>; readonly diagnostics: readonly Diagnostic[] } {
  const corrections = Object.entries(models ?? {}).map(([id, fields]): ModelCorrection => ({ id, fields }));
  if (corrections.length === 0) return { providers, diagnostics: [] };
  const diagnostics = corrections.flatMap((correction) => problemsOf(correction, providers, { file, used }));
  const corrected = [...providers].map(([name, provider]): [string, Provider] => {
    const ours = corrections.filter(({ fields }) => fields.provider === undefined || fields.provider === name);
    return [name, ours.length === 0 ? provider : (provider.withModels?.(ours) ?? provider)];
  });
  return { providers: new Map(corrected), diagnostics };
}

function problemsOf(
  { id, fields }: ModelCorrection,
  providers: ReadonlyMap<string, Provider>,
  { file, used }: Pick<ManifestModels, "file" | "used">,
): readonly Diagnostic[] {
  const found = [
    ...sizeProblems(id, fields.size),
    ...rangeProblems(id, fields),
    ...providerProblems(fields, providers),
  ];
  const errors = found.map(({ field, ...problem }): Diagnostic => ({
    severity: "error",
    place: { file, pointer: ["models", id, field], at: "value" },
    ...problem,
  }));
  const unused = (used?.has(id) ?? true) ? [] : unusedProblems(id, providers, file);
  return [...errors, ...loweredPrices({ id, fields }, providers, file), ...unused];
}

/** Who lowers a price would have a limit hold less, and a person asked later: the table's goes on to count. */
function loweredPrices(
  { id, fields: { price, provider } }: ModelCorrection,
  providers: ReadonlyMap<string, Provider>,
  file: string,
): readonly Diagnostic[] {
  if (price === undefined) return [];
  return [...providers].flatMap(([name, { models }]): readonly Diagnostic[] => {
    const own =
      provider === undefined || provider === name ? models?.rows.find((row) => row.id === id)?.price : undefined;
    const usd = own && highestUsd(own);
    if (usd === undefined || price.usd >= usd) return [];
    return [
      {
        severity: "warning",
        code: "price-lowered",
        message: `the price of model "${id}" is lower than that of our table, which is up to ${formatUsd(usd)}`,
        hint: "the higher estimate of the two counts for --max-cost and for the question before spending",
        place: { file, pointer: ["models", id, "price", "usd"], at: "value" },
      },
    ];
  });
}

function highestUsd(rule: PriceRule): number {
  return rule.unit === "tier" ? Math.max(...rule.tiers.map(({ usd }) => usd)) : rule.usd;
}

/** A new model that nobody asks for is rather an old one, misspelt: its correction would do nothing, silently. */
function unusedProblems(id: string, providers: ReadonlyMap<string, Provider>, file: string): readonly Diagnostic[] {
  const tables = [...providers.values()].flatMap(({ models }) => models?.rows ?? []);
  const table = new ModelTable(tables);
  if (table.find(id) !== undefined) return [];
  const near = table.nearest(id);
  return [
    {
      severity: "warning",
      code: "model-unknown",
      message: `no asset uses the model "${id}", and no provider has it in its table`,
      ...(near !== undefined && { hint: `did you mean ${near}?` }),
      place: { file, pointer: ["models", id], at: "key" },
    },
  ];
}

interface Problem extends Pick<Diagnostic, "code" | "message" | "hint"> {
  readonly field: keyof ModelFields;
}

function sizeProblems(id: string, size: ModelFields["size"]): readonly Problem[] {
  if (size === undefined) return [];
  if (size.menu !== undefined) {
    if (Object.keys(size).length === 1) return [];
    const message = `size of model "${id}" has a menu and something beside it`;
    const hint = "write menu alone, or multiple_of, min, max and default";
    return [{ field: "size", code: "conflicting-fields", message, hint }];
  }
  const { multiple_of: step = 1, min = 1, max = Number.MAX_SAFE_INTEGER } = size;
  if (Math.ceil(min / step) * step <= max) return [];
  const message = `size of model "${id}" allows nothing: no multiple of ${step} is from ${min} to ${max}`;
  return [{ field: "size", code: "out-of-range", message, hint: "min must not be above max" }];
}

function rangeProblems(id: string, fields: ModelFields): readonly Problem[] {
  return (["seed", "n"] as const).flatMap((field): readonly Problem[] => {
    const { min = 0, max = min } = fields[field] ?? {};
    if (min <= max) return [];
    const message = `${field} of model "${id}" is from ${min} to ${max}`;
    return [{ field, code: "out-of-range", message, hint: "min must not be above max" }];
  });
}

function providerProblems({ provider }: ModelFields, providers: ReadonlyMap<string, Provider>): readonly Problem[] {
  if (provider === undefined) return [];
  const known = providers.get(provider);
  if (known?.withModels !== undefined) return [];
  const field = "provider";
  if (known !== undefined)
    return [{ field, code: "not-allowed", message: `${provider} has no table of models`, hint: "take the entry away" }];
  const near = nearest(provider, providers.keys());
  const hint = near === undefined ? `there are ${[...providers.keys()].join(", ")}` : `did you mean "${near}"?`;
  return [{ field, code: "unknown-provider", message: `there is no provider "${provider}"`, hint }];
}
