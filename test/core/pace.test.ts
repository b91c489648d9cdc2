import { describe, expect, it } from "vitest";
import { afterEnding, afterHearing, afterSending, UNPACED, waitFor, type Pace } from "../../src/core/pace.ts";

/** So many calls sent at a moment, each answered at once. */
function sent(count: number, now: number, pace: Pace = UNPACED): Pace {
  let next = pace;
  for (let call = 0; call < count; call += 1) next = afterEnding(afterSending(next, undefined, now));
  return next;
}

describe("what a server says", () => {
  const told = afterHearing(sent(3, 0), 3, { remaining: 2, reset: 1000, limit: 5 }, 100);

  it("allows what is left, then waits for the end of the window", () => {
    expect(waitFor(told, undefined, 100)).toBe(0);
    expect(waitFor(sent(1, 200, told), undefined, 200)).toBe(0);
    expect(waitFor(sent(2, 200, told), undefined, 300)).toBe(800);
  });

  it("allows a whole window after it, less what is on its way", () => {
    const used = sent(2, 200, told);
    expect(waitFor(used, undefined, 1100)).toBe(0);
    expect(waitFor(sent(4, 1100, used), undefined, 1100)).toBe(0);
    expect(waitFor(sent(5, 1100, used), undefined, 1100)).toBe(1000);
    const away = afterSending(used, undefined, 300);
    expect(waitFor(sent(4, 1100, away), undefined, 1100)).toBe(1000);
  });

  it("allows anything after it where the size of a window is not said", () => {
    const once = afterHearing(sent(1, 0), 1, { remaining: 0, reset: 500 }, 0);
    expect(waitFor(once, undefined, 499)).toBe(1);
    expect(waitFor(sent(20, 500, once), undefined, 500)).toBe(0);
  });

  it("means a second where its end is not said, and nothing where it is nonsense", () => {
    expect(waitFor(afterHearing(sent(1, 0), 1, { remaining: 0 }, 0), undefined, 0)).toBe(1000);
    expect(waitFor(afterHearing(sent(1, 0), 1, { remaining: 0, reset: 0 }, 0), undefined, 0)).toBe(1000);
    const moment = afterHearing(sent(1, 0), 1, { remaining: 0, reset: 1_796_000_000_000 }, 0);
    expect(waitFor(moment, undefined, 0)).toBe(0);
  });

  it("counts calls that were sent after the one it answers", () => {
    let pace = afterSending(afterSending(UNPACED, undefined, 0), undefined, 0);
    pace = afterEnding(pace);
    expect(waitFor(afterHearing(pace, 1, { remaining: 1, reset: 1000 }, 0), undefined, 0)).toBe(1000);
    expect(waitFor(afterHearing(pace, 1, { remaining: 2, reset: 1000 }, 0), undefined, 0)).toBe(0);
  });

  it("is not forgotten for the word on an earlier window", () => {
    expect(waitFor(afterHearing(told, 2, { remaining: 0, reset: 1 }, 300), undefined, 300)).toBe(0);
  });
});

describe("so many a minute", () => {
  it("holds in any sixty seconds", () => {
    let pace = UNPACED;
    for (const moment of [0, 10_000, 50_000]) {
      expect(waitFor(pace, 3, moment)).toBe(0);
      pace = afterSending(pace, 3, moment);
    }
    expect(waitFor(pace, 3, 50_000)).toBe(10_000);
    pace = afterSending(pace, 3, 60_000);
    expect(waitFor(pace, 3, 60_000)).toBe(10_000);
    expect(pace.recent.length).toBeLessThanOrEqual(3);
  });
});
