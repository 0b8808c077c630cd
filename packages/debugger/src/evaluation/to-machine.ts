import { EvaluationError, type ExpressionValue, type Span } from '@mso/language';
import { Duration, type Value } from '@mso/vm';

/**
 * What an expression yielded as a value the machine can store: a copy, not a view.
 *
 * @throws EvaluationError for a part of the machine, which has its own place already.
 */
export function toMachine(value: ExpressionValue, span: Span): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: ExpressionValue) => toMachine(item, span));
  if (!('kind' in value)) return null;
  if ('typeName' in value) {
    throw new EvaluationError('TypeConversion', 'this is no value that can be copied', span);
  }
  switch (value.kind) {
    case 'duration':
      return durationOf(value.milliseconds, value.unit);
    case 'list':
      return Array.from({ length: value.length }, (_, index) =>
        toMachine(value.at(index) ?? null, span),
      );
    case 'record': {
      const entries = [...value.keys()].map((key): [string, Value] => [
        key,
        toMachine(value.get(key) ?? null, span),
      ]);
      return new Map(entries);
    }
  }
}

const unitMilliseconds = { Seconds: 1_000, Minutes: 60_000, Hours: 3_600_000, Days: 86_400_000 };

function durationOf(milliseconds: number, unit: Duration['unit']): Duration {
  const amount = milliseconds / unitMilliseconds[unit];
  if (Number.isInteger(amount)) return new Duration(amount, unit);
  return new Duration(milliseconds / unitMilliseconds.Seconds, 'Seconds');
}
