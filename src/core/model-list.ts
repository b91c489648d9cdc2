import type { ModelRow } from "./model.ts";
import type { Price } from "./money.ts";
import { addTo } from "./multimap.ts";
import { compilePattern, isPattern } from "./name-pattern.ts";
import { nearest } from "./nearest.ts";
import type { Provider } from "./provider.ts";

/** One model as `imagegen models` and the docs show it. */
export interface ModelListing {
  readonly provider: string;
  readonly row: ModelRow;
  /** The day on which the sources were read. */
  readonly date: string;
  /** The estimate for one picture of 1024x1024, or for one clip. */
  readonly price: Price;
  /** Names of the assets that ask for it. */
  readonly usedBy: readonly string[];
}

/** What somebody wants to see of the tables. */
export interface ModelQuery {
  /** A part of an id or of a family, in any case, or a glob. */
  readonly pattern?: string;
  /** Retired ones too. What is named by a pattern or used by the project is shown always. */
  readonly all: boolean;
}

export interface ModelList {
  readonly listings: readonly ModelListing[];
  /** Retired ones that the query left out. */
  readonly hidden: number;
  /** Ids that the project uses and no table has. */
  readonly unknown: readonly string[];
  /** The id that was probably meant, where a pattern matches nothing. */
  readonly meant?: string;
}

/** Which asset asks which provider for which model. */
export interface ModelUse {
  readonly asset: string;
  readonly provider: string;
  readonly model: string;
}

/** The rows of the providers' tables that a query is about, in the order of the tables. */
export function listModels(
  providers: readonly Provider[],
  uses: readonly ModelUse[],
  { pattern, all }: ModelQuery,
): ModelList {
  const users = new Map<string, string[]>();
  for (const { asset, provider, model } of uses) addTo(users, `${provider} ${model}`, asset);
  const every = providers.flatMap((provider) => listingsOf(provider, users));
  const matching = pattern === undefined ? every : matchModels(every, pattern);
  const shown = matching.filter(
    ({ row, usedBy }) => all || pattern !== undefined || row.status.state === "listed" || usedBy.length > 0,
  );
  const ids = every.map(({ row }) => row.id);
  const meant = pattern !== undefined && shown.length === 0 ? nearestId(pattern, ids) : undefined;
  const unknown = pattern === undefined ? unknownModels(providers, uses) : [];
  return { listings: shown, hidden: matching.length - shown.length, unknown, ...(meant !== undefined && { meant }) };
}

function unknownModels(providers: readonly Provider[], uses: readonly ModelUse[]): readonly string[] {
  const tables = new Map<string, ReadonlySet<string>>();
  for (const { name, models } of providers)
    if (models !== undefined) tables.set(name, new Set(models.rows.map(({ id }) => id)));
  const unknown = uses.filter(({ provider, model }) => tables.get(provider)?.has(model) === false);
  return [...new Set(unknown.map(({ model }) => model))];
}

function listingsOf(provider: Provider, users: ReadonlyMap<string, readonly string[]>): readonly ModelListing[] {
  const { models } = provider;
  if (models === undefined) return [];
  return models.rows.map((row) => ({
    provider: provider.name,
    row,
    date: models.date,
    price: provider.price({
      provider: provider.name,
      epoch: provider.epoch,
      endpoint: "",
      body: { model: row.id, width: 1024, height: 1024 },
    }),
    usedBy: users.get(`${provider.name} ${row.id}`) ?? [],
  }));
}

function matchModels(listings: readonly ModelListing[], pattern: string): readonly ModelListing[] {
  const exact = listings.filter(({ row }) => row.id === pattern);
  if (exact.length > 0) return exact;
  const wanted = pattern.toLowerCase();
  // In a glob `*` stops at `/`; nobody who looks for a model thinks of that.
  const matches = isPattern(wanted)
    ? compilePattern(wanted.replaceAll(/\*+/g, "**"))
    : (text: string) => text.includes(wanted);
  return listings.filter(({ row }) => matches(row.id.toLowerCase()) || row.family.toLowerCase() === wanted);
}

function nearestId(pattern: string, ids: readonly string[]): string | undefined {
  const byName = new Map(ids.map((id) => [id.slice(id.indexOf("/") + 1), id]));
  const name = nearest(pattern.slice(pattern.indexOf("/") + 1), byName.keys());
  return name === undefined ? undefined : byName.get(name);
}
