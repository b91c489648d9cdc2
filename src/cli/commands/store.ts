import { relative, sep } from "node:path";
import { DiagnosticsError } from "../../build/diagnostics-error.ts";
import { arrivedIn } from "../../build/ledger.ts";
import { mendObjects } from "../../build/mend.ts";
import { readProfileLocks } from "../../build/profile.ts";
import type { Session } from "../../build/session.ts";
import { allCandidates } from "../../build/tries.ts";
import type { Candidate } from "../../core/candidates.ts";
import type { Sha256 } from "../../core/digest.ts";
import { EXIT } from "../../core/exit.ts";
import { irreplaceableIn } from "../../core/irreplaceable.ts";
import type { JsonObject } from "../../core/json.ts";
import { outputsOf, type Lock } from "../../core/lock.ts";
import type { Plan } from "../../core/plan.ts";
import { escapeControls } from "../../core/terminal.ts";
import { jsonLine } from "../../report/json-line.ts";
import { count, formatBytes } from "../../report/units.ts";
import { collectGarbage, type Collected } from "../../store/gc.ts";
import type { LedgerLine } from "../../store/journal-lines.ts";
import { readLedger } from "../../store/journal.ts";
import { storeStats, type StoreStats } from "../../store/stats.ts";
import type { Store } from "../../store/store.ts";
import type { Amount } from "../../store/survey.ts";
import { verifyStore } from "../../store/verify.ts";
import { readBranchLocks } from "../branch-locks.ts";
import type { Context } from "../context.ts";
import type { Invocation } from "../option-spec.ts";
import { planProfiles } from "../profile-plans.ts";
import { withProject } from "../project.ts";
import { withRemote } from "../shared-store.ts";
import { UsageError } from "../usage-error.ts";
import type { STORE_OPTIONS } from "./options.ts";

type StoreInvocation = Invocation<typeof STORE_OPTIONS>;

/** What one of the words after `store` gives. */
interface Outcome {
  readonly json: JsonObject;
  readonly lines: readonly string[];
  readonly exit: number;
}

export async function run(context: Context, { words, options }: StoreInvocation): Promise<number> {
  const deed = new Map(Object.entries(DEEDS)).get(words[0] ?? "");
  if (deed === undefined)
    throw new UsageError(`imagegen store does not know ${JSON.stringify(words[0])}`, "stats, gc or verify");
  return withRemote(context, options.remote, (shared) =>
    withProject(context, { shared }, async ({ session }) => {
      const { json, lines, exit } = await deed({ session, options, context });
      if (context.globals.json === true) context.stdout.write(jsonLine(json));
      else if (context.detail !== "quiet" || exit !== EXIT.done)
        context.stdout.write(lines.map((line) => `${escapeControls(line)}\n`).join(""));
      return exit;
    }),
  );
}

const DEEDS = { stats, gc: collect, verify } satisfies Record<string, (order: Order) => Promise<Outcome>>;

interface Order {
  readonly session: Session;
  readonly options: StoreInvocation["options"];
  readonly context: Context;
}

async function stats({ session }: Order): Promise<Outcome> {
  const { store, lock } = await session.begin({});
  const { originals, derived, generations, derivations, damaged, kept } = storeStats(store);
  return {
    json: {
      type: "store-stats",
      directory: store.directory,
      originals: { ...originals },
      derived: { ...derived },
      generations,
      derivations,
      damaged,
      ...(kept && {
        kept: {
          directory: kept.directory,
          files: kept.files,
          bytes: kept.bytes,
          not_fetched: kept.notFetched,
          lacking: lackingIn(store, lock),
        },
      }),
    },
    lines: [
      store.directory,
      `originals  ${amountText(originals)}: paid for, never dropped by themselves`,
      `derived    ${amountText(derived)}: free to lose`,
      `records    ${count(generations, "generation")}, ${count(derivations, "derivation")}`,
      ...(damaged > 0 ? [`damaged    ${count(damaged, "file")} set aside`] : []),
      ...(kept ? keptLines(relative(session.root, kept.directory), kept, lackingIn(store, lock)) : []),
    ],
    exit: EXIT.done,
  };
}

function keptLines(folder: string, kept: NonNullable<StoreStats["kept"]>, lacking: number): readonly string[] {
  const away = kept.notFetched === 0 ? "" : `, ${kept.notFetched} of them Git LFS pointers: git lfs pull`;
  return [
    `kept       ${amountText(kept)} in ${folder}, for git${away}`,
    ...(lacking === 0
      ? []
      : [`not kept   ${count(lacking, "original")} that the lock names; imagegen build copies those that are here`]),
  ];
}

/** How much the lock names that nothing gives again and that the repository does not keep. */
function lackingIn({ originals }: Store, lock: Lock): number {
  return [...irreplaceableIn(lock).keys()].filter((sha256) => originals?.keeps(sha256) === false).length;
}

