import { toJson } from './json.js';
import { applyOperator, checkNumber, compareValues } from './operators.js';
import type { Span } from './span.js';
import { EvaluationError, type ExpressionValue, type RecordValue } from './value.js';
import {
  areEqual,
  type Budget,
  isDuration,
  isList,
  isRecord,
  itemsOf,
  kindName,
} from './values.js';

/** A function that expressions can call; the documentation is one sentence. */
export interface ExpressionFunction {
  readonly name: string;
  readonly parameters: string;
  readonly documentation: string;
  readonly argumentsMin: number;
  readonly argumentsMax: number;
  readonly apply: (call: Call) => ExpressionValue;
}

/** One call with its evaluated arguments. */
interface Call {
  readonly name: string;
  readonly args: readonly ExpressionValue[];
  readonly spans: readonly Span[];
  readonly span: Span;
  readonly budget: Budget;
}

function argument(call: Call, index: number): ExpressionValue {
  return call.args[index] ?? null;
}

function wrong(call: Call, index: number, expected: string): EvaluationError {
  const found = kindName(argument(call, index));
  const message = `'${call.name}' takes ${expected}, not ${found}`;
  return new EvaluationError('TypeConversion', message, call.spans[index] ?? call.span);
}

function stringAt(call: Call, index: number): string {
  const value = argument(call, index);
  if (typeof value !== 'string') throw wrong(call, index, 'a string');
  return value;
}

function numberAt(call: Call, index: number): number {
  const value = argument(call, index);
  if (typeof value !== 'number') throw wrong(call, index, 'a number');
  return value;
}

function recordAt(call: Call, index: number): RecordValue {
  const value = argument(call, index);
  if (!isRecord(value)) throw wrong(call, index, 'an object');
  return value;
}

function listAt(call: Call, index: number): ExpressionValue[] {
  const value = argument(call, index);
  if (!isList(value)) throw wrong(call, index, 'an array');
  return [...itemsOf(value, call.budget, call.span)];
}

function lengthOf(call: Call): number {
  const value = argument(call, 0);
  if (typeof value === 'string' || isList(value)) return value.length;
  if (isRecord(value)) return keysOf(value, call).length;
  throw wrong(call, 0, 'a string, an array or an object');
}

function keysOf(record: RecordValue, { budget, span }: Call): string[] {
  const keys: string[] = [];
  for (const key of record.keys()) {
    budget.spend(1, span);
    keys.push(key);
  }
  return keys;
}

function contains(call: Call): boolean {
  const { span, budget } = call;
  const [left, right] = [argument(call, 1), argument(call, 0)];
  return applyOperator('in', { left, right, span, budget }) === true;
}

function split(call: Call): ExpressionValue {
  const [text, separator] = [stringAt(call, 0), stringAt(call, 1)];
  call.budget.spend(text.length, call.span);
  return text.split(separator);
}

function join(call: Call): string {
  const separator = call.args.length > 1 ? stringAt(call, 1) : '';
  let result = '';
  for (const [index, item] of listAt(call, 0).entries()) {
    const text = typeof item === 'string' ? item : toJson(item, call.budget, call.span);
    result += index === 0 ? text : separator + text;
    call.budget.checkSize(result.length, call.span);
  }
  return result;
}

const digitsMax = 15;

function round(call: Call): number {
  const value = numberAt(call, 0);
  const digits = call.args.length > 1 ? numberAt(call, 1) : 0;
  if (!Number.isInteger(digits) || digits < 0 || digits > digitsMax) {
    const message = `'round' takes a number of digits from 0 to ${digitsMax}`;
    throw new EvaluationError('InvalidArgument', message, call.spans[1] ?? call.span);
  }
  return checkNumber(digits === 0 ? Math.round(value) : Number(value.toFixed(digits)), call.span);
}

function absolute(call: Call): ExpressionValue {
  const value = argument(call, 0);
  if (isDuration(value)) return { ...value, milliseconds: Math.abs(value.milliseconds) };
  return Math.abs(numberAt(call, 0));
}

