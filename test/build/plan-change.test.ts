import * as fc from "fast-check";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { planChange } from "../../src/build/plan-change.ts";
import { rememberNothingToDo } from "../../src/build/remember.ts";
import { openSession, type Session } from "../../src/build/session.ts";
import { PROVIDER_KIT } from "../../src/cli/provider-kit.ts";
import { sha256 } from "../../src/core/digest.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import type { Plan } from "../../src/core/plan.ts";
import { formatLock, parseLock } from "../../src/core/lockfile.ts";
import { findingsOf, formatFindings } from "../../src/report/check-text.ts";
import { formatPlan } from "../../src/report/plan-text.ts";
import { workspace } from "../store/workspace.ts";
import { settledLock } from "../support/settled-lock.ts";
import { tick } from "../support/tick.ts";

const VERSION = "0.0.0-test";
const MANIFEST = "images.config.yaml";

/** Everything that an entry can share with others stands in it. */
const CATALOGUE = `# of a shop
version: 1
provider: sketch
vars: { brand: quiet }
output: out/{name}.{ext}
defaults: { width: 64, height: 64, format: webp }
styles:
  flat:
    prompt: "{prompt}, flat"
  deep:
    prompt: "{prompt}, deep, {brand}"
assets:
  # the first
  hero:
    prompt: a lake
    style: flat
    seed: 7
  icon: { prompt: a cup, style: deep }

  portrait:
    prompt: |
      an old
        fisherman

    tags: [people]
  badge-{season}:
    matrix: { season: [spring, autumn] }
    prompt: a tree in {season}
  banner:
    prompt: "two lines
      of one text"
    outputs:
      - { format: png }
      - { format: webp, widths: [32, 48] }
  scene:
    prompt: the same
    references: ["asset:hero"]
  look:
    prompt: a forest
    references: [brand/logo.png]
  told:
    prompt_file: prompts/told.txt
# after all
budget: { max_calls: 9 }
`;

const PNG = Buffer.from("\x89PNG\r\n\x1a\n rest of it", "latin1");

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
  write("prompts/told.txt", "a boat");
  write("prompts/other.txt", "a ship");
  write("brand/logo.png", PNG);
  // Each round makes what does not wait for another asset.
  for (;;) {
    const session = await open(root);
    expect(session.diagnostics).toEqual([]);
    const { assets } = await session.plan({});
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
  const whole = await session.plan({});
  const { plan, others } = quick;
  expect(others + plan.assets.length).toBe(whole.assets.length);
  expect(formatPlan(plan, { verbose: false, others })).toBe(formatPlan(whole, { verbose: false }));
  const check = (planned: Plan) => formatFindings(findingsOf(planned, { unmerged: false }), whole);
  expect(check(plan)).toBe(check(whole));
  const planned = new Set(plan.assets.map(({ name }) => name));
  const rest = whole.assets.filter(({ name }) => !planned.has(name));
  expect(rest.filter(({ action }) => action !== "fresh")).toEqual([]);
  expect(plan).toEqual({ ...whole, assets: whole.assets.filter(({ name }) => planned.has(name)) });
  return "same";
}

const replace = (from: string, to: string) => (text: string) => text.replace(from, () => to);

/** Edits of single entries that have no effect on others: what this is for. */
const WITHIN: Readonly<Record<string, (text: string) => string>> = {
  prompt: replace("a cup", "a mug"),
  "two prompts": (text) => text.replace("a cup", "a pot").replace("a forest", "a wood"),
  comment: replace("[people]", "[people] # and more"),
  "comment between": replace("  portrait:", "\n  # old ones\n  portrait:"),
  seed: replace("{ prompt: a cup", "{ seed: 3, prompt: a cup"),
  "form of a text": replace('"two lines\n      of one text"', "two lines of one text"),
  block: replace("        fisherman", "        farmer"),
  tag: replace("a cup", "!!str a cup"),
  tags: replace("[people]", "[people, old]"),
  matrix: replace("a tree in", "a bush in"),
  operations: replace("{ format: png }", "{ format: png, fit: cover }"),
  "more styles": replace("prompt: a forest", "prompt: a forest\n    style: [flat, deep]"),
};

/** Edits that reach further, or say something. */
const BEYOND: Readonly<Record<string, (text: string) => string>> = {
  "referred to": replace("seed: 7", "seed: 8"),
  default: replace("width: 64", "width: 72"),
  variable: replace("quiet", "loud"),
  style: replace("{prompt}, flat", "{prompt}, very flat"),
  renamed: replace("  icon:", "  cup:"),
  removed: replace("  icon: { prompt: a cup, style: deep }\n", ""),
  added: replace("  icon:", "  more: { prompt: more }\n  icon:"),
  "twice the same": replace("  icon:", "  look: { prompt: more }\n  icon:"),
  moved: (text) => {
    const icon = "  icon: { prompt: a cup, style: deep }\n";
    return text.replace(icon, "").replace("  scene:", `${icon}  scene:`);
  },
  "last use of a style": replace(", style: deep", ""),
  "style that is none": replace("style: deep", "style: dep"),
  "asset that is none": replace("asset:hero", "asset:her"),
  reference: replace("[brand/logo.png]", '["asset:icon"]'),
  "another file": replace("prompts/told.txt", "prompts/other.txt"),
  "no file": replace("prompts/told.txt", "prompts/none.txt"),
  "more outputs": replace("{ format: png }", "{ format: png }\n      - { format: avif }"),
  "one path for two": replace("prompt: a cup", "output: out/hero.webp, prompt: a cup"),
  "one path but for case": replace("prompt: a cup", "output: out/HERO.webp, prompt: a cup"),
  samples: replace("{ prompt: a cup", "{ n: 2, output: 'out/{name}-{index}.{ext}', prompt: a cup"),
  anchor: replace("prompt: a cup", "prompt: &cup a cup"),
  "anchor and alias": (text) => text.replace("prompt: a cup", "prompt: &cup a cup").replace("a forest", "*cup"),
  document: replace("  icon:", "---\n  icon:"),
  tab: replace("    prompt: a forest", "\tprompt: a forest"),
  "open quote": replace("the same", '"the same'),
  "two open quotes": (text) => text.replace("a lake", '"a lake').replace("a forest", 'a forest"'),
  "open list": replace("[people]", "[people"),
  "unknown field": replace("tags:", "tag:"),
  CRLF: (text) => text.replaceAll("\n", "\r\n"),
  "one CR": replace("a cup", "a\rcup"),
  "the same request": replace(
    "prompt: a forest\n    references: [brand/logo.png]",
    "prompt: a lake\n    style: flat\n    seed: 7",
  ),
  empty: () => "",
  "assets twice": (text) => `${text}assets:\n  z: { prompt: z }\n`,
};

const EDITS = { ...WITHIN, ...BEYOND };

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
