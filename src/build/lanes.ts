import { isPaid, type AssetPlan } from "../core/asset-plan.ts";
import type { Listener } from "../core/event.ts";
import { EXIT } from "../core/exit.ts";
import {
  modelLimits,
  providerLimits,
  type LimitsByProvider,
  type ModelLimits,
  type WantedLimits,
} from "../core/limits.ts";
import type { Provider } from "../core/provider.ts";
import { callsWithin, openFileLimit } from "../store/descriptors.ts";
import type { Clock } from "./clock.ts";
import { Lane } from "./lane.ts";
import type { ProviderAccess } from "./provider-kit.ts";

interface LanesOptions {
  /** What the manifest says. */
  readonly limits: LimitsByProvider;
  /** What the command line says. */
  readonly wanted: WantedLimits;
  accessOf(provider: Provider): ProviderAccess;
  readonly clock: Clock;
  readonly listener: Listener;
  /** Nothing waits any longer once it fires. */
  readonly signal: AbortSignal;
}

/** The lanes of a run, one for each provider that it calls, and what may pass there. */
export class Lanes {
  readonly #options: LanesOptions;
  readonly #lanes = new Map<string, Lane>();

  constructor(options: LanesOptions) {
    this.#options = options;
  }

  /** The lane to a provider. */
  to(provider: Provider): Lane {
    const lane = this.#lanes.get(provider.name) ?? this.#open(provider);
    this.#lanes.set(provider.name, lane);
    return lane;
  }

  /** The limits of a model, within those of its provider. */
  limitsOf(provider: Provider, model: string | undefined): ModelLimits {
    return modelLimits(provider, model, this.#options.limits, this.#options.wanted);
  }

  /** What is needed to call a provider. */
  accessOf(provider: Provider): ProviderAccess {
    return this.#options.accessOf(provider);
  }

  /** A missing or damaged key is found before the first post, and said once for the provider, not for each asset (F56). */
  closeWithoutAccess(assets: readonly AssetPlan[]): void {
    for (const provider of new Set(assets.filter(isPaid).map(({ prepared }) => prepared.provider))) {
      const { problem, hint } = this.accessOf(provider);
      if (problem === undefined) continue;
      const reason = hint === undefined ? problem : `${problem}; ${hint}`;
      this.to(provider).stop({ reason, exit: EXIT.provider, account: true });
      this.#options.listener({ type: "provider-stopped", provider: provider.name, reason });
    }
  }

  #open(provider: Provider): Lane {
    const { limits, wanted, listener, clock, signal } = this.#options;
    const bounded = providerLimits(provider, limits, wanted);
    const concurrency = provider.local ? bounded.concurrency : boundByOpenFiles(bounded.concurrency, listener);
    return new Lane({
      limits: { ...bounded, concurrency },
      limitsOf: (model) => this.limitsOf(provider, model),
      clock,
      signal,
    });
  }
}

/** Each call holds connections, and an answer that finds no file left to be stored in would be lost (F34). */
function boundByOpenFiles(asked: number, listener: Listener): number {
  const limit = openFileLimit();
  const most = limit === undefined ? asked : callsWithin(limit);
  if (most >= asked) return asked;
  const message = `${most} calls at a time instead of ${asked}: this machine allows ${limit} open files (ulimit -n)`;
  listener({ type: "warning", code: "few-open-files", message });
  return most;
}
