import type { DurationUnit } from '../syntax/tree.js';
import { Char, isDigit, wordPartLength } from './characters.js';

export interface ScannedNumber {
  readonly end: number;
  readonly value: number;
  /** Set for a duration. */
  readonly unit?: DurationUnit;
  /** Why it is no number; `value` is then a stand-in. */
  readonly problem?: string;
}

/** Reads a number, or a duration such as `1.5h`, from its first digit. */
export function scanNumber(text: string, start: number): ScannedNumber {
  const end = decimalEnd(text, start);
  if (text.charCodeAt(end) === Char.Dot && isDigit(text.charCodeAt(end + 1))) {
    const all = dottedEnd(text, end);
    return { end: all, value: 0, problem: `'${text.slice(start, all)}' is no number` };
  }
  const written = text.slice(start, end);
  const digits = written.includes('_') ? written.replaceAll('_', '') : written;
  const value = Number(digits);
  const unitEnd = lettersEnd(text, end);
  if (unitEnd > end) return withUnit(digits, text.slice(end, unitEnd), unitEnd);
  if (!Number.isFinite(value)) return { end, value: 0, problem: 'the number is too large' };
  return { end, value };
}

export function unitNamed(word: string): DurationUnit | undefined {
  return units.get(word);
}

/** A duration written as text (`"30m"`), or undefined where it is none. */
export function parseDuration(
  text: string,
): { readonly value: number; readonly unit: DurationUnit } | undefined {
  const trimmed = text.trim();
  if (!isDigit(trimmed.charCodeAt(0))) return undefined;
  const digitsEnd = decimalEnd(trimmed, 0);
  const compact = trimmed.slice(0, digitsEnd) + trimmed.slice(digitsEnd).trimStart();
  const { end, value, unit, problem } = scanNumber(compact, 0);
  if (end !== compact.length || unit === undefined || problem !== undefined) return undefined;
  return { value, unit };
}

/** Digits with `_` between them, a fraction, an exponent. */
function decimalEnd(text: string, start: number): number {
  let end = digitsEnd(text, start);
  if (text.charCodeAt(end) === Char.Dot && isDigit(text.charCodeAt(end + 1))) {
    end = digitsEnd(text, end + 1);
  }
  if ((text.charCodeAt(end) | 0x20) === 0x65) {
    const sign = text.charAt(end + 1);
    const digits = sign === '+' || sign === '-' ? end + 2 : end + 1;
    if (isDigit(text.charCodeAt(digits))) end = digitsEnd(text, digits);
  }
  return end;
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  for (;;) {
    const code = text.charCodeAt(end);
    if (isDigit(code)) end++;
    else if (code === Char.Underscore && isDigit(text.charCodeAt(end + 1))) end++;
    else return end;
  }
}

function dottedEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end)) || text.charCodeAt(end) === Char.Dot) end++;
  return end;
}

function lettersEnd(text: string, start: number): number {
  let end = start;
  for (;;) {
    const length = wordPartLength(text, end);
    if (length === 0) return end;
    end += length;
  }
}

const units: ReadonlyMap<string, DurationUnit> = new Map([
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((word) => [word, 'Seconds'] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((word) => [word, 'Minutes'] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((word) => [word, 'Hours'] as const),
  ...['d', 'day', 'days'].map((word) => [word, 'Days'] as const),
]);

const smallerUnits: readonly { readonly unit: DurationUnit; readonly perLarger: number }[] = [
  { unit: 'Days', perLarger: 1 },
  { unit: 'Hours', perLarger: 24 },
  { unit: 'Minutes', perLarger: 60 },
  { unit: 'Seconds', perLarger: 60 },
];

const onlyDigits = /^\d+$/;

function withUnit(digits: string, word: string, end: number): ScannedNumber {
  const unit = units.get(word);
  if (unit === undefined) return { end, value: 0, problem: `unknown unit '${word}'` };
  const whole = onlyDigits.test(digits) ? Number(digits) : undefined;
  if (Number.isSafeInteger(whole)) return { end, value: whole ?? 0, unit };
  const exact = inWholeUnits(digits, unit);
  if (exact !== undefined) return { end, ...exact };
  const problem = `'${digits}${word}' is no whole number of seconds`;
  return { end, value: 0, unit, problem };
}

/** The largest unit that holds the amount exactly; decimal digits, so that 1.1h is 66m. */
function inWholeUnits(
  digits: string,
  unit: DurationUnit,
): { readonly value: number; readonly unit: DurationUnit } | undefined {
  const { numerator, denominator } = asFraction(digits);
  let amount = numerator;
  const first = smallerUnits.findIndex((candidate) => candidate.unit === unit);
  for (const [index, smaller] of smallerUnits.slice(first).entries()) {
    if (index > 0) amount *= smaller.perLarger;
    if (!Number.isSafeInteger(amount)) return undefined;
    if (amount % denominator === 0) return { value: amount / denominator, unit: smaller.unit };
  }
  return undefined;
}

function asFraction(digits: string): { numerator: number; denominator: number } {
  const [mantissa = '', exponentText = '0'] = digits.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const significant = fraction.replace(/0+$/, '');
  const exponent = Number(exponentText) - significant.length;
  const integer = Number(whole + significant);
  if (exponent >= 0) return { numerator: integer * 10 ** exponent, denominator: 1 };
  return { numerator: integer, denominator: 10 ** -exponent };
}
