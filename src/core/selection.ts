import type { Asset } from "./asset.ts";
import { sha256 } from "./digest.ts";
import { byCodeUnit, canonicalText, type Json } from "./json.ts";
import { addTo } from "./multimap.ts";
import { compilePattern, isPattern, type NamePattern } from "./name-pattern.ts";
import { nearest } from "./nearest.ts";
import { fitsTemplate } from "./output-path.ts";

/** Which assets a command is about, as somebody typed it. */
export interface SelectionRequest {
  /** `hero`, `icon-*`, `+hero` (with what it needs), `hero+` (with what needs it). None: all. */
  readonly names: readonly string[];
  /** Taken away at the end; the same forms. */
  readonly exclude: readonly string[];
  /** Keeps, of what the names say, the assets that have one of these tags. */
  readonly tags: readonly string[];
  /** Keeps, of what is left, one of `count` parts. */
  readonly shard?: Shard;
}

/** One of `count` parts of the project, from 1; each asset is in exactly one of them. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** What can be selected from. */
export type SelectableAsset = Pick<Asset, "name" | "tags" | "references"> &
  Partial<Pick<Asset, "provider" | "parameters" | "outputs">>;

export type Selection =
  /** Undefined: all, and nobody has to look at them. */
  { readonly names: ReadonlySet<string> | undefined } | { readonly problems: readonly SelectionProblem[] };

/** A mistake of the one who typed. */
export interface SelectionProblem {
  readonly message: string;
  readonly hint?: string;
}

/**
 * Turns a request into names. Tags narrow what the names say before `+` widens it, so `+hero --tag home` still brings
 * what hero needs. A word that matches nothing is a problem, never an empty success.
 */
export function selectAssets(assets: readonly SelectableAsset[], request: SelectionRequest): Selection {
  const { shard } = request;
  if (request.names.length === 0 && request.exclude.length === 0 && request.tags.length === 0) {
    return { names: shard && inShard(assets, shard) };
  }
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const problems: SelectionProblem[] = [];
  const tagged = taggedNames(assets, request.tags, problems);
  const selected = new Set<string>();
  for (const term of request.names.length === 0 ? ["**"] : request.names) {
    for (const name of resolveTerm(term, { byName, keep: (name) => tagged?.has(name) ?? true, problems }))
      selected.add(name);
  }
  for (const term of request.exclude) {
    for (const name of resolveTerm(term, { byName, keep: () => true, problems })) selected.delete(name);
  }
  if (problems.length > 0) return { problems };
  if (selected.size === 0)
    return { problems: [{ message: "nothing is left of the selection", hint: "take back an --exclude or a --tag" }] };
  if (shard === undefined) return { names: selected };
  const part = inShard(assets, shard);
  return { names: new Set([...selected].filter((name) => part.has(name))) };
}

/**
 * The assets of a shard: by the digest of a name, so that it is the same on every machine and adding an asset moves no
 * other. Assets that refer to each other, or that share a request, go together, by the first of their names: a shard
 * needs nothing that another one is still making, and nothing is paid for in two. A shard may be empty.
 */
function inShard(assets: readonly SelectableAsset[], { index, count }: Shard): ReadonlySet<string> {
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const needed = needs(byName);
  const users = neededBy(byName);
  const alike = equalRequests(assets);
  const selected = new Set<string>();
  const seen = new Set<string>();
  for (const { name } of assets) {
    if (seen.has(name)) continue;
    const together = closure([name], (one) => [...needed(one), ...users(one), ...alike(one)]);
    addAll(seen, together);
    const [first] = [...together].sort(byCodeUnit);
    if (Number.parseInt(sha256(first ?? name).slice(0, 12), 16) % count === index - 1) addAll(selected, together);
  }
  return selected;
}