/** Of the arguments, or of the items of the only one. */
function extreme(sign: 1 | -1): (call: Call) => ExpressionValue {
  return (call) => {
    const only = call.args.length === 1 && isList(argument(call, 0));
    const values = only ? listAt(call, 0) : call.args;
    const [first, ...others] = values;
    if (first === undefined) {
      throw new EvaluationError('InvalidArgument', `'${call.name}' of nothing`, call.span);
    }
    let best = first;
    for (const value of others) {
      const order = compareValues(value, best);
      if (order === undefined) {
        const message = `'${call.name}' cannot compare ${kindName(best)} with ${kindName(value)}`;
        throw new EvaluationError('TypeConversion', message, call.span);
      }
      if (order * sign < 0) best = value;
    }
    return best;
  };
}

function sum(call: Call): ExpressionValue {
  const { span, budget } = call;
  const [first, ...others] = listAt(call, 0);
  if (first === undefined) return 0;
  return others.reduce(
    (left: ExpressionValue, right) => applyOperator('+', { left, right, span, budget }),
    first,
  );
}

function has(call: Call): boolean {
  const container = argument(call, 0);
  if (isRecord(container)) return container.get(stringAt(call, 1)) !== undefined;
  const wanted = argument(call, 1);
  return listAt(call, 0).some((item) => areEqual(wanted, item, call.budget, call.span));
}

function define(
  name: string,
  parameters: string,
  counts: readonly [number, number],
  documentation: string,
  apply: (call: Call) => ExpressionValue,
): ExpressionFunction {
  const [argumentsMin, argumentsMax] = counts;
  return { name, parameters, documentation, argumentsMin, argumentsMax, apply };
}

const list: readonly ExpressionFunction[] = [
  define('len', 'value', [1, 1], 'How many characters, items or keys a value has.', lengthOf),
  define('lower', 'text', [1, 1], 'The text in lower case.', (call) =>
    stringAt(call, 0).toLowerCase(),
  ),
  define('upper', 'text', [1, 1], 'The text in upper case.', (call) =>
    stringAt(call, 0).toUpperCase(),
  ),
  define('trim', 'text', [1, 1], 'The text without blanks at its ends.', (call) =>
    stringAt(call, 0).trim(),
  ),
  define('contains', 'value, part', [2, 2], 'Whether part in value.', contains),
  define('startsWith', 'text, start', [2, 2], 'Whether the text begins so.', (call) =>
    stringAt(call, 0).startsWith(stringAt(call, 1)),
  ),
  define('endsWith', 'text, end', [2, 2], 'Whether the text ends so.', (call) =>
    stringAt(call, 0).endsWith(stringAt(call, 1)),
  ),
  define('split', 'text, separator', [2, 2], 'The parts of the text between separators.', split),
  define('join', 'list, separator', [1, 2], 'The items as one text.', join),
  define('round', 'number, digits', [1, 2], 'The nearest number with that many digits.', round),
  define('floor', 'number', [1, 1], 'The next whole number downwards.', (call) =>
    Math.floor(numberAt(call, 0)),
  ),
  define('ceil', 'number', [1, 1], 'The next whole number upwards.', (call) =>
    checkNumber(Math.ceil(numberAt(call, 0)), call.span),
  ),
  define('abs', 'number', [1, 1], 'The number without its sign.', absolute),
  define('min', 'values…', [1, 1_000], 'The smallest of the values or of a list.', extreme(1)),
  define('max', 'values…', [1, 1_000], 'The largest of the values or of a list.', extreme(-1)),
  define('sum', 'list', [1, 1], 'The sum of the items.', sum),
  define('keys', 'object', [1, 1], 'The keys of the object.', (call) =>
    keysOf(recordAt(call, 0), call),
  ),
  define('values', 'object', [1, 1], 'The values of the object.', (call) => {
    const record = recordAt(call, 0);
    return keysOf(record, call).map((key) => record.get(key) ?? null);
  }),
  define('has', 'object, key', [2, 2], 'Whether the object has the key, or a list the item.', has),
  define(
    'default',
    'value, otherwise',
    [2, 2],
    'The value, or the other where it is null or missing.',
    (call) => argument(call, 0) ?? argument(call, 1),
  ),
  define('json', 'value', [1, 1], 'The value as JSON text.', (call) =>
    toJson(argument(call, 0), call.budget, call.span),
  ),
  define('type', 'value', [1, 1], 'The kind of the value, as a word.', (call) =>
    kindName(argument(call, 0)),
  ),
];

/** Every function by its name. */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map(
  list.map((entry) => [entry.name, entry]),
);
