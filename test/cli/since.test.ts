import { describe, expect, it } from "vitest";
import { localDay, momentOf } from "../../src/cli/since.ts";

const NOW = new Date(2026, 10, 21, 12, 30);

describe("a moment as people say it", () => {
  it.each([
    ["12h", new Date(2026, 10, 21, 0, 30)],
    ["7d", new Date(NOW.getTime() - 7 * 86_400_000)],
    ["2w", new Date(NOW.getTime() - 14 * 86_400_000)],
    ["2026-11-01", new Date(2026, 10, 1)],
    ["2024-02-29", new Date(2024, 1, 29)],
  ])("%s", (text, moment) => {
    expect(momentOf(text, NOW)).toEqual(moment);
  });

  it.each(["", "7", "d", "7 d", "-7d", "2026-02-31", "2026-13-01", "2026-1-1", "yesterday", "99999d"])(
    "%j is none",
    (text) => {
      expect(momentOf(text, NOW)).toBeUndefined();
    },
  );
});

it("a day is the one where the user is, not in Greenwich", () => {
  const late = new Date(2026, 0, 2, 23, 59, 59);
  expect(localDay(late.toISOString())).toBe("2026-01-02");
  expect(localDay(new Date(2026, 0, 3, 0, 0, 1).toISOString())).toBe("2026-01-03");
  expect(localDay("")).toBeUndefined();
});