/** Only a seed that somebody set can be that of two assets: an automatic one comes from the name. */
function equalRequests(assets: readonly SelectableAsset[]): Neighbours {
  const groups = new Map<string, string[]>();
  const groupOf = new Map<string, string[]>();
  for (const { name, provider, parameters, references } of assets) {
    if (parameters?.seed === undefined) continue;
    const uses = references.map(({ place: _place, ...reference }) => reference);
    const request = canonicalText({ provider, parameters, uses } as unknown as Json);
    const group = groups.get(request) ?? [];
    group.push(name);
    groups.set(request, group);
    groupOf.set(name, group);
  }
  return (name) => groupOf.get(name) ?? [];
}

interface Context {
  readonly byName: ReadonlyMap<string, SelectableAsset>;
  keep(name: string): boolean;
  readonly problems: SelectionProblem[];
}

function resolveTerm(term: string, context: Context): Iterable<string> {
  const word = term.replace(/^\+/, "").replace(/\+$/, "");
  const matched = matchWord(word, context);
  const kept = matched.filter((name) => context.keep(name));
  const selected = new Set(kept);
  if (term.startsWith("+")) addAll(selected, closure(kept, needs(context.byName)));
  if (term.length > 1 && term.endsWith("+")) addAll(selected, closure(kept, neededBy(context.byName)));
  return selected;
}

function matchWord(word: string, { byName, problems }: Context): readonly string[] {
  if (byName.has(word)) return [word];
  if (!isPattern(word)) {
    const maker = makerOf(word, byName.values());
    const near = maker ?? nearest(word, byName.keys());
    problems.push({
      message: `no asset is called ${JSON.stringify(word)}`,
      ...(near !== undefined && {
        hint: maker === undefined ? `did you mean ${near}?` : `it is an output of ${near}: say ${near} instead`,
      }),
    });
    return [];
  }
  const matches: NamePattern = compilePattern(word);
  const names = [...byName.keys()].filter(matches);
  if (names.length === 0) problems.push({ message: `${JSON.stringify(word)} matches no asset` });
  return names;
}

/** Whoever completes a word on the command line ends at the file. */
function makerOf(word: string, assets: Iterable<SelectableAsset>): string | undefined {
  const path = word.replace(/^(?:\.\/)+/, "");
  for (const { name, outputs = [] } of assets)
    if (outputs.some((files) => files.some((file) => file.path === path || fitsTemplate(path, new Set([file.path])))))
      return name;
  return undefined;
}

function taggedNames(
  assets: readonly SelectableAsset[],
  tags: readonly string[],
  problems: SelectionProblem[],
): ReadonlySet<string> | undefined {
  if (tags.length === 0) return undefined;
  const known = new Set(assets.flatMap((asset) => asset.tags));
  for (const tag of tags) {
    if (known.has(tag)) continue;
    const near = nearest(tag, known);
    problems.push({
      message: `no asset has the tag ${JSON.stringify(tag)}`,
      ...(near !== undefined && { hint: `did you mean ${near}?` }),
    });
  }
  return new Set(assets.filter((asset) => asset.tags.some((tag) => tags.includes(tag))).map((asset) => asset.name));
}

type Neighbours = (name: string) => readonly string[];

function needs(byName: ReadonlyMap<string, SelectableAsset>): Neighbours {
  return (name) =>
    (byName.get(name)?.references ?? []).flatMap((reference) => (reference.kind === "asset" ? [reference.name] : []));
}

function neededBy(byName: ReadonlyMap<string, SelectableAsset>): Neighbours {
  const users = new Map<string, string[]>();
  const needed = needs(byName);
  for (const name of byName.keys()) for (const other of needed(name)) addTo(users, other, name);
  return (name) => users.get(name) ?? [];
}

function closure(names: readonly string[], neighbours: Neighbours): ReadonlySet<string> {
  const reached = new Set(names);
  // A set that grows while it is walked visits what is added.
  for (const name of reached) addAll(reached, neighbours(name));
  return reached;
}

function addAll(target: Set<string>, names: Iterable<string>): void {
  for (const name of names) target.add(name);
}
