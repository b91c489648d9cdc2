import type { AssetPlan } from "../../src/core/asset-plan.ts";
import type { Asset, AssetOutput, AssetReference } from "../../src/core/asset.ts";
import { sha256, type Sha256 } from "../../src/core/digest.ts";
import type { AskedFor, Facts, FileFact } from "../../src/core/facts.ts";
import { applyChanges, type LockChange } from "../../src/core/lock-changes.ts";
import type { Lock, LockEntry, LockedOutput } from "../../src/core/lock.ts";
import { EMPTY_LOCK } from "../../src/core/lock.ts";
import { startPlanning, type Plan, type PlanInput } from "../../src/core/plan.ts";
import type { Protection } from "../../src/core/protection.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { Refusal } from "../../src/core/refusal.ts";
import { prepareAsset, type PreparedAsset } from "../../src/core/request.ts";
import type { DerivationRecord, GenerationRecord } from "../../src/core/store-records.ts";
import { plainAsset } from "./plain-asset.ts";

/** A provider for planning only: sends what is set, takes seeds, costs a cent. */
export const PAPER: Provider = {
  name: "paper",
  epoch: 1,
  credential: undefined,
  local: false,
  limits: { concurrency: 4, timeout: 1000 },
  baseUrl: undefined,
  model: (id) => ({
    id: id ?? "paper",
    seed: id === "seedless" ? undefined : { min: 0, max: 2 ** 31 - 1 },
    sizes: { kind: "multiple", of: 8, min: 16, max: 4096 },
  }),
  translate({ parameters, references }) {
    const body = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
    const contents = references.map(({ content }) => ({ ...content }));
    return { endpoint: "paper", body: { ...body, ...(contents.length > 0 && { references: contents }) }, problems: [] };
  },
  price: (recipe) => (recipe.body["model"] === "unpriced" ? undefined : 0.01),
  call: () => Promise.reject(new Error("the planner called a provider")),
};

export interface AssetSketch {
  readonly prompt?: string;
  readonly model?: string;
  readonly seed?: number;
  readonly width?: number;
  readonly height?: number;
  readonly n?: number;
  readonly batch?: boolean;
  readonly fit?: Asset["fit"];
  /** Names of assets. */
  readonly uses?: readonly string[];
  /** URLs that it refers to. */
  readonly urls?: readonly string[];
  readonly media?: "clip";
  readonly outputs?: readonly (readonly AssetOutput[])[];
}

/** An asset in few words: one png at `out/NAME.png` (or `out/NAME-i.png` per sample) unless said otherwise. */
export function asset(name: string, sketch: AssetSketch = {}): PreparedAsset {
  const {
    n = 1,
    batch = false,
    fit = "exact",
    uses = [],
    urls = [],
    media,
    outputs,
    prompt = `a picture of ${name}`,
    ...parameters
  } = sketch;
  const place = { file: "images.config.yaml" };
  const made = plainAsset({
    name,
    provider: "paper",
    parameters: { prompt, ...parameters },
    samples: n,
    batch,
    fit,
    ...(media && { media }),
    references: [
      ...uses.map((used): AssetReference => ({ field: "references", kind: "asset", name: used, sample: 0, place })),
      ...urls.map((url): AssetReference => ({ field: "references", kind: "url", url, place })),
    ],
    outputs:
      outputs ??
      Array.from({ length: n }, (_, index) => [png(n === 1 ? `out/${name}.png` : `out/${name}-${index}.png`)]),
  });
  return prepareAsset(made, PAPER).prepared;
}

export function png(path: string, width?: number): AssetOutput {
  return { path, operations: { format: "png", ...(width !== undefined && { width }) } };
}

/**
 * A project in memory: files, store and lock as Maps, and a builder that does what a plan says with made-up bytes. It
 * counts calls, so a test can say what something costs.
 */
export class World {
  readonly files = new Map<string, Sha256>();
  readonly objects = new Set<Sha256>();
  readonly generations = new Map<Sha256, GenerationRecord>();
  readonly derivations = new Map<Sha256, DerivationRecord>();
  readonly refusals = new Map<Sha256, Refusal>();
  /** Requests that were paid for and whose results were not fetched. */
  readonly fetchable = new Set<Sha256>();
  /** What the ledger knows of calls: nothing, unless a test says so. */
  asked: readonly AskedFor[] = [];
  /** What builds once wrote, whatever the lock says: path and digest. */
  readonly placed = new Set<string>();
  /** Files that stay, whatever the lock says. */
  readonly protections = new Map<string, Protection>();
  lock: Lock = EMPTY_LOCK;
  calls: string[] = [];
  /** Makes the n-th picture of a recipe; equal numbers give equal bytes. */
  bytesOf: (key: Sha256, call: number) => string = (key, call) => `${key}#${call}`;

