/**
 * A moment in the past as people say it: `7d`, `12h`, `2w` back from now, or a day like `2026-11-01`, which begins at
 * midnight where the user is. Undefined when it is none of these.
 */
export function momentOf(text: string, now: Date): Date | undefined {
  const back = /^(\d{1,4})([hdw])$/.exec(text);
  if (back !== null) return new Date(now.getTime() - Number(back[1]) * (HOURS.get(back[2] ?? "") ?? 0) * 3_600_000);
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (day === null) return undefined;
  const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])];
  const moment = new Date(year, month - 1, date);
  // `new Date` makes the 3rd of March of the 31st of February.
  return moment.getMonth() === month - 1 && moment.getDate() === date ? moment : undefined;
}

const HOURS: ReadonlyMap<string, number> = new Map([
  ["h", 1],
  ["d", 24],
  ["w", 168],
]);

/** The day of a moment where the user is, `2026-11-01`; undefined when it is no moment. */
export function localDay(at: string): string | undefined {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return undefined;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
