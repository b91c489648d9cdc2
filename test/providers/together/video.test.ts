import { afterEach, describe, expect, test } from "vitest";
import type { Provider, Ticket } from "../../../src/core/provider.ts";
import { createHttp } from "../../../src/providers/http.ts";
import { TOGETHER } from "../../../src/providers/together.ts";
import { TEST_KEY, callContext, failureOf } from "../../support/provider-calls.ts";
import { serve, server } from "../../support/served.ts";

const http = createHttp({ userAgent: "imagegen-test/1" });

serve();

afterEach(() => http.close());

const recipe = {
  provider: "together",
  epoch: 1,
  endpoint: "videos",
  body: { model: "kwaivgI/kling-2.1-standard", frame_images: [{ input_image: "https://example.com/a.png" }] },
};

function resume(provider: Provider, ticket: Ticket, timeout = 5_000) {
  if (provider.resume === undefined) throw new Error("it cannot resume");
  return provider.resume(ticket, callContext(http, server.url, { timeout }));
}

test("a clip is created once, asked for until it is done, and fetched without the key", async () => {
  const context = callContext(http, server.url);
  const answer = await TOGETHER.call(recipe, context);
  expect(answer).toMatchObject({ images: [{ index: 0 }], billed: 0.18, model: "kwaivgI/kling-2.1-standard" });
  expect(context.tickets).toEqual([{ kind: "job", id: "video-0" }]);
  expect(server.posts().map(({ path, body }) => [path, body])).toEqual([["/v2/videos", recipe.body]]);
  expect(server.posts()[0]?.headers["authorization"]).toBe(`Bearer ${TEST_KEY}`);
  expect(server.polls()).toBe(3);
  expect([server.downloads(), server.authOnDownload()]).toEqual([1, 0]);
});

describe("a job", () => {
  test("that is not done in time is paid for and goes on by its ticket", async () => {
    server.setVideos({ pending: Array.from({ length: 1000 }, () => "in_progress"), end: "completed" });
    const ticket = await createdJob();
    expect(await failureOf(resume(TOGETHER, ticket, 60))).toMatchObject({
      kind: "pending",
      code: "job-pending",
      billed: "yes",
    });
    server.setVideos({ pending: [], end: "completed" });
    expect((await resume(TOGETHER, ticket)).images).toHaveLength(1);
    expect(server.calls()).toBe(1);
  });

  test("that failed says why, and is not tried again", async () => {
    server.setVideos({ pending: [], end: "failed" });
    const failure = await failureOf(TOGETHER.call(recipe, callContext(http, server.url)));
    expect(failure).toMatchObject({
      kind: "unusable",
      code: "job-failed",
      billed: "maybe",
      message: "the job failed: keyframe could not be read",
    });
  });

  test("that nobody knows any more is lost for good", async () => {
    server.setVideos({ pending: [], end: "lost" });
    expect(await failureOf(resume(TOGETHER, { kind: "job", id: "video-9" }))).toMatchObject({
      kind: "unusable",
      billed: "yes",
      status: 404,
    });
  });

  test("whose id would change the URL is not asked for", async () => {
    expect(await failureOf(resume(TOGETHER, { kind: "job", id: "../../v1/models" }))).toMatchObject({
      kind: "unusable",
      code: "job-invalid",
    });
    expect(server.polls()).toBe(0);
  });

  test("is abandoned on the user's word, and stays paid for", async () => {
    server.setVideos({ pending: Array.from({ length: 1000 }, () => "in_progress"), end: "completed" });
    expect(await createdJob()).toEqual({ kind: "job", id: "video-0" });
    expect(server.calls()).toBe(1);
  });
});

/** The ticket of a call that the user abandons as soon as the job is created. */
async function createdJob(): Promise<Ticket> {
  const stop = new AbortController();
  const context = callContext(http, server.url, { signal: stop.signal });
  let ticket: Ticket | undefined;
  const paid = (created: Ticket) => {
    ticket = created;
    return Promise.resolve(stop.abort());
  };
  const failure = await failureOf(TOGETHER.call(recipe, { ...context, paid, pollInterval: 60_000 }));
  expect(failure).toMatchObject({ kind: "aborted", billed: "yes" });
  if (ticket === undefined) throw new Error("no job was created");
  return ticket;
}

test("a refused creation is classified like any other", async () => {
  server.setMode("no-credit");
  expect(await failureOf(TOGETHER.call(recipe, callContext(http, server.url)))).toMatchObject({
    kind: "no-credit",
    billed: "no",
  });
});
