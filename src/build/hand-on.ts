import { handOn } from "../core/hand-on.ts";
import { lazily } from "../core/lazily.ts";
import type { BuildJournal } from "./journal.ts";
import type { Begun, Session } from "./session.ts";

/**
 * After a build of some of the assets: gives what the lock would no longer say of a picture to an asset that waits for
 * it. See `core/hand-on.ts`.
 *
 * @throws MachineError
 */
export async function handOnEntries(
  { assets }: Session,
  { lock, planning, facts }: Begun,
  journal: BuildJournal,
  selected: ReadonlySet<string>,
): Promise<void> {
  const wanted = lazily(
    () =>
      new Map(
        assets.flatMap(({ asset: { name } }) => {
          if (selected.has(name)) return [];
          // As they stood when the run began: the plan that had a picture for each of them.
          const keys = planning.again(name).samples.flatMap(({ key }) => key ?? []);
          return [[name, keys] as const];
        }),
      ),
  );
  const isStored = (key: string) => facts.generation(key)?.originals.some(({ sha256 }) => facts.has(sha256)) === true;
  for (const change of handOn({ before: lock, after: journal.locked(), wanted, isStored })) await journal.entry(change);
}
