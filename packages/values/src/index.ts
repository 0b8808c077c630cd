export { type ExpressionFunction, expressionFunctions } from './functions.js';
export { formatDuration, toJson } from './json.js';
export { nearest } from './nearest.js';
export { applyOperator, checkNumber, compareValues, type StrictOperator } from './operators.js';
export { compilePattern } from './pattern.js';
export type { Span } from './span.js';
export {
  type DurationAmount,
  type DurationUnit,
  EvaluationError,
  type EvaluationErrorKind,
  type ExpressionValue,
  type ListValue,
  type RecordValue,
  type Scope,
} from './value.js';
export {
  areEqual,
  Budget,
  durationAmount,
  isDuration,
  isList,
  isRecord,
  isTruthy,
  itemsOf,
  type KindName,
  kindName,
  recordOf,
} from './values.js';
