import {
  anyType,
  booleanType,
  type ExpressionType,
  listOf,
  numberType,
  stringType,
} from './types.js';

export type ExpressionKind = ExpressionType['kind'];

export interface FunctionType {
  /** The kinds that each argument may have; the last one stands for all further arguments. */
  readonly takes: readonly (readonly ExpressionKind[])[];
  readonly gives: ExpressionType;
}

const text: readonly ExpressionKind[] = ['string'];
const number: readonly ExpressionKind[] = ['number'];
const list: readonly ExpressionKind[] = ['list'];
const record: readonly ExpressionKind[] = ['record'];
const ordered: readonly ExpressionKind[] = ['number', 'string', 'duration', 'list'];
const anything: readonly ExpressionKind[] = ['null', 'boolean', ...ordered, 'record'];

/** What the functions take and give, as far as it can be told without their arguments. */
export const functionTypes: ReadonlyMap<string, FunctionType> = new Map([
  ['len', { takes: [['string', 'list', 'record']], gives: numberType }],
  ['lower', { takes: [text], gives: stringType }],
  ['upper', { takes: [text], gives: stringType }],
  ['trim', { takes: [text], gives: stringType }],
  ['contains', { takes: [['string', 'list', 'record'], anything], gives: booleanType }],
  ['startsWith', { takes: [text, text], gives: booleanType }],
  ['endsWith', { takes: [text, text], gives: booleanType }],
  ['split', { takes: [text, text], gives: listOf(stringType) }],
  ['join', { takes: [list, text], gives: stringType }],
  ['round', { takes: [number, number], gives: numberType }],
  ['floor', { takes: [number], gives: numberType }],
  ['ceil', { takes: [number], gives: numberType }],
  ['abs', { takes: [['number', 'duration']], gives: anyType }],
  ['min', { takes: [ordered], gives: anyType }],
  ['max', { takes: [ordered], gives: anyType }],
  ['sum', { takes: [list], gives: anyType }],
  ['keys', { takes: [record], gives: listOf(stringType) }],
  ['values', { takes: [record], gives: listOf(anyType) }],
  ['has', { takes: [['record', 'list'], anything], gives: booleanType }],
  ['default', { takes: [anything, anything], gives: anyType }],
  ['json', { takes: [anything], gives: stringType }],
  ['type', { takes: [anything], gives: stringType }],
]);