async function collect({ session, options, context }: Order): Promise<Outcome> {
  if (options.shared !== true && isOutside(session.root, session.storeDirectory)) {
    throw new UsageError(
      `the store is outside this project, in ${session.storeDirectory}`,
      "other projects may need its originals; --shared collects it all the same",
    );
  }
  const dryRun = options["dry-run"] === true;
  // Nothing is collected beside a build: what it stores is in no lock yet.
  const release = dryRun ? () => undefined : await session.lease({ wait: true });
  try {
    const { store, lock, plan } = await session.begin({});
    const locks = [lock, ...(await readBranchLocks(session.root)), ...profileLocks(session)];
    const { lines } = readLedger(session.files.ledger);
    const plans = [plan, ...(await planProfiles(context, session))];
    const named = namedBy(locks, { plans, candidates: allCandidates(session), lines });
    return collected(collectGarbage(store, { ...named, dryRun }), { dryRun, locks: locks.length });
  } finally {
    release();
  }
}

/** What a draft cost is no less paid for. @throws DiagnosticsError when one cannot be read: nothing may go then */
function profileLocks({ root }: Session): readonly Lock[] {
  const found = readProfileLocks(root);
  const problems = found.flatMap((read) => ("problem" in read ? [read.problem] : []));
  if (problems.length > 0) throw new DiagnosticsError(problems);
  return found.flatMap((read) => ("lock" in read ? [read.lock] : []));
}

function collected(gone: Collected, { dryRun, locks }: { readonly dryRun: boolean; readonly locks: number }): Outcome {
  const { originals, derived, generations, derivations, damaged, kept } = gone;
  return {
    json: {
      type: "store-gc",
      dry_run: dryRun,
      originals: { ...originals },
      kept: { ...kept },
      derived: { ...derived },
      generations,
      derivations,
      damaged,
    },
    lines: [
      `${dryRun ? "would remove" : "removed"} ${amountText(originals)} of originals and ${amountText(derived)} of derived files` +
        `${kept.files === 0 ? "" : `, and from the repository ${amountText(kept)} of originals`}; ` +
        `what ${count(locks, "lock")} of this repository ${locks === 1 ? "names" : "name"} and what is younger than a day stays.`,
    ],
    exit: EXIT.done,
  };
}

async function verify({ session }: Order): Promise<Outcome> {
  const { store, lock } = await session.begin({});
  const { checked, damaged: found, notFetched } = await verifyStore(store);
  const sound = new Set(await mendObjects(session, { store, lock, damaged: found }));
  const mended = found.filter(({ path }) => sound.has(path));
  const damaged = found.filter(({ path }) => !sound.has(path));
  const paths = (list: typeof notFetched) => list.map(({ path }) => relative(session.root, path));
  return {
    json: {
      type: "store-verify",
      checked: { ...checked },
      mended: mended.map(({ sha256 }) => sha256),
      damaged: paths(damaged),
      not_fetched: paths(notFetched),
    },
    lines: [
      ...paths(mended).map((path) => `mended       ${path}`),
      ...paths(damaged).map((path) => `damaged      ${path}`),
      ...paths(notFetched).map((path) => `not fetched  ${path}: git lfs pull`),
      `checked ${amountText(checked)}: ${mended.length} mended, ${damaged.length} damaged, ${notFetched.length} not fetched.`,
    ],
    exit: damaged.length === 0 ? EXIT.done : EXIT.pending,
  };
}

/** What is wanted beside what locks name. */
interface Wanted {
  /** Of the manifest as it is, by itself and under each profile. */
  readonly plans: readonly Plan[];
  readonly candidates: readonly Candidate[];
  readonly lines: readonly LedgerLine[];
}

/** Everything that a lock names, that somebody tried, or that the manifest as it is would use, recorded or not. */
function namedBy(
  locks: readonly Lock[],
  { plans, candidates, lines }: Wanted,
): { keepObjects: ReadonlySet<Sha256>; keepGenerations: ReadonlySet<Sha256> } {
  const keepObjects = new Set<Sha256>();
  const keepGenerations = new Set<Sha256>();
  for (const lock of locks) {
    for (const digest of lock.references.values()) keepObjects.add(digest);
    for (const entry of lock.assets.values()) {
      for (const [, { sha256 }] of outputsOf(entry)) keepObjects.add(sha256);
      for (const { key, original } of entry.samples) {
        keepGenerations.add(key);
        keepObjects.add(original.sha256);
      }
    }
  }
  for (const { key, original } of candidates) {
    keepGenerations.add(key);
    keepObjects.add(original.sha256);
  }
  const requests = new Set<Sha256>();
  for (const { key, source } of plans.flatMap(({ assets }) => assets.flatMap(({ samples }) => samples))) {
    if (key !== undefined) keepGenerations.add(key);
    if (source.type === "generate") requests.add(source.request);
  }
  for (const sha256 of arrivedIn(lines, requests)) keepObjects.add(sha256);
  return { keepObjects, keepGenerations };
}

function isOutside(root: string, directory: string): boolean {
  const path = relative(root, directory);
  return path === ".." || path.startsWith(`..${sep}`) || /^([A-Za-z]:|[/\\])/.test(path);
}

function amountText({ files, bytes }: Amount): string {
  return `${count(files, "file")} (${formatBytes(bytes)})`;
}
