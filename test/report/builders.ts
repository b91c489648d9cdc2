import type { Action, AssetPlan, OutputPlan, SamplePlan, Source } from "../../src/core/asset-plan.ts";
import type { Asset, Origins } from "../../src/core/asset.ts";
import { EMPTY_SUMMARY, type BuildEvent, type Listener, type Summary } from "../../src/core/event.ts";
import { addCost, costOf, NO_COST } from "../../src/core/money.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { Reason } from "../../src/core/reason.ts";
import type { PreparedAsset } from "../../src/core/request.ts";
import type { CreateReporter, Detail } from "../../src/report/reporter.ts";
import { plainAsset } from "../support/plain-asset.ts";

export const MANIFEST = "images.config.yaml";

/** A provider that is never called. */
export function provider(name: string, local = false): Provider {
  return {
    name,
    epoch: 1,
    credential: undefined,
    local,
    limits: { concurrency: 1, timeout: 1000 },
    baseUrl: undefined,
    model: () => undefined,
    translate: () => ({ endpoint: "images", body: {}, problems: [] }),
    price: () => undefined,
    call: () => Promise.reject(new Error("not called")),
  };
}

export function preparedAsset(
  name: string,
  options: {
    readonly provider?: Provider;
    readonly origins?: Origins;
    readonly asset?: Partial<Asset>;
    readonly dropped?: PreparedAsset["dropped"];
  } = {},
): PreparedAsset {
  return {
    asset: plainAsset({
      name,
      provider: options.provider?.name ?? "together",
      parameters: { prompt: "a lake", model: "black-forest-labs/FLUX.2-dev" },
      outputs: [[{ path: `public/${name}.webp`, operations: { format: "webp" } }]],
      origins: options.origins ?? {},
      ...options.asset,
    }),
    provider: options.provider ?? provider("together"),
    model: undefined,
    dropped: options.dropped ?? [],
    autoSeed: undefined,
  };
}

export const ORIGINAL = {
  sha256: "0123456789abcdef".repeat(4),
  bytes: 1_234_567,
  format: "png",
  width: 1024,
  height: 768,
};

export function samplePlan(source: Source, outputs: readonly OutputPlan[] = [], index = 0): SamplePlan {
  return { index, recipe: undefined, key: undefined, source, outputs };
}

/** An asset that needs `action`; its cost follows from the sources of its samples. */
export function assetPlan(
  name: string,
  action: Action,
  options: {
    readonly reasons?: readonly Reason[];
    readonly samples?: readonly SamplePlan[];
    readonly prepared?: PreparedAsset;
    readonly autoSeed?: number;
  } = {},
): AssetPlan {
  const samples = options.samples ?? [];
  const costFor = (types: readonly Source["type"][]) =>
    samples.reduce(
      (sum, { source }) =>
        types.includes(source.type) && (source.type === "generate" || source.type === "waiting")
          ? addCost(sum, costOf(source.price))
          : sum,
      NO_COST,
    );
  return {
    name,
    prepared: options.prepared ?? preparedAsset(name),
    action,
    autoSeed: options.autoSeed,
    samples,
    reasons: options.reasons ?? [],
    dropped: [],
    certain: costFor(["generate"]),
    most: costFor(["generate", "waiting"]),
  };
}

export function call(price: number | undefined, index = 0): SamplePlan {
  return samplePlan({ type: "generate", request: `request-${index}`, price }, [], index);
}

export function plan(assets: readonly AssetPlan[], orphans: Plan["orphans"] = []): Plan {
  return {
    assets,
    orphans,
    certain: assets.reduce((sum, { certain }) => addCost(sum, certain), NO_COST),
    most: assets.reduce((sum, { most }) => addCost(sum, most), NO_COST),
  };
}

export const SUMMARY: Summary = EMPTY_SUMMARY;

export interface Recording {
  readonly listener: Listener;
  end(summary?: Summary): void;
  /** Lets time pass, and whatever is due happen. */
  pass(milliseconds: number): void;
  /** What was written since the last time somebody asked. */
  stdout(): string;
  stderr(): string;
}

