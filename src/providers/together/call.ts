import { ProviderError } from "../../core/provider-error.ts";
import type { CallContext, ProviderAnswer, Ticket } from "../../core/provider.ts";
import type { Recipe } from "../../core/recipe.ts";
import { checkKey } from "../http/key.ts";
import { readResults, type Results } from "./answer.ts";
import { answerFailure } from "./failure.ts";
import { MAX_ANSWER_BYTES, fetchResults } from "./fetch-results.ts";
import { inlineContent } from "./inline.ts";
import { hearRateLimit } from "./rate-limit.ts";
import { awaitVideo, createVideo, jsonHeaders } from "./video.ts";

/** Asks Together for the picture or the clip of a recipe. `checkerOptional`: the model has a safety checker to turn off. */
export async function callTogether(
  recipe: Recipe,
  context: CallContext,
  { checkerOptional }: Pick<ImagesRequest, "checkerOptional">,
): Promise<ProviderAnswer> {
  requireKey(context.key);
  const body = await inlineContent(recipe.body, (reference) => context.content(reference));
  if (recipe.endpoint === "videos") return createVideo(body, context);
  return createImages({ endpoint: recipe.endpoint, body: JSON.stringify(body), checkerOptional }, context);
}

interface ImagesRequest {
  readonly endpoint: string;
  readonly body: string;
  readonly checkerOptional: boolean;
}

async function createImages(
  { endpoint, body, checkerOptional }: ImagesRequest,
  context: CallContext,
): Promise<ProviderAnswer> {
  const answer = await context.http.post({
    url: `${context.baseUrl}/${endpoint}`,
    headers: jsonHeaders(context.key),
    body,
    signal: context.signal,
    timeout: context.timeout,
    maxBytes: MAX_ANSWER_BYTES,
  });
  hearRateLimit(answer, context);
  if (answer.status < 200 || answer.status >= 300)
    throw answerFailure(answer, { key: context.key, now: Date.now(), checkerOptional });
  const results = readResults(answer, context.key);
  if (results.urls.length === 0) return toAnswer(results, { images: [], warnings: [] });
  // Journalled before the first byte is fetched: killed here, the next run fetches instead of paying.
  await context.paid({ kind: "urls", urls: results.urls, ...answeredBy(results) });
  try {
    return toAnswer(results, await fetchResults(results.urls, context));
  } catch (error) {
    if (!(error instanceof ProviderError) || results.images.length === 0) throw error;
    // What came inline is in hand and paid for; it is not given up for what did not come.
    return toAnswer(results, { images: [], warnings: [error.message] });
  }
}

/** Goes on with what was paid for and not fetched. */
export async function resumeTogether(ticket: Ticket, context: CallContext): Promise<ProviderAnswer> {
  if (ticket.kind === "urls") return { ...(await fetchResults(ticket.urls, context)), ...answeredBy(ticket) };
  requireKey(context.key);
  return awaitVideo(ticket.id, context);
}

function toAnswer(results: Results, fetched: Pick<ProviderAnswer, "images" | "warnings">): ProviderAnswer {
  return {
    images: [...results.images, ...fetched.images].sort((left, right) => left.index - right.index),
    warnings: [...results.warnings, ...fetched.warnings],
    ...answeredBy(results),
    ...(results.requestId !== undefined && { requestId: results.requestId }),
  };
}

function answeredBy({ model }: { readonly model?: string }): { readonly model?: string } {
  return model === undefined ? {} : { model };
}

/** Planning has checked it before; a key that is not one must not even become a header. */
function requireKey(key: string): void {
  const problem = checkKey(key);
  if (problem === undefined) return;
  throw new ProviderError(`the API key ${problem}`, { kind: "unauthorized", code: "key-malformed", billed: "no" });
}
