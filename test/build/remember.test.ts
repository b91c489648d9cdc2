import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runBuild } from "../../src/build/build.ts";
import { rememberNothingToDo } from "../../src/build/remember.ts";
import { openSession } from "../../src/build/session.ts";
import { snapshotPlace } from "../../src/build/snapshot-place.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { readSnapshot } from "../../src/store/snapshot.ts";
import { filesBelow, workspace } from "../store/workspace.ts";
import { togetherAt } from "../support/project.ts";
import { startTogetherServer, type TogetherServer } from "../support/together-server.ts";

const MANIFEST = `version: 1
provider: together
store: { originals: kept }
output: out/{name}.png
assets:
  hero: { prompt: A lake, model: black-forest-labs/FLUX.2-dev, width: 256, height: 256 }
`;

let server: TogetherServer;

beforeEach(async () => {
  server = await startTogetherServer({ pictures: "png" });
});

afterEach(() => server.close());

test("that there is nothing to do is forgotten when an original goes that the repository keeps", async () => {
  const root = workspace();
  writeFileSync(join(root, "images.config.yaml"), MANIFEST);
  const environment: Readonly<Record<string, string>> = togetherAt(server.url);
  const open = () =>
    openSession({ cwd: root, kit: PROVIDER_KIT, environment: (name) => environment[name], listener: () => undefined });
  const { signal } = new AbortController();
  await runBuild(await open(), { frozen: false, stop: signal, abort: signal });
  const session = await open();
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
