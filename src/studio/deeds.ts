import { acceptAssets } from "../build/accept.ts";
import { DiagnosticsError, notAllowed } from "../build/diagnostics-error.ts";
import { planEdit, writeManifest, type ManifestEdit } from "../build/edit-manifest.ts";
import { assetOf, withSession } from "../build/open-project.ts";
import type { Session } from "../build/session.ts";
import { readCandidates, tryAsset } from "../build/tries.ts";
import { planChoice, takeBack, writeChoice, type Chosen } from "../build/write-choice.ts";
import { hasErrors } from "../core/diagnostic.ts";
import { canonicalText, type JsonObject } from "../core/json.ts";
import { provisionalRecipes, type PreparedAsset } from "../core/request.ts";
import { INSISTENCES } from "../core/wishes.ts";
import { MachineError } from "../store/machine-error.ts";
import { againMoney, ownEntry } from "./details.ts";
import { valueOf } from "./fields.ts";
import type { Answer, DeedName, Deeds, Fields } from "./protocol.ts";
import { BadRequest, readAmount, readChoice, readFields, readText, readTexts, readWholeNumber } from "./read-body.ts";
import { moneyOf } from "./rows.ts";
import { problemsOf, type Studio } from "./studio.ts";

interface Deed<Body> {
  /** @throws BadRequest */
  read(body: JsonObject): Body;
  /** @throws DiagnosticsError, MachineError */
  run(studio: Studio, body: Body): Promise<Answer> | Answer;
}

/** Everything that a page may ask for. Another one is a row here and a row in the protocol. */
const DEEDS: { readonly [Name in DeedName]: Deed<Deeds[Name]> } = {
  make: {
    read: (body) => ({
      ...(body["assets"] !== undefined && { assets: readTexts(body, "assets") }),
      ...(body["insist"] !== undefined && { insist: readChoice(body, "insist", INSISTENCES) }),
      ...(body["usd"] !== undefined && { usd: readAmount(body, "usd") }),
      ...(body["calls"] !== undefined && { calls: readWholeNumber(body, "calls", { min: 0 }) }),
    }),
    run(studio, { assets, insist, usd, calls }) {
      const limits = { ...(usd !== undefined && { maxCost: usd }), ...(calls !== undefined && { maxCalls: calls }) };
      const wish = { ...(assets && { assets }), ...(insist && { insist }), ...limits };
      studio.watch.send({ type: "go", wish });
      return done("asked for");
    },
  },
  withdraw: {
    read: (body) => ({ asset: readText(body, "asset") }),
    run(studio, { asset }) {
      const isInTime = studio.watch.withdraw(asset);
      return done(`${asset} is ${isInTime ? "taken back" : "already asked for; no further call is made for it"}`);
    },
  },
  pause: {
    read: () => ({}),
    run(studio) {
      studio.watch.send({ type: "pause" });
      return done(studio.watch.paused ? "paused" : "going on");
    },
  },
  look: {
    read: () => ({}),
    run(studio) {
      studio.watch.send({ type: "hint" });
      return done("looking again");
    },
  },
  try: {
    read: (body) => ({
      asset: readText(body, "asset"),
      count: readWholeNumber(body, "count", { min: 1, max: 64 }),
      fields: readFields(body),
      ...(body["usd"] !== undefined && { usd: readAmount(body, "usd") }),
    }),
    run: (studio, body) => tryCandidates(studio, body),
  },
  pick: {
    read: (body) => ({ asset: readText(body, "asset"), number: readWholeNumber(body, "number", { min: 1 }) }),
    run: (studio, { asset, number }) =>
      choosing(studio, asset, async () => {
        const candidate = await withSession(studio.options.open, undefined, async (session) =>
          readCandidates(session, asset).find((one) => one.number === number),
        );
        if (candidate === undefined) throw new BadRequest(`${asset} has no candidate ${number}`);
        const { open } = studio.options;
        return writeChoice(open, await planChoice(open, asset, candidate));
      }),
  },
  back: {
    read: (body) => ({
      asset: readText(body, "asset"),
      sample: readWholeNumber(body, "sample", { min: 0 }),
      sha256: readText(body, "sha256"),
    }),
    run: (studio, { asset, sample, sha256 }) =>
      choosing(studio, asset, async () => {
        const past = (await studio.past(asset)).find((one) => one.sample === sample && one.original.sha256 === sha256);
        if (past === undefined) throw new BadRequest(`${asset} never had that picture, or it is gone`);
        return takeBack(studio.options.open, asset, past);
      }),
  },
  edit: {
    read: (body) => ({
      asset: readText(body, "asset"),
      fields: readFields(body),
      ...(body["was"] !== undefined && { was: readFields(body, "was") }),
    }),
    async run(studio, { asset, fields: changes, was = {} }) {
      const edit = await editOf(studio, asset, changes, was);
      // Looked at before a byte is written: what is wrong is said, with the lines as they would be, and the file stays.
      return withSession(studio.options.open, edit, async ({ root, sources, diagnostics }): Promise<Answer> => {
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        const [first] = errors;
        if (first !== undefined) return { ok: false, message: first.message, problems: problemsOf(sources, errors) };
        await writeManifest(root, edit);
        studio.watch.send({ type: "hint" });
        return done(`written to ${edit.file}`);
      });
    },
  },
  price: {
    read: (body) => ({ asset: readText(body, "asset"), fields: readFields(body) }),
    async run(studio, { asset, fields: changes }) {
      const edit = await editOf(studio, asset, changes);
      return withSession(studio.options.open, edit, async (session) => {
        const problems = problemsOf(
          session.sources,
          session.diagnostics.filter((diagnostic) => diagnostic.asset === asset || diagnostic.severity === "error"),
        );
        if (hasErrors(session.diagnostics)) return { ok: false, message: "it cannot be made like this", problems };
        const { plan } = await session.begin({ selected: new Set([asset]) });
        const planned = plan.assets.find(({ name }) => name === asset);
        if (planned === undefined) throw new BadRequest(`there is no asset ${asset}`);
        const { prepared, most, samples, autoSeed } = planned;
        const recipe = samples[0]?.recipe ?? provisionalRecipes(prepared, autoSeed)[0];
        const price = moneyOf(most, prepared.provider.local);
        return { ok: true, message: planned.action, problems, price, each: againMoney(prepared, recipe) };
      });
    },
  },
  accept: {
    read: (body) => ({ asset: readText(body, "asset") }),
    async run(studio, { asset }) {
      const [acceptance] = await withSession(studio.options.open, undefined, (session) => {
        assetOf(session, asset);
        return acceptAssets(session, new Set([asset]));
      });
      studio.watch.send({ type: "hint" });
      if (acceptance?.refused !== undefined) return { ok: false, message: acceptance.refused };
      return done(`${asset} is kept as it is`);
    },
  },
};

