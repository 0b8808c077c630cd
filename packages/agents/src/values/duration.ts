const unitMilliseconds: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** What a duration looks like, for messages that refuse another text. */
export const durationForm = 'a duration such as "30s", "0.5s", "5m", "2h" or "1d"';

/**
 * The milliseconds of a duration written in one of the language's units, s, m, h and d; undefined
 * where the text is none. Fractions are rounded to whole milliseconds: "0.5s" is 500.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,15})?) ?([smhd])$/.exec(text);
  if (match === null) return undefined;
  const [, amount = '', unit = ''] = match;
  const milliseconds = Math.round(Number(amount) * (unitMilliseconds.get(unit) ?? 0));
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}

/** The longest wait that a timer of Node can be set to; longer ones would end at once. */
export const timerMsMax = 2 ** 31 - 1;
