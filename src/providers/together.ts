import type { ModelCorrection } from "../core/model-correction.ts";
import { ProviderError } from "../core/provider-error.ts";
import type { CallContext, Provider, ProviderAnswer, Ticket } from "../core/provider.ts";
import { checkKey } from "./http/key.ts";
import { readResults, type Results } from "./together/answer.ts";
import { answerFailure } from "./together/failure.ts";
import { MAX_ANSWER_BYTES, fetchResults, mayCome, type Fetched } from "./together/fetch-results.ts";
import { inlineContent } from "./together/inline.ts";
import { TABLE_DATE, correctedTable, isCheckerOptional, makesClips, modelFacts } from "./together/models.ts";
import { estimatePrice, estimatePricing } from "./together/price.ts";
import { hearRateLimit } from "./together/rate-limit.ts";
import { ANY_SIZES } from "./together/size-menus.ts";
import { translate } from "./together/translate.ts";
import { awaitVideo, createVideo, jsonHeaders } from "./together/video.ts";

/** Together AI: images from `POST /images/generations`, clips as jobs on `/v2/videos`. `corrections`: the manifest's. */
export function createTogether(corrections: readonly ModelCorrection[] = []): Provider {
  const table = correctedTable(corrections);
  return {
    name: "together",
    epoch: 1,
    credential: { variables: ["TOGETHER_API_KEY"], page: "https://api.together.ai/settings/api-keys" },
    local: false,
    // 60 s, the default of Together's own client, is short for the slow models; the docs' samples ask every 5 s.
    limits: { concurrency: 8, timeout: 300_000, pollInterval: 5_000 },
    baseUrl: { default: "https://api.together.ai/v1", variable: "TOGETHER_BASE_URL" },
    models: { date: TABLE_DATE, rows: table.rows },
    withModels: (more) => createTogether([...corrections, ...more]),
    model(id) {
      const model = table.find(id);
      return model === undefined ? undefined : modelFacts(model);
    },
    sizes: ANY_SIZES,
    translate: (request) => translate(request, table),
    makesClips: (parameters) => makesClips(parameters, table),
    price: (recipe) => estimatePrice(recipe, table),
    pricing: (recipe) => estimatePricing(recipe, table),
    async call(recipe, context) {
      requireKey(context.key);
      const body = await inlineContent(recipe.body, (reference) => context.content(reference));
      return recipe.endpoint === "videos"
        ? createVideo(body, context)
        : createImages(
            {
              endpoint: recipe.endpoint,
              body: JSON.stringify(body),
              checkerOptional: isCheckerOptional(recipe.body, table),
            },
            context,
          );
    },
    resume,
  };
}

export const TOGETHER: Provider = createTogether();

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
  await context.paid(ticketFor(results.urls, results));
  try {
    return toAnswer(results, await fetchResults(results.urls, context));
  } catch (error) {
    if (!(error instanceof ProviderError) || results.images.length === 0) throw error;
    // What came inline is in hand and paid for; it is not given up for what did not come, nor that for it.
    return toAnswer(
      results,
      mayCome(error)
        ? { images: [], warnings: [], late: { error, urls: results.urls } }
        : { images: [], warnings: [error.message] },
    );
  }
}

async function resume(ticket: Ticket, context: CallContext): Promise<ProviderAnswer> {
  if (ticket.kind === "urls") {
    const { images, warnings, late } = await fetchResults(ticket.urls, context);
    return { images, warnings, ...answeredBy(ticket), ...lateOf(late, ticket) };
  }
  requireKey(context.key);
  return awaitVideo(ticket.id, context);
}

function ticketFor(urls: Results["urls"], answer: { readonly model?: string }): Ticket {
  return { kind: "urls", urls, ...answeredBy(answer) };
}

function lateOf(late: Fetched["late"], answer: { readonly model?: string }): Pick<ProviderAnswer, "late"> {
  return late === undefined ? {} : { late: { error: late.error, ticket: ticketFor(late.urls, answer) } };
}

function toAnswer(results: Results, fetched: Fetched): ProviderAnswer {
  return {
    images: [...results.images, ...fetched.images].sort((left, right) => left.index - right.index),
    warnings: [...results.warnings, ...fetched.warnings],
    ...answeredBy(results),
    ...lateOf(fetched.late, results),
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