  facts(): Facts {
    const files = new Map(this.files);
    return {
      file: (path): FileFact => {
        const digest = files.get(path);
        return digest === undefined ? { kind: "missing" } : { kind: "file", sha256: digest, bytes: 1 };
      },
      generation: (key) => this.generations.get(key),
      derivation: (key) => this.derivations.get(key),
      has: (object) => this.objects.has(object),
      refusal: (request) => this.refusals.get(request),
      isFetchable: (request) => this.fetchable.has(request),
      asked: () => this.asked,
      wasPlaced: (path, digest) => this.placed.has(`${path} ${digest}`),
      protection: (path) => this.protections.get(path),
    };
  }

  plan(assets: readonly PreparedAsset[], options: Partial<PlanInput> = {}): Plan {
    return this.planning(assets, options).plan();
  }

  /** Carries a plan out and returns it. */
  build(assets: readonly PreparedAsset[], options: Partial<PlanInput> = {}): Plan {
    const planning = startPlanning({ assets, lock: this.lock, facts: this.liveFacts(), ...options });
    const plan = planning.plan();
    const changes: LockChange[] = [];
    for (const { samples } of plan.assets)
      for (const { step } of samples.flatMap(({ outputs }) => outputs))
        if (step.type === "place" && step.from !== undefined && step.expected) this.objects.add(step.expected.sha256);
    for (const planned of plan.assets) {
      let current = planning.again(planned.name);
      for (const { source, key, recipe } of current.samples) {
        if (current.action !== "generate" || source.type !== "generate" || key === undefined || recipe === undefined)
          continue;
        if (!this.generations.has(key) || current.reasons.some(({ type }) => type === "replace")) {
          this.calls.push(planned.name);
          const original = { sha256: sha256(this.bytesOf(key, this.calls.length)), bytes: 1, format: "png" };
          this.objects.add(original.sha256);
          const before = this.generations.get(key)?.originals ?? [];
          this.generations.set(key, { key, recipe, host: "", originals: [...before, original] });
        }
        planning.answered(key);
      }
      current = planning.again(planned.name);
      if (["fresh", "modified", "foreign", "lost", "blocked", "unfit", "maybe"].includes(current.action)) continue;
      const { entry, moved } = this.finish(current);
      changes.push({ type: "entry", asset: planned.name, entry, moved, heirs: planning.heirsOf(planned.name, entry) });
    }
    this.lock = applyChanges(this.lock, changes);
    return plan;
  }

  private planning(assets: readonly PreparedAsset[], options: Partial<PlanInput>) {
    return startPlanning({ assets, lock: this.lock, facts: this.facts(), ...options });
  }

  private liveFacts(): Facts {
    return {
      ...this.facts(),
      file: (path) => {
        const digest = this.files.get(path);
        return digest === undefined ? { kind: "missing" } : { kind: "file", sha256: digest, bytes: 1 };
      },
    };
  }

  private finish(plan: AssetPlan): { entry: LockEntry; moved: string[] } {
    const moved: string[] = [];
    const samples = plan.samples.map((sample) => {
      if ((sample.source.type !== "locked" && sample.source.type !== "stored") || !sample.recipe || !sample.key) {
        throw new Error(`${plan.name}: ${sample.source.type}`);
      }
      const outputs: Record<string, LockedOutput> = {};
      for (const { path, key, operations, step } of sample.outputs) {
        const file =
          "expected" in step && step.expected ? step.expected : { sha256: sha256(`derived ${key}`), bytes: 1 };
        outputs[path] = { key: key as Sha256, operations, sha256: file.sha256, bytes: 1 };
        if (step.type === "modified") continue;
        if (step.type === "move") {
          this.files.delete(step.from);
          moved.push(step.from);
        }
        this.files.set(path, file.sha256);
        this.objects.add(file.sha256);
        this.derivations.set(key as Sha256, { key: key as Sha256, sha256: file.sha256, bytes: 1 });
      }
      return { key: sample.key, recipe: sample.recipe, original: sample.source.original, outputs };
    });
    return { moved, entry: { ...(plan.autoSeed !== undefined && { auto_seed: plan.autoSeed }), samples } };
  }
}
