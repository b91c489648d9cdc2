import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runBuild } from "../../src/build/build.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import { onePicture, openAt, server, serveSessions } from "../support/together-session.ts";

serveSessions();

test("what was spent is told, also by a build that fails after it", async () => {
  const root = onePicture();
  // Nothing can be put into the place of a folder.
  const session = await openAt(root, ({ type }) => void (type === "call-finished" && mkdirSync(join(root, LOCK_FILE))));
  const told: object[] = [];
  const { signal } = new AbortController();
  const build = runBuild(session, {
    frozen: false,
    onSpent: (spent) => void told.push(spent),
    stop: signal,
    abort: signal,
  });
  await expect(build).rejects.toThrow(LOCK_FILE);
  expect(server.calls()).toBe(1);
  expect(told).toMatchObject([{ calls: 1, usd: expect.closeTo(0.0154, 4) as number, ambiguousUsd: 0 }]);
});
