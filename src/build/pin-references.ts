import type { AssetPlan } from "../core/asset-plan.ts";
import { sha256, type Sha256 } from "../core/digest.ts";
import type { Failure } from "../core/event.ts";
import { EXIT } from "../core/exit.ts";
import { ProviderError } from "../core/provider-error.ts";
import { ImageError } from "../encode/image-error.ts";
import type { BuildContext } from "./context.ts";
import type { ReferenceDownload } from "./fetch-reference.ts";

/**
 * Fetches the URLs whose bytes a plan does not know, each once in a run, and pins their digests: bytes into the
 * store, then a line of the journal that goes into the lock, then the planner is told. From then on no build fetches
 * them again. Undefined: all is known now, and the asset can be decided anew.
 *
 * @throws MachineError
 */
export async function pinReferences(context: BuildContext, plan: AssetPlan): Promise<Failure | undefined> {
  const urls = plan.reasons.flatMap((reason) => (reason.type === "fetches" ? [reason.url] : []));
  const failures = await Promise.all(
    urls.map(async (url) => {
      const pinning = context.pins.get(url) ?? pin(context, plan.name, url);
      context.pins.set(url, pinning);
      try {
        await pinning;
        return undefined;
      } catch (error) {
        if (error instanceof ProviderError || error instanceof ImageError) return failureOf(plan, url, error);
        throw error;
      }
    }),
  );
  return failures.find((failure) => failure !== undefined);
}

async function pin(context: BuildContext, asset: string, url: string): Promise<void> {
  const bytes = await context.fetchReference(url);
  const digest = sha256(bytes);
  await context.store.putObject(bytes, { durable: true });
  context.facts.forgetObject(digest);
  if (context.planning.pinOf(url) !== digest) await context.journal.record({ type: "pinned", url, sha256: digest });
  context.planning.pinned(url, digest);
  context.listener({ type: "reference-fetched", asset, url, bytes: bytes.length });
}

function failureOf(plan: AssetPlan, url: string, error: ProviderError | ImageError): Failure {
  const reference = plan.prepared.asset.references.find(
    (candidate) => candidate.kind === "url" && candidate.url === url,
  );
  const message = error instanceof ImageError ? `${new URL(url).host}: ${error.message}` : error.message;
  return {
    code: error instanceof ImageError ? "reference-not-image" : `reference-${error.code}`,
    message: `a picture it refers to could not be fetched: ${message}`,
    hint: error.hint ?? "nothing was paid for; run again, or use a file of the project",
    exit: EXIT.failed,
    calls: 0,
    billed: 0,
    ...(reference !== undefined && { field: reference.field }),
  };
}

/**
 * The bytes of a pinned URL that the store has lost: fetched again, and good only if they are the same.
 *
 * @throws ProviderError when they are not, or cannot be had
 */
export async function refetchPinned(
  fetchReference: ReferenceDownload,
  pinned: { readonly url: string; readonly sha256: Sha256 },
): Promise<Uint8Array> {
  const bytes = await fetchReference(pinned.url);
  const now = sha256(bytes);
  if (now === pinned.sha256) return bytes;
  const { host, pathname } = new URL(pinned.url);
  throw new ProviderError(`${host}${pathname} has changed: the lock pins ${pinned.sha256}, there is ${now} now`, {
    kind: "invalid-request",
    code: "reference-changed",
    billed: "no",
    hint: "`imagegen build --refresh-references` takes the new picture, and pays for what is made from it",
  });
}
