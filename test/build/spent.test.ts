import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runBuild } from "../../src/build/build.ts";
import { openSession } from "../../src/build/session.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { workspace } from "../store/workspace.ts";
import { togetherAt } from "../support/project.ts";
import { startTogetherServer, type TogetherServer } from "../support/together-server.ts";

const MANIFEST = `version: 1
provider: together
output: out/{name}.png
assets:
  hero: { prompt: A lake, model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }
`;

let server: TogetherServer;

beforeEach(async () => {
  server = await startTogetherServer({ pictures: "png" });
});

afterEach(() => server.close());

test("what was spent is told, also by a build that fails after it", async () => {
  const root = workspace();
  writeFileSync(join(root, "images.config.yaml"), MANIFEST);
  const environment: Readonly<Record<string, string>> = togetherAt(server.url);
  const session = await openSession({
    cwd: root,
    kit: PROVIDER_KIT,
    environment: (name) => environment[name],
    // Nothing can be put into the place of a folder.
    listener: ({ type }) => void (type === "call-finished" && mkdirSync(join(root, LOCK_FILE))),
  });
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
