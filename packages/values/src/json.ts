import type { Span } from './span.js';
import type { DurationAmount, ExpressionValue } from './value.js';
import { type Budget, checkDepth, isDuration, isList, itemsOf } from './values.js';

/** A value as JSON text; a duration as the string that the language writes. */
export function toJson(value: ExpressionValue, budget: Budget, span: Span): string {
  const parts: string[] = [];
  let size = 0;
  const write = (text: string): void => {
    size += text.length;
    budget.checkSize(size, span);
    parts.push(text);
  };
  writeJson(value, write, budget, span, 0);
  return parts.join('');
}

function writeJson(
  value: ExpressionValue,
  write: (text: string) => void,
  budget: Budget,
  span: Span,
  depth: number,
): void {
  budget.spend(1, span);
  checkDepth(depth, span);
  if (value === null || typeof value !== 'object') return write(JSON.stringify(value));
  if (isDuration(value)) return write(JSON.stringify(formatDuration(value)));
  let separator = '';
  if (isList(value)) {
    write('[');
    for (const item of itemsOf(value, budget, span)) {
      write(separator);
      writeJson(item, write, budget, span, depth + 1);
      separator = ',';
    }
    return write(']');
  }
  write('{');
  for (const key of value.keys()) {
    write(`${separator}${JSON.stringify(key)}:`);
    writeJson(value.get(key) ?? null, write, budget, span, depth + 1);
    separator = ',';
  }
  write('}');
}

/** `90m`, `-2h`, `1.5s`: in its own unit where that is exact, else in seconds. */
export function formatDuration({ milliseconds, unit }: DurationAmount): string {
  const { letter, length } = letters[unit];
  const amount = milliseconds / length;
  return Number.isInteger(amount) ? `${amount}${letter}` : `${milliseconds / 1_000}s`;
}

const letters = {
  Seconds: { letter: 's', length: 1_000 },
  Minutes: { letter: 'm', length: 60_000 },
  Hours: { letter: 'h', length: 3_600_000 },
  Days: { letter: 'd', length: 86_400_000 },
} as const;