/** A reporter over a clock that stands still until it is told to go. */
export function record(
  create: CreateReporter,
  options: {
    readonly detail?: Detail;
    readonly columns?: number;
    readonly color?: boolean;
    readonly sources?: ReadonlyMap<string, string>;
  } = {},
): Recording {
  const written = { stdout: "", stderr: "" };
  let now = 0;
  const tasks = new Set<{ readonly every: number; due: number; run(): void }>();
  const reporter = create({
    stdout: (text) => (written.stdout += text),
    stderr: (text) => (written.stderr += text),
    color: options.color ?? false,
    columns: () => options.columns ?? 80,
    sources: options.sources ?? new Map(),
    detail: options.detail ?? "normal",
    clock: {
      now: () => now,
      every(milliseconds, run) {
        const task = { every: milliseconds, due: milliseconds, run };
        tasks.add(task);
        return () => tasks.delete(task);
      },
    },
  });
  const take = (name: "stdout" | "stderr") => {
    const text = written[name];
    written[name] = "";
    return text;
  };
  return {
    listener: reporter.listener,
    end: (summary) => reporter.end(summary),
    pass(milliseconds) {
      const until = now + milliseconds;
      for (;;) {
        const next = [...tasks].sort((left, right) => left.due - right.due)[0];
        if (next === undefined || next.due > until) break;
        now = next.due;
        next.due += next.every;
        next.run();
      }
      now = until;
    },
    stdout: () => take("stdout"),
    stderr: () => take("stderr"),
  };
}

/** A run in which most things happen. */
export const EVENTS: readonly BuildEvent[] = [
  {
    type: "planned",
    plan: plan([
      assetPlan("hero", "generate", { reasons: [{ type: "new" }], samples: [call(0.0154)] }),
      assetPlan("team", "derive", {
        reasons: [{ type: "operation", path: "public/team.webp", field: "quality", old: 80, new: 90 }],
      }),
      assetPlan("bad", "generate", { reasons: [{ type: "new" }], samples: [call(undefined)] }),
      assetPlan("night", "maybe", { samples: [samplePlan({ type: "waiting", price: 0.04 })] }),
      assetPlan("logo", "fresh"),
    ]),
  },
  { type: "asset-fresh", asset: "logo", notes: [] },
  {
    type: "call-started",
    asset: "hero",
    sample: 0,
    provider: "together",
    model: "black-forest-labs/FLUX.2-dev",
    attempt: 1,
    usd: 0.0154,
  },
  { type: "provider-paused", provider: "together", wait: 1000, reason: "rate limited" },
  {
    type: "call-retry",
    asset: "hero",
    sample: 0,
    attempt: 1,
    wait: 1000,
    reason: "HTTP 429",
    code: "http-429",
    ambiguous: false,
  },
  {
    type: "call-started",
    asset: "hero",
    sample: 0,
    provider: "together",
    model: "black-forest-labs/FLUX.2-dev",
    attempt: 2,
    usd: 0.0154,
  },
  {
    type: "asset-done",
    asset: "team",
    action: "derive",
    outputs: [
      { path: "public/team.webp", bytes: 31_000, step: "derived" },
      { path: "public/team.png", bytes: 900, step: "kept" },
    ],
    calls: 0,
    notes: [],
  },
  { type: "call-finished", asset: "hero", sample: 0, bytes: 900_000, milliseconds: 1234, usd: 0.0154 },
  {
    type: "asset-done",
    asset: "hero",
    action: "generate",
    outputs: [1, 2, 3, 4].map((width) => ({
      path: `public/hero-${width}.avif`,
      bytes: width * 10_000,
      step: "derived",
    })),
    calls: 2,
    notes: ["public/old.webp was edited by hand and is kept"],
  },
  {
    type: "asset-failed",
    asset: "bad",
    failure: {
      code: "http-422",
      message: "HTTP 422 from api.together.ai: steps must be at most 50\u001B[2J\nall assets up to date",
      hint: "set steps to 50 or less",
      exit: 1,
      calls: 1,
      billed: 0,
    },
  },
  { type: "asset-skipped", asset: "night", reason: "blocked", message: "needs bad, which failed" },
];
