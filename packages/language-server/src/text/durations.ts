import type { DurationUnit } from '@mso/language';

const units = [
  { unit: 'Days', seconds: 86_400, one: 'day' },
  { unit: 'Hours', seconds: 3_600, one: 'hour' },
  { unit: 'Minutes', seconds: 60, one: 'minute' },
  { unit: 'Seconds', seconds: 1, one: 'second' },
] as const;

/** A duration in its own unit and in those in which it comes to at most three decimals. */
export function durationMarkdown(duration: {
  readonly value: number;
  readonly unit: DurationUnit;
}): string {
  const own = units.find(({ unit }) => unit === duration.unit) ?? units[3];
  const total = duration.value * own.seconds;
  const others = units
    .filter((other) => other !== own)
    .map(({ seconds, one }) => ({ amount: total / seconds, one }))
    .filter(({ amount }) => amount >= 0.1 && Number.isInteger(amount * 1_000))
    .map(({ amount, one }) => counted(amount, one));
  const title = `**${counted(duration.value, own.one)}**`;
  return others.length === 0 ? title : `${title}\n\n= ${others.join(' = ')}`;
}

function counted(amount: number, one: string): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : `${one}s`}`;
}
