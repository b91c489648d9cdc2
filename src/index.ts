/**
 * imagegen as a library: the same parts that the command is made of. It reads no environment, traps no signals, prints
 * nothing and never ends the process (T27): what is needed of the outside is handed in, what happens comes as events.
 *
 * @module
 */
export { runBuild } from "./build/build.ts";
export { PROVIDER_KIT } from "./providers/kit.ts";
export { DiagnosticsError } from "./build/diagnostics-error.ts";
export { openSession } from "./build/session.ts";
export type { BuildRequest, PlanRequest } from "./build/requests.ts";
export type { Session, SessionOptions } from "./build/session.ts";
export type { ProviderKit } from "./build/provider-kit.ts";
export type { Action, AssetPlan, OutputPlan, SamplePlan, Source, Step } from "./core/asset-plan.ts";
export type { Diagnostic, DiagnosticCode, Place } from "./core/diagnostic.ts";
export type { BuildEvent, Failure, Listener, Summary } from "./core/event.ts";
export type { Lock, LockEntry } from "./core/lock.ts";
export type { Cost, Price } from "./core/money.ts";
export type { ModelRow } from "./core/model.ts";
export type { Plan } from "./core/plan.ts";
export { ProviderError } from "./core/provider-error.ts";
export type { Provider } from "./core/provider.ts";
export type { Reason } from "./core/reason.ts";
export { MachineError } from "./store/machine-error.ts";
