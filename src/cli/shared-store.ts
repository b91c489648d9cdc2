import type { KeyObject } from "node:crypto";
import type { SharedStore } from "../build/shared-store.ts";
import type { Listener } from "../core/event.ts";
import type { Remote } from "../remote/remote.ts";
import type { Context } from "./context.ts";
import { UsageError } from "./usage-error.ts";

const ADDRESS_VARIABLE = "IMAGEGEN_REMOTE";
const TRUSTED_VARIABLE = "IMAGEGEN_REMOTE_TRUSTED_KEYS";
const SIGNING_VARIABLE = "IMAGEGEN_REMOTE_SIGNING_KEY";

/** What the user's environment says of a shared store. */
export interface ConfiguredRemote {
  readonly remote: Remote;
  readonly signingKey: KeyObject | undefined;
  /** For a session. */
  open(listener: Listener): SharedStore;
  close(): void;
}

/**
 * The team's store as `--remote` or IMAGEGEN_REMOTE names it; undefined where neither does. The manifest has no say:
 * it arrives with a pull request, and this address is sent a token.
 *
 * @throws UsageError for an address, a header or a key that cannot be used
 */
export async function configuredRemote(
  context: Context,
  option: string | undefined,
): Promise<ConfiguredRemote | undefined> {
  const address = (option ?? context.environment(ADDRESS_VARIABLE) ?? "").trim();
  if (address === "") return undefined;
  const [{ openRemote }, { readSigningKey, readTrustedKeys }, { createSharedStore }] = await Promise.all([
    import("../remote/open.ts"),
    import("../remote/signature.ts"),
    import("../build/shared-store.ts"),
  ]);
  const environment = (name: string) => context.environment(name);
  const read = <Value>(what: string, deed: () => Value): Value => {
    try {
      return deed();
    } catch (error) {
      throw new UsageError(`${what}${(error as Error).message}`, "see imagegen push --help");
    }
  };
  const keyOf = <Value>(variable: string, parse: (text: string) => Value): Value | undefined => {
    const text = environment(variable) ?? "";
    return text.trim() === "" ? undefined : read(`${variable} `, () => parse(text));
  };
  const remote = read("the shared store: ", () => openRemote({ address, environment }));
  const trusted = keyOf(TRUSTED_VARIABLE, readTrustedKeys) ?? [];
  const signingKey = keyOf(SIGNING_VARIABLE, readSigningKey);
  const controller = new AbortController();
  return {
    remote,
    signingKey,
    open: (listener) => createSharedStore({ remote, trusted, listener, signal: controller.signal }),
    close() {
      controller.abort();
      remote.close();
    },
  };
}

/** @throws UsageError where no store is named */
export function requireRemote(configured: ConfiguredRemote | undefined): ConfiguredRemote {
  if (configured === undefined) throw new UsageError("there is no shared store", "set IMAGEGEN_REMOTE, or --remote");
  return configured;
}

/** Runs a body with the shared store, where there is one, and lets go of its connections. */
export async function withRemote<Result>(
  context: Context,
  option: string | undefined,
  body: (shared: ConfiguredRemote | undefined) => Promise<Result>,
): Promise<Result> {
  const configured = await configuredRemote(context, option);
  try {
    return await body(configured);
  } finally {
    configured?.close();
  }
}
