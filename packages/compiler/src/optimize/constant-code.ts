import type { ConstantValue, Instruction, PlainOp, PushValue } from '@mso/bytecode';
import {
  applyOperator,
  Budget,
  durationAmount,
  EvaluationError,
  type ExpressionValue,
  expressionFunctions,
  isDuration,
  isTruthy,
  type StrictOperator,
  toJson,
} from '@mso/values';

/** A value that is known before the program runs, as operators see it. */
export type Known = Exclude<ExpressionValue, object> | ReturnType<typeof durationAmount>;

/** What folding may cost for one instruction, far below what the machine allows. */
const limits = { steps: 10_000, size: 1_000 } as const;

/** Instructions have no place in the text here, and errors are not shown. */
const noPlace = { start: 0, end: 0 } as const;

/** The value that an instruction pushes, where it is a plain one. */
export function knownValue(strings: readonly string[], value: PushValue): Known | undefined {
  switch (value.kind) {
    case 'String':
      return strings[value.index];
    case 'Number':
    case 'Bool':
      return value.value;
    case 'Null':
      return null;
    case 'Duration':
      return durationAmount(value.value.value, value.value.unit);
    default:
      return undefined;
  }
}

/** What pushes a value; a duration has been written in one unit and cannot be written anew. */
export function pushOf(value: Known, intern: (text: string) => number): Instruction | undefined {
  const constant = constantOf(value, intern);
  return constant && { op: 'Push', value: constant };
}

function constantOf(
  value: Known,
  intern: (text: string) => number,
): Exclude<ConstantValue, { readonly kind: 'Stack' }> | undefined {
  if (value === null) return { kind: 'Null' };
  if (typeof value === 'string') return { kind: 'String', index: intern(value) };
  if (typeof value === 'number') return { kind: 'Number', value };
  return typeof value === 'boolean' ? { kind: 'Bool', value } : undefined;
}

const operators: { readonly [op in PlainOp]?: StrictOperator } = {
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  Mod: '%',
  Eq: '==',
  Ne: '!=',
  Lt: '<',
  Le: '<=',
  Gt: '>',
  Ge: '>=',
};

const arithmetic: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Div', 'Mod']);

/** Whether an instruction says with the flag `overflow` how it went; on strings, none does. */
export function setsOverflow(op: string, values: readonly Known[]): boolean {
  return arithmetic.has(op) && !values.some((value) => typeof value === 'string');
}

/**
 * What an instruction makes of two known values; undefined where it fails, sets the flag
 * `overflow`, or makes something that `Push` has no words for.
 */
export function foldBinary(op: string, left: Known, right: Known): Known | undefined {
  if (op === 'And') return isTruthy(left) && isTruthy(right);
  if (op === 'Or') return isTruthy(left) || isTruthy(right);
  const operator = operators[op as PlainOp];
  if (operator === undefined || failsForSure(op, left, right)) return undefined;
  return attempt((budget) => applyOperator(operator, { left, right, span: noPlace, budget }));
}

/** Most of what fails, found without the cost of an exception. */
function failsForSure(op: string, left: Known, right: Known): boolean {
  if (op === 'Div' || op === 'Mod') return right === 0 || typeof left !== typeof right;
  const isEquality = op === 'Eq' || op === 'Ne';
  if (isEquality && (left === null || right === null)) return false;
  return typeof left !== typeof right;
}

/** What a call of a builtin function makes of known values, where that is known as well. */
export function foldCall(name: string, args: readonly Known[]): Known | undefined {
  return attempt((budget) => callBuiltin(name, args, budget));
}

function callBuiltin(
  name: string,
  args: readonly Known[],
  budget: Budget,
): ExpressionValue | undefined {
  const [first = null, second = null] = args;
  switch (name) {
    case '-x':
      return typeof first === 'number' ? 0 - first : undefined;
    case 'in':
    case 'matches':
      return applyOperator(name, { left: first, right: second, span: noPlace, budget });
    case 'text':
      return typeof first === 'string' ? first : toJson(first, budget, noPlace);
    default: {
      const called = expressionFunctions.get(name);
      if (called === undefined) return undefined;
      const { argumentsMin, argumentsMax } = called;
      if (args.length < argumentsMin || args.length > argumentsMax) return undefined;
      const spans = args.map(() => noPlace);
      return called.apply({ name, args, spans, span: noPlace, budget });
    }
  }
}

/** An error is left to the machine, which says where it happens. */
function attempt(evaluate: (budget: Budget) => ExpressionValue | undefined): Known | undefined {
  try {
    const value = evaluate(new Budget(limits.steps, limits.size));
    return value !== undefined && isPlain(value) ? value : undefined;
  } catch (problem) {
    if (problem instanceof EvaluationError) return undefined;
    throw problem;
  }
}

function isPlain(value: ExpressionValue): value is Known {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value === 'string') return value.length <= limits.size;
  return value === null || typeof value !== 'object' || isDuration(value);
}
