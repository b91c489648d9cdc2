import type { Diagnostic } from "./diagnostic.ts";
import type { LimitFields, ManifestDocument } from "./generated/manifest.ts";
import { nearest } from "./nearest.ts";
import type { Limits, Provider } from "./provider.ts";

/** What the manifest says about limits, by provider. */
export type LimitsByProvider = ManifestDocument["limits"];

/** How many calls of one model, and how long each may take. */
export interface ModelLimits {
  /** Calls at a time; undefined for no limit of its own. */
  readonly concurrency: number | undefined;
  readonly requestsPerMinute: number | undefined;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
}

/** What the command line says. */
export interface WantedLimits {
  /** `--jobs` */
  readonly jobs: number | undefined;
  /** `--timeout`, milliseconds */
  readonly timeout: number | undefined;
}

/** The limits of a provider as a whole: the command line, the manifest, the provider's own data. */
export function providerLimits(provider: Provider, limits: LimitsByProvider, wanted: WantedLimits): Limits {
  const set = limits?.[provider.name];
  const requestsPerMinute = set?.requests_per_minute ?? provider.limits.requestsPerMinute;
  return {
    concurrency: wanted.jobs ?? set?.concurrency ?? provider.limits.concurrency,
    ...(requestsPerMinute !== undefined && { requestsPerMinute }),
    timeout: wanted.timeout ?? milliseconds(set) ?? provider.limits.timeout,
  };
}

/** The limits of one model, within those of its provider. What a person says beats what we know of a slow model. */
export function modelLimits(
  provider: Provider,
  model: string | undefined,
  limits: LimitsByProvider,
  wanted: WantedLimits,
): ModelLimits {
  const of = limits?.[provider.name];
  const set = model === undefined ? undefined : of?.models?.[model];
  return {
    concurrency: set?.concurrency,
    requestsPerMinute: set?.requests_per_minute,
    timeout:
      wanted.timeout ??
      milliseconds(set) ??
      milliseconds(of) ??
      provider.model(model)?.timeout ??
      provider.limits.timeout,
  };
}

/** Limits of a provider that does not exist limit nothing, and somebody believes that they do. */
export function checkLimits(
  limits: LimitsByProvider,
  { providers, file }: { readonly providers: readonly string[]; readonly file: string },
): readonly Diagnostic[] {
  return Object.keys(limits ?? {}).flatMap((name): readonly Diagnostic[] => {
    if (providers.includes(name)) return [];
    const near = nearest(name, providers);
    return [
      {
        severity: "error",
        code: "unknown-provider",
        message: `there is no provider ${JSON.stringify(name)}`,
        hint: near === undefined ? `use one of ${providers.join(", ")}` : `did you mean ${near}?`,
        place: { file, pointer: ["limits", name], at: "key" },
      },
    ];
  });
}

function milliseconds(set: LimitFields | undefined): number | undefined {
  return set?.timeout === undefined ? undefined : set.timeout * 1000;
}
