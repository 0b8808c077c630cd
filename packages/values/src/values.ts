import type { Span } from './span.js';
import {
  type DurationAmount,
  type DurationUnit,
  EvaluationError,
  type ExpressionValue,
  type ListValue,
  type RecordValue,
} from './value.js';

/** The kinds as people read them, the same words as the machine's. */
export type KindName =
  | 'null'
  | 'bool'
  | 'int'
  | 'float'
  | 'string'
  | 'duration'
  | 'array'
  | 'object';

export function kindName(value: ExpressionValue): KindName {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float';
    case 'string':
      return 'string';
    default:
      if (isDuration(value)) return 'duration';
      return isList(value) ? 'array' : 'object';
  }
}

export function isList(value: ExpressionValue): value is readonly ExpressionValue[] | ListValue {
  if (Array.isArray(value)) return true;
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'list';
}

export function isRecord(value: ExpressionValue): value is RecordValue {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'record';
}

export function isDuration(value: ExpressionValue): value is DurationAmount {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'duration';
}

/** A record of values that are there already, in the order given. */
export function recordOf(entries: Iterable<readonly [string, ExpressionValue]>): RecordValue {
  const members = new Map(entries);
  return { kind: 'record', get: (name) => members.get(name), keys: () => members.keys() };
}

const millisecondsPerUnit: Readonly<Record<DurationUnit, number>> = {
  Seconds: 1_000,
  Minutes: 60_000,
  Hours: 3_600_000,
  Days: 86_400_000,
};

export function durationAmount(value: number, unit: DurationUnit): DurationAmount {
  return { kind: 'duration', milliseconds: value * millisecondsPerUnit[unit], unit };
}

/** Nothing, zero and emptiness are false; a record counts as empty when it has no keys. */
export function isTruthy(value: ExpressionValue): boolean {
  if (value === null || typeof value !== 'object') return Boolean(value);
  if (isDuration(value)) return value.milliseconds !== 0;
  if (isList(value)) return value.length > 0;
  for (const _ of value.keys()) return true;
  return false;
}

/** Work and output of one evaluation, so that no expression runs or grows for ever. */
export class Budget {
  private steps = 0;

  constructor(
    private readonly stepsMax: number,
    readonly sizeMax: number,
  ) {}

  spend(units: number, span: Span): void {
    this.steps += units;
    if (this.steps <= this.stepsMax) return;
    const message = `The expression takes more than ${this.stepsMax} steps`;
    throw new EvaluationError('LimitExceeded', message, span);
  }

  checkSize(size: number, span: Span): void {
    if (size <= this.sizeMax) return;
    const message = `The result has more than ${this.sizeMax} characters`;
    throw new EvaluationError('LimitExceeded', message, span);
  }
}

export function* itemsOf(
  list: readonly ExpressionValue[] | ListValue,
  budget: Budget,
  span: Span,
): Generator<ExpressionValue> {
  for (let index = 0; index < list.length; index++) {
    budget.spend(1, span);
    yield list.at(index) ?? null;
  }
}

/** Whether two values are the same, members and items included; of different kinds never. */
export function areEqual(
  left: ExpressionValue,
  right: ExpressionValue,
  budget: Budget,
  span: Span,
  depth = 0,
): boolean {
  budget.spend(1, span);
  checkDepth(depth, span);
  if (isDuration(left)) return isDuration(right) && left.milliseconds === right.milliseconds;
  if (isList(left)) {
    if (!isList(right) || left.length !== right.length) return false;
    for (let index = 0; index < left.length; index++) {
      const [a = null, b = null] = [left.at(index), right.at(index)];
      if (!areEqual(a, b, budget, span, depth + 1)) return false;
    }
    return true;
  }
  if (!isRecord(left)) return left === right;
  if (!isRecord(right)) return false;
  const keys = [...left.keys()];
  if (keys.length !== [...right.keys()].length) return false;
  return keys.every((key) => {
    const [a, b] = [left.get(key), right.get(key)];
    if (a === undefined || b === undefined) return false;
    return areEqual(a, b, budget, span, depth + 1);
  });
}

/** Lazily made values may hold themselves. */
const depthMax = 100;

export function checkDepth(depth: number, span: Span): void {
  if (depth <= depthMax) return;
  throw new EvaluationError('LimitExceeded', 'The value is nested too deeply', span);
}
