import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planChange } from "../../src/build/plan-change.ts";
import { rememberNothingToDo } from "../../src/build/remember.ts";
import { openSession, type Session } from "../../src/build/session.ts";
import { sha256 } from "../../src/core/digest.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import { formatLock, parseLock } from "../../src/core/lockfile.ts";
import type { Plan } from "../../src/core/plan.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { findingsOf, formatFindings } from "../../src/report/check-text.ts";
import { formatPlan } from "../../src/report/plan-text.ts";
import { workspace } from "../store/workspace.ts";
import { BEYOND, CATALOGUE, CATALOGUE_FILES, EDITS, WITHIN } from "../support/catalogue-edits.ts";
import { settledLock } from "../support/settled-lock.ts";
import { tick } from "../support/tick.ts";

const VERSION = "0.0.0-test";
const MANIFEST = "images.config.yaml";

function open(root: string): Promise<Session> {
  return openSession(options(root));
}

function options(root: string) {
  return { cwd: root, kit: PROVIDER_KIT, environment: () => undefined, listener: () => undefined };
}

/** A project in which everything is made, and a build had nothing to do. */
async function settled(manifest = CATALOGUE): Promise<string> {
  const root = workspace();
  const write = (file: string, content: string | Buffer) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
    return { sha256: sha256(content), bytes: Buffer.byteLength(content) };
  };
  write(MANIFEST, manifest);
  for (const [file, content] of Object.entries(CATALOGUE_FILES)) write(file, content);
  // Each round makes what does not wait for another asset.
  for (;;) {
    const session = await open(root);
    expect(session.diagnostics).toEqual([]);
    const { assets } = (await session.begin({})).plan;
    if (assets.every(({ action }) => action === "fresh")) break;
    const ready = assets.filter(({ samples }) => samples.every(({ key }) => key !== undefined));
    const lock = settledLock(ready, (path) => write(path, `output ${path}`));
    write(LOCK_FILE, formatLock(lock));
  }
  const session = await open(root);
  // As if all had been at rest for a while.
  await rememberNothingToDo({ ...session, opened: Date.now() + 10_000 }, await session.begin({}), VERSION);
  tick(root);
  return root;
}

function edit(root: string, change: (text: string) => string): void {
  const file = join(root, MANIFEST);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** The plan of the change, if there is one, against that of the whole. */
async function compare(root: string): Promise<"same" | "none"> {
  const quick = await planChange(options(root), VERSION);
  if (quick === undefined) return "none";
  const session = await open(root);
  expect(session.diagnostics).toEqual([]);
  const { plan: whole } = await session.begin({});
  const { plan, others } = quick;
  expect(others + plan.assets.length).toBe(whole.assets.length);
  expect(formatPlan(plan, { verbose: false, others })).toBe(formatPlan(whole, { verbose: false }));
  const check = (planned: Plan) => formatFindings(findingsOf(planned), whole);
  expect(check(plan)).toBe(check(whole));
  const planned = new Set(plan.assets.map(({ name }) => name));
  const rest = whole.assets.filter(({ name }) => !planned.has(name));
  expect(rest.filter(({ action }) => action !== "fresh")).toEqual([]);
  expect(plan).toEqual({ ...whole, assets: whole.assets.filter(({ name }) => planned.has(name)) });
  return "same";
}

/** What else may happen to a project. */
const ACCIDENTS: Readonly<Record<string, (root: string) => void>> = {
  "output deleted": (root) => rmSync(join(root, "out/icon.webp"), { force: true }),
  "output edited": (root) => appendFileSync(join(root, "out/hero.webp"), "x"),
  "prompt file edited": (root) => writeFileSync(join(root, "prompts/told.txt"), "a raft"),
  "lock edited": (root) => {
    const file = join(root, LOCK_FILE);
    writeFileSync(file, readFileSync(file, "utf8").replace("a cup", "a tin"));
  },
  "entry of the lock removed": (root) => {
    const file = join(root, LOCK_FILE);
    const parsed = parseLock(readFileSync(file, "utf8"));
    if (!("lock" in parsed)) return;
    const assets = new Map([...parsed.lock.assets].filter(([name]) => name !== "look"));
    writeFileSync(file, formatLock({ ...parsed.lock, assets }));
  },
  "recall deleted": (root) => rmSync(join(root, ".imagegen/recall"), { force: true }),
  "recall cut off": (root) => writeFileSync(join(root, ".imagegen/recall"), "{}\n"),
  "recall damaged": (root) => {
    const file = join(root, ".imagegen/recall");
    writeFileSync(file, readFileSync(file, "utf8").replace("a cup", "a can"));
  },
  "snapshot deleted": (root) => rmSync(join(root, ".imagegen/snapshot"), { force: true }),
};

describe("a plan of what changed", () => {
  test.each(Object.entries(WITHIN))("is made within entries: %s", async (_name, change) => {
    const root = await settled();
    edit(root, change);
    expect(await compare(root)).toBe("same");
  });

  test.each(Object.entries(BEYOND))("is left to the whole: %s", async (_name, change) => {
    const root = await settled();
    const before = readFileSync(join(root, MANIFEST), "utf8");
    edit(root, change);
    expect(readFileSync(join(root, MANIFEST), "utf8")).not.toBe(before);
    expect(await compare(root)).toBe("none");
  });

  test.each(Object.entries(ACCIDENTS))("is not made after an accident: %s", async (_name, accident) => {
    const root = await settled();
    edit(root, EDITS["two prompts"] as (text: string) => string);
    expect(await compare(root)).toBe("same");
    accident(root);
    expect(await compare(root)).toBe("none");
  });

  test("is that of the whole, whatever is edited", async () => {
    const marks = fc.constantFrom(
      ..."#:-&*!|>'\"{}[],? \n\t\r%@`~=\\.ab1",
      "\n  ",
      "\n    ",
      "  ",
      ": ",
      "- ",
      "\n\n",
      "---\n",
    );
    const typing = fc.record({ at: fc.nat(CATALOGUE.length), cut: fc.nat(4), text: fc.array(marks, { maxLength: 3 }) });
    const step = fc.oneof(fc.constantFrom(...Object.values(EDITS)), typing);
    const root = await settled();
    let made = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        const typed = (text: string, step: (typeof steps)[number]) =>
          typeof step === "function"
            ? step(text)
            : text.slice(0, step.at) + step.text.join("") + text.slice(step.at + step.cut);
        writeFileSync(join(root, MANIFEST), steps.reduce(typed, CATALOGUE));
        if ((await compare(root)) === "same") made += 1;
      }),
      { numRuns: 300 },
    );
    expect(made).toBeGreaterThan(0);
  });
});
