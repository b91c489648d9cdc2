import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runBuild } from "../../src/build/build.ts";
import { rememberNothingToDo } from "../../src/build/remember.ts";
import { snapshotPlace } from "../../src/build/snapshot-place.ts";
import { readSnapshot } from "../../src/store/snapshot.ts";
import { filesBelow } from "../store/workspace.ts";
import { onePicture, openAt, serveSessions } from "../support/together-session.ts";

serveSessions();

test("that there is nothing to do is forgotten when an original goes that the repository keeps", async () => {
  const root = onePicture("store: { originals: kept }\n");
  const { signal } = new AbortController();
  await runBuild(await openAt(root), { frozen: false, stop: signal, abort: signal });
  const session = await openAt(root);
  // As if all had been at rest for a while.
  await rememberNothingToDo({ ...session, opened: Date.now() + 10_000 }, await session.begin({}), "1");
  const { file, circumstances } = snapshotPlace(root, "1");
  const remembered = () => readSnapshot(file, { root, circumstances, required: [] });
  expect(remembered()).toBeDefined();
  const kept = filesBelow(join(root, "kept"));
  expect(kept).toHaveLength(1);
  rmSync(join(root, "kept", kept[0] as string));
  expect(remembered()).toBeUndefined();
});
