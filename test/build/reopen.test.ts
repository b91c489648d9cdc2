import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reopenSession } from "../../src/build/reopen.ts";
import { openSession, type Session } from "../../src/build/session.ts";
import { sha256 } from "../../src/core/digest.ts";
import { LOCK_FILE } from "../../src/core/file-names.ts";
import { formatLock } from "../../src/core/lockfile.ts";
import { PROVIDER_KIT } from "../../src/providers/kit.ts";
import { workspace } from "../store/workspace.ts";
import { BEYOND, CATALOGUE, CATALOGUE_FILES, EDITS, WITHIN } from "../support/catalogue-edits.ts";
import { settledLock } from "../support/settled-lock.ts";

const MANIFEST = "images.config.yaml";

function optionsFor(root: string, profile?: string) {
  return {
    cwd: root,
    ...(profile !== undefined && { profile }),
    kit: PROVIDER_KIT,
    environment: () => undefined,
    listener: () => undefined,
  };
}

function projectOf(manifest: string): string {
  const root = workspace();
  for (const [file, content] of Object.entries({ ...CATALOGUE_FILES, [MANIFEST]: manifest })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

function edit(root: string, change: (text: string) => string): void {
  const file = join(root, MANIFEST);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

/** All that a session says of its project. */
async function sightOf(session: Session) {
  const { assets, understood, sources, inputs, diagnostics, budget, limits, referenceUrls, profile, files } = session;
  const plan = diagnostics.length === 0 ? (await session.begin({})).plan : undefined;
  return { assets, understood, sources, inputs, diagnostics, budget, limits, referenceUrls, profile, files, plan };
}

/** Reopens after an edit, if that is certain, and compares with opening the whole. Gives the session to go on with. */
async function follow(root: string, session: Session, profile?: string) {
  const reopened = await reopenSession(session, optionsFor(root, profile));
  const whole = await openSession(optionsFor(root, profile));
  if (reopened !== undefined) expect(await sightOf(reopened.session)).toEqual(await sightOf(whole));
  return { reopened, session: reopened?.session ?? whole };
}

describe("a project that was opened before", () => {
  test.each(Object.entries(WITHIN))("is opened again by what changed: %s", async (_name, change) => {
    const root = projectOf(CATALOGUE);
    const session = await openSession(optionsFor(root));
    edit(root, change);
    const { reopened } = await follow(root, session);
    expect(reopened?.changed.size).toBeGreaterThan(0);
    expect(reopened?.changed.size).toBeLessThan(session.assets.length / 2);
  });

  test.each(Object.entries(BEYOND))("is left to be opened as a whole: %s", async (_name, change) => {
    const root = projectOf(CATALOGUE);
    const session = await openSession(optionsFor(root));
    edit(root, change);
    expect((await follow(root, session)).reopened).toBe(undefined);
  });

  test("is the same where nothing was edited, and not where a file that it names was", async () => {
    const root = projectOf(CATALOGUE);
    const session = await openSession(optionsFor(root));
    expect((await follow(root, session)).reopened?.changed).toEqual(new Set());
    writeFileSync(join(root, "prompts/told.txt"), "a raft");
    expect((await follow(root, session)).reopened).toBe(undefined);
    writeFileSync(join(root, "prompts/told.txt"), "a boat");
    rmSync(join(root, "brand/logo.png"));
    expect((await follow(root, session)).reopened).toBe(undefined);
    writeFileSync(join(root, "images.config.json"), "{}");
    expect((await follow(root, session)).reopened).toBe(undefined);
  });

  test.each([
    ["", undefined],
    [" of drafts, with originals in the repository", "small"],
  ])("whatever is edited, one edit after the other%s", { timeout: 60_000 }, async (_, profile) => {
    const settings =
      "store: { originals: kept }\nprofiles: { small: { provider: sketch, scale: 0.5, folder: small } }\n";
    const manifest = profile === undefined ? CATALOGUE : CATALOGUE.replace("assets:", `${settings}assets:`);
    let reopenings = 0;
    const change = fc.oneof(...[WITHIN, EDITS].map((edits) => fc.constantFrom(...Object.keys(edits))));
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (names) => {
        const root = projectOf(manifest);
        let session = await openSession(optionsFor(root, profile));
        for (const name of names) {
          edit(root, EDITS[name as keyof typeof EDITS] as (text: string) => string);
          const next = await follow(root, session, profile);
          if (next.reopened !== undefined && next.reopened.changed.size > 0) reopenings += 1;
          session = next.session;
        }
      }),
      { numRuns: 60 },
    );
    // What is opened as a whole is compared with nothing.
    expect(reopenings).toBeGreaterThan(20);
  });
});

test("a plan of a few of many assets says of them what the whole plan says", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `a${index}`);
  const root = projectOf(
    `version: 1\nprovider: sketch\noutput: out/{name}.png\nassets:\n${names.map((name) => `  ${name}: { prompt: x ${name} }\n`).join("")}`,
  );
  const built = await openSession(optionsFor(root));
  const lock = settledLock((await built.begin({})).plan.assets, (path) => {
    // Only what begins as a picture does is ever moved.
    const content = `GIF89a ${path}`;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    return { sha256: sha256(content), bytes: content.length };
  });
  writeFileSync(join(root, LOCK_FILE), formatLock(lock));
  writeFileSync(join(root, "out/a1.png"), "painted over");
  rmSync(join(root, "out/a2.png"));
  edit(root, (text) =>
    text
      .replace("a3: { prompt", "a3: { output: elsewhere/a3.png, prompt")
      .replace("x a4", "another")
      .replace("  a5:", "  renamed:")
      .replace("  a6: { prompt: x a6 }\n", ""),
  );
  const session = await openSession(optionsFor(root));
  const { plan: whole } = await session.begin({});
  expect(new Set(whole.assets.map(({ action }) => action)).size).toBeGreaterThan(3);
  for (const planned of whole.assets) {
    const { assets, orphans } = (await session.begin({ selected: new Set([planned.name]) })).plan;
    expect(assets).toEqual([planned]);
    expect(orphans.map(({ path }) => path)).toContain("out/a6.png");
  }
});
