import { setTimeout as wait } from "node:timers/promises";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import { ProviderError } from "../../core/provider-error.ts";
import type { CallContext, ProviderAnswer } from "../../core/provider.ts";
import { readJson } from "./answer.ts";
import { cleanText } from "./clean.ts";
import { answerFailure, requestIdOf } from "./failure.ts";
import { MAX_ANSWER_BYTES, fetchResults } from "./fetch-results.ts";
import { hearRateLimit } from "./rate-limit.ts";

/**
 * Clips are jobs: created once (paid), asked for until they are done (free), then fetched. The job's id is journalled
 * before the first question, so nothing that happens afterwards pays again.
 */
export async function createVideo(body: JsonObject, context: CallContext): Promise<ProviderAnswer> {
  const answer = await context.http.post({
    url: `${videoBase(context.baseUrl)}/videos`,
    headers: jsonHeaders(context.key),
    body: JSON.stringify(body),
    signal: context.signal,
    timeout: context.timeout,
    maxBytes: MAX_ANSWER_BYTES,
  });
  hearRateLimit(answer, context);
  if (answer.status < 200 || answer.status >= 300) throw answerFailure(answer, { key: context.key, now: Date.now() });
  const { id } = readJson(answer, context.key);
  if (typeof id !== "string" || !JOB_ID.test(id)) {
    throw new ProviderError("the answer names no job", {
      kind: "ambiguous",
      code: "no-data",
      billed: "maybe",
      status: answer.status,
    });
  }
  await context.paid({ kind: "job", id });
  return awaitVideo(id, context);
}

/**
 * Asks for a job until it is done, for at most `context.timeout` milliseconds. Running out of time is no loss: the
 * ticket stays, and the next build goes on asking.
 */
export async function awaitVideo(id: string, context: CallContext): Promise<ProviderAnswer> {
  if (!JOB_ID.test(id))
    throw new ProviderError("not a job's id", { kind: "unusable", code: "job-invalid", billed: "maybe" });
  const end = performance.now() + context.timeout;
  let patience = PATIENCE;
  for (;;) {
    const timeLeft = end - performance.now();
    try {
      const job = await readJob(id, context, timeLeft);
      // Anything else, also a status nobody has documented yet, means that it is on its way.
      if (job.status === "completed") return await fetchVideo(job, context);
      if (job.status === "failed" || job.status === "cancelled") throw jobFailure(job, context.key);
    } catch (error) {
      if (!(error instanceof ProviderError) || error.kind === "aborted") throw error;
      // The last question may be cut short by the end of the attempt: nothing is wrong with the job.
      if (error.code === "timeout" && timeLeft < POLL_TIMEOUT) throw stillRunning(id, context.timeout);
      // A job that is unknown a moment after it was created, a link that has expired: the next answer may be better.
      if (error.ticket !== "gone" || (patience -= 1) < 0) throw error;
    }
    if (performance.now() + context.pollInterval >= end) throw stillRunning(id, context.timeout);
    await context.aside(() => pause(context.pollInterval, context.signal));
  }
}

/** How often a job or its clip may be said to be gone before it is believed. */
const PATIENCE = 2;

/** They hold the key: for the API's own host only, never for the address of a result. */
export function jsonHeaders(key: string): Record<string, string> {
  return { authorization: `Bearer ${key.trim()}`, "content-type": "application/json", accept: "application/json" };
}

/** It becomes a part of a URL. */
const JOB_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/;

interface Job {
  readonly status: string;
  readonly body: JsonObject;
  readonly requestId: string | undefined;
}

/** The video API is version 2 beside version 1; a gateway without a version in its path keeps its path. */
function videoBase(baseUrl: string): string {
  return baseUrl.replace(/\/v1$/, "/v2");
}

async function readJob(id: string, context: CallContext, timeLeft: number): Promise<Job> {
  const timeout = Math.max(1, Math.min(POLL_TIMEOUT, timeLeft));
  const { authorization = "", accept = "" } = jsonHeaders(context.key);
  try {
    const answer = await context.http.get({
      url: `${videoBase(context.baseUrl)}/videos/${id}`,
      headers: { authorization, accept },
      signal: context.signal,
      timeout,
      maxBytes: MAX_ANSWER_BYTES,
    });
    if (answer.status < 200 || answer.status >= 300) throw answerFailure(answer, { key: context.key, now: Date.now() });
    const body = readJson(answer, context.key);
    const { status } = body;
    return { status: typeof status === "string" ? status : "", body, requestId: requestIdOf(answer, body) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    // The question is free, but it is about something paid for; a doubtful answer to it is no doubt about money.
    const { code, status, retryAfter, requestId, hint } = error;
    const gone = status === 404 || status === 410;
    const kind = error.kind === "ambiguous" ? "server" : gone ? "unusable" : error.kind;
    if (gone) {
      const message = `job ${id} is unknown to the server (HTTP ${status})`;
      throw new ProviderError(message, { kind, code, billed: "yes", status, requestId, ticket: "gone" });
    }
    throw new ProviderError(error.message, { kind, code, billed: "yes", status, retryAfter, requestId, hint });
  }
}

const POLL_TIMEOUT = 30_000;

async function fetchVideo({ body, requestId }: Job, context: CallContext): Promise<ProviderAnswer> {
  const outputs = isJsonObject(body["outputs"]) ? body["outputs"] : {};
  const { video_url: url, cost } = outputs;
  if (typeof url !== "string") {
    throw new ProviderError("the finished job has no video", {
      kind: "unusable",
      code: "no-data",
      billed: "yes",
      requestId,
      ticket: "failed",
    });
  }
  const { images, warnings } = await fetchResults([{ index: 0, url }], context);
  return {
    images,
    warnings,
    ...(typeof body["model"] === "string" && { model: cleanText(body["model"], context.key, 200) }),
    ...(requestId !== undefined && { requestId }),
    ...(typeof cost === "number" && Number.isFinite(cost) && { billed: cost }),
  };
}

function jobFailure({ status, body, requestId }: Job, key: string): ProviderError {
  const error = isJsonObject(body["error"]) ? body["error"]["message"] : undefined;
  const reason = typeof error === "string" ? `: ${cleanText(error, key)}` : "";
  const refused = /content_policy|moderat|nsfw|safety/i.test(reason);
  return new ProviderError(`the job ${status}${reason}`, {
    kind: refused ? "refused" : "unusable",
    code: `job-${status}`,
    billed: "maybe",
    requestId,
    ticket: "failed",
  });
}

function stillRunning(id: string, timeout: number): ProviderError {
  const message = `job ${id} was not done in ${Math.round(timeout / 1000)} s; it is paid for and goes on`;
  const hint = "run again to fetch it, for nothing; --timeout sets how long a build waits";
  return new ProviderError(message, { kind: "pending", code: "job-pending", billed: "yes", hint });
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal });
  } catch {
    throw new ProviderError("waiting for the job abandoned; it is paid for and goes on", {
      kind: "aborted",
      code: "aborted",
      billed: "yes",
    });
  }
}