/** The name comes out of a URL, so it may be anything. */
export function isDeed(name: string): name is DeedName {
  return Object.hasOwn(DEEDS, name);
}

/** Does what a page asks for; mistakes of people and of machines are answers. @throws BadRequest */
export async function carryOut(studio: Studio, name: DeedName, body: JsonObject): Promise<Answer> {
  const deed = DEEDS[name] as Deed<unknown>;
  const wanted = deed.read(body);
  try {
    return await deed.run(studio, wanted);
  } catch (error) {
    if (error instanceof MachineError) return { ok: false, message: error.message };
    if (!(error instanceof DiagnosticsError)) throw error;
    const message = error.diagnostics[0]?.message ?? "that cannot be done";
    return { ok: false, message, problems: problemsOf(await sourcesNow(studio), error.diagnostics) };
  }
}

/** For code frames; none where the project has gone meanwhile, which is what is said then. */
async function sourcesNow(studio: Studio): Promise<Session["sources"]> {
  return withSession(studio.options.open, undefined, async ({ sources }) => sources).catch((error: unknown) => {
    if (error instanceof MachineError || error instanceof DiagnosticsError) return new Map();
    throw error;
  });
}

function done(message: string): Answer {
  return { ok: true, message };
}

async function editOf(studio: Studio, asset: string, changes: Fields, was: Fields = {}): Promise<ManifestEdit> {
  return withSession(studio.options.open, undefined, async (session) => {
    const prepared = session.assets.find((one) => one.asset.name === asset);
    // A mistake elsewhere in the manifest is no reason not to mend this asset.
    const known = prepared ?? assetOf(session, asset);
    refuseOverwriting(session, known, was);
    return planEdit(session, known, changes);
  });
}

/**
 * What somebody saved meanwhile, in an editor or in another tab, is not written over by one who has not seen it.
 * @throws DiagnosticsError
 */
function refuseOverwriting({ sources }: Session, prepared: PreparedAsset, was: Fields): void {
  const { own } = ownEntry(prepared, sources);
  const moved = Object.keys(was).filter(
    (field) => canonicalText(valueOf(prepared, own, field) ?? null) !== canonicalText(was[field] ?? null),
  );
  if (moved.length === 0) return;
  const { name, place } = prepared.asset;
  throw notAllowed(`${moved.join(", ")} of ${name} changed in ${place.file} meanwhile`, "look at it, and save again");
}

/** Writes a choice down and has its picture placed, which costs nothing. */
async function choosing(studio: Studio, asset: string, choose: () => Promise<Chosen>): Promise<Answer> {
  const { file } = await choose();
  studio.watch.send({ type: "go", wish: { assets: [asset], maxCost: 0 } });
  return done(file === undefined ? `${asset}: only the lock had to change` : `written to ${file}`);
}

async function tryCandidates(studio: Studio, { asset, count, fields: changes, usd }: Deeds["try"]): Promise<Answer> {
  const { seed, ...others } = changes;
  const edit = Object.keys(changes).length === 0 ? undefined : await editOf(studio, asset, changes);
  return withSession(studio.options.open, edit, async (session) => {
    const prepared = assetOf(session, asset);
    if (prepared.asset.samples > 1) return { ok: false, message: `${asset} is several pictures (n); try is for one` };
    const { made } = await tryAsset(session, {
      asset: prepared,
      changes: others,
      count,
      seed: typeof seed === "number" ? seed : undefined,
      frozen: false,
      ...(usd !== undefined && { maxCost: usd }),
      onSpent: studio.watch.spend,
      stop: studio.options.stop,
      abort: studio.options.abort,
    });
    studio.onTried();
    studio.watch.send({ type: "hint" });
    return { ok: made.length > 0, message: `${made.length} of ${count} made` };
  });
}
