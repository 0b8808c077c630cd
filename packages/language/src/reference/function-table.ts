import { Budget, expressionFunctions, toJson } from '@mso/values';
import { evaluate } from '../expression/evaluate.js';
import { parseExpression } from '../parser/parse.js';
import { code, table } from './markdown.js';

/** Every function that expressions can call, with a call whose value is worked out here. */
export function renderFunctions(): readonly string[] {
  const rows = [...expressionFunctions.values()].map(({ name, parameters, documentation }) => {
    const example = functionExamples[name] ?? '';
    return [code(`${name}(${parameters})`), documentation, code(example), code(resultOf(example))];
  });
  return table(['function', 'yields', 'example', 'its value'], rows);
}

/** One call for each function; it needs no names. */
export const functionExamples: Readonly<Record<string, string>> = {
  len: 'len("news")',
  lower: 'lower("News")',
  upper: 'upper("News")',
  trim: 'trim("  news ")',
  contains: 'contains(["a", "b"], "b")',
  startsWith: 'startsWith("newsroom", "news")',
  endsWith: 'endsWith("newsroom", "news")',
  split: 'split("a,b", ",")',
  join: 'join(["a", "b"], " and ")',
  round: 'round(2.345, 1)',
  floor: 'floor(-1.5)',
  ceil: 'ceil(1.2)',
  abs: 'abs(-3)',
  min: 'min(3, 1, 2)',
  max: 'max([90m, 1h])',
  sum: 'sum([1, 2, 3.5])',
  keys: 'keys({a: 1, b: 2})',
  values: 'values({a: 1, b: 2})',
  has: 'has({a: 1}, "b")',
  default: 'default(null, "none")',
  json: 'json({a: [1, true]})',
  type: 'type(5m)',
};

const stepsMax = 10_000;

function resultOf(example: string): string {
  const { expression } = parseExpression(example);
  const value = evaluate(expression, { lookup: () => undefined, names: () => [] });
  return toJson(value, new Budget(stepsMax, stepsMax), expression);
}
