import { expect, it } from "vitest";
import type { Call } from "../../src/build/call.ts";
import { forAsset, forCall } from "../../src/build/ticket-places.ts";
import type { Ticket } from "../../src/core/provider.ts";

const callFor = (...indexes: number[]) => ({ samples: indexes.map((index) => ({ index })) }) as unknown as Call;
const links = (...indexes: number[]): Ticket => ({
  kind: "urls",
  urls: indexes.map((index) => ({ index, url: `https://example.org/${index}` })),
  model: "m",
});
const numbersOf = (ticket: Ticket) => (ticket.kind === "urls" ? ticket.urls.map(({ index }) => index) : []);

it("what is late of a batch comes to the same pictures, whatever the next call is for", () => {
  const kept = forAsset(callFor(1, 3, 5), links(1, 2));
  expect(kept).toMatchObject({ numbered: "asset", model: "m" });
  expect(numbersOf(kept)).toEqual([3, 5]);
  expect(numbersOf(forCall(callFor(3, 5), kept))).toEqual([0, 1]);
  expect(numbersOf(forCall(callFor(1, 5), kept))).toEqual([2, 1]);
  expect(forCall(callFor(3, 5), kept)).not.toHaveProperty("numbered");
});

it("a ticket as it came is taken as it came", () => {
  const ticket = links(0, 2);
  expect(forCall(callFor(4, 5, 6), ticket)).toBe(ticket);
  const job: Ticket = { kind: "job", id: "job-1" };
  expect([forAsset(callFor(0), job), forCall(callFor(0), job)]).toEqual([job, job]);
});
