import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openSession } from "../../src/build/session.ts";
import type { BuildEvent } from "../../src/core/event.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { pathInBucket } from "../../src/store/layout.ts";
import { workspace } from "../store/workspace.ts";

const MANIFEST = "version: 1\nprovider: sketch\nassets:\n  hero:\n    prompt: a lake\n    output: out/{name}.png\n";

test("a command that only looks says that a record is damaged, and leaves it where it is", async () => {
  const root = workspace();
  writeFileSync(join(root, "images.config.yaml"), MANIFEST);
  const events: BuildEvent[] = [];
  const plan = async (readOnly: boolean) => {
    const session = await openSession({
      cwd: root,
      kit: PROVIDER_KIT,
      environment: () => undefined,
      listener: (event) => events.push(event),
      readOnly,
    });
    return (await session.begin({})).plan;
  };
  const [sample] = (await plan(true)).assets[0]?.samples ?? [];
  const record = pathInBucket(join(root, ".imagegen"), "generations", sample?.key ?? "");
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, "damaged");

  const damaged = { type: "warning", code: "record-damaged" };
  await plan(true);
  expect(events).toEqual([expect.objectContaining(damaged)]);
  expect(existsSync(record)).toBe(true);

  await plan(false);
  expect(events).toHaveLength(2);
  expect(existsSync(record)).toBe(false);
});
