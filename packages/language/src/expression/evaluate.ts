import {
  applyOperator,
  Budget,
  durationAmount,
  EvaluationError,
  type ExpressionValue,
  expressionFunctions,
  isDuration,
  isList,
  isRecord,
  isTruthy,
  kindName,
  nearest,
  type RecordValue,
  recordOf,
  type Scope,
} from '@mso/values';
import type {
  BinaryExpression,
  CallExpression,
  Expression,
  IndexExpression,
  MemberExpression,
  MemoryExpression,
  UnaryExpression,
} from '../syntax/expression.js';
import { isMemoryKey, referencePath } from '../syntax/reference-path.js';
import type { Span } from '../text/span.js';

export interface EvaluationLimits {
  /** Operations and items visited. */
  readonly stepsMax: number;
  /** Characters of a text that is built. */
  readonly sizeMax: number;
}

const defaultLimits: EvaluationLimits = { stepsMax: 1_000_000, sizeMax: 1_000_000 };

/** The value of an expression; throws an EvaluationError where it has none. */
export function evaluate(
  expression: Expression,
  scope: Scope,
  limits: EvaluationLimits = defaultLimits,
): ExpressionValue {
  const budget = new Budget(limits.stepsMax, limits.sizeMax);
  return evaluateIn({ scope, budget }, expression);
}

interface Evaluation {
  readonly scope: Scope;
  readonly budget: Budget;
}

function evaluateIn(evaluation: Evaluation, expression: Expression): ExpressionValue {
  evaluation.budget.spend(1, expression);
  switch (expression.kind) {
    case 'Literal':
      return expression.value;
    case 'DurationLiteral':
      return durationAmount(expression.value, expression.unit);
    case 'NameUse':
      return lookUp(evaluation.scope, expression.name, expression);
    case 'Environment': {
      const value = evaluation.scope.environment?.(expression.name);
      if (value !== undefined) return value;
      return notFound(`The environment has no '${expression.name}'`, expression);
    }
    case 'MemoryUse':
      return lookUpMemory(evaluation.scope, expression.path, expression);
    case 'List':
      return expression.items.map((item) => evaluateIn(evaluation, item));
    case 'Record':
      return recordOf(
        expression.entries.map(({ key, value }) => [key, evaluateIn(evaluation, value)]),
      );
    case 'Unary':
      return evaluateUnary(evaluation, expression);
    case 'Binary':
      return evaluateBinary(evaluation, expression);
    case 'Choice': {
      const holds = isTruthy(evaluateIn(evaluation, expression.condition));
      return evaluateIn(evaluation, holds ? expression.whenTrue : expression.whenFalse);
    }
    case 'Member':
      return evaluateMember(evaluation, expression, false);
    case 'Index':
      return evaluateIndex(evaluation, expression);
    case 'Call':
      return evaluateCall(evaluation, expression);
    case 'MissingExpression':
      throw new EvaluationError('InvalidArgument', 'An expression is missing', expression);
  }
}

function notFound(message: string, span: Span): never {
  throw new EvaluationError('ResourceNotFound', message, span);
}

function lookUp(scope: Scope, name: string, span: Span): ExpressionValue {
  const value = scope.lookup(name);
  if (value !== undefined) return value;
  return notFound(`'${name}' is not known here${adviceFor(scope, name)}`, span);
}

function lookUpMemory(scope: Scope, path: string, span: Span): ExpressionValue {
  const value = scope.memory?.(path);
  if (value !== undefined) return value;
  return notFound(`Nothing is stored at '@${path}'`, span);
}

/** A `-` without blanks belongs to the word, which surprises those who meant a difference. */
function adviceFor(scope: Scope, name: string): string {
  const dash = name.indexOf('-');
  const [before, after] = [name.slice(0, dash), name.slice(dash + 1)];
  const isDifference = dash > 0 && after !== '' && scope.lookup(before) !== undefined;
  if (isDifference) return `; for a difference write '${before} - ${after}'`;
  return suggestion(name, scope.names());
}

function suggestion(word: string, candidates: Iterable<string>): string {
  const best = nearest(word, candidates);
  return best === undefined ? '' : `; did you mean '${best}'?`;
}

function evaluateUnary(evaluation: Evaluation, expression: UnaryExpression): ExpressionValue {
  const value = evaluateIn(evaluation, expression.operand);
  if (expression.operator === '!') return !isTruthy(value);
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  if (isDuration(value)) return { ...value, milliseconds: -value.milliseconds };
  const message = `'-' does not take ${kindName(value)}`;
  throw new EvaluationError('TypeConversion', message, expression);
}

function evaluateBinary(evaluation: Evaluation, expression: BinaryExpression): ExpressionValue {
  const { operator } = expression;
  const left = evaluateIn(evaluation, expression.left);
  if (operator === '&&' || operator === '||') {
    const holds = isTruthy(left);
    if (holds === (operator === '||')) return holds;
    return isTruthy(evaluateIn(evaluation, expression.right));
  }
  const right = evaluateIn(evaluation, expression.right);
  return applyOperator(operator, { left, right, span: expression, budget: evaluation.budget });
}

/**
 * `object.name`. `isOptional` says that `?.` follows: a member that is missing is then null, as
 * it is when `?.` leads to it.
 */
function evaluateMember(
  evaluation: Evaluation,
  expression: MemberExpression,
  isOptional: boolean,
): ExpressionValue {
  const { name, nameSpan, optional } = expression;
  const inner = expression.object;
  const object =
    inner.kind === 'Member'
      ? evaluateMember(evaluation, inner, optional)
      : evaluateIn(evaluation, inner);
  evaluation.budget.spend(1, expression);
  if (isRecord(object)) {
    const value = object.get(name);
    if (value !== undefined) return value;
    return optional || isOptional ? null : missingMember(object, name, nameSpan);
  }
  if (object === null && optional) return null;
  const message = `${kindName(object)} has no member '${name}'`;
  throw new EvaluationError('TypeConversion', message, nameSpan);
}

function missingMember(record: RecordValue, name: string, span: Span): never {
  return notFound(`There is no member '${name}'${suggestion(name, record.keys())}`, span);
}

function evaluateIndex(evaluation: Evaluation, expression: IndexExpression): ExpressionValue {
  if (isMemoryKey(expression)) return evaluateMemoryKey(evaluation, expression);
  const object = evaluateIn(evaluation, expression.object);
  const index = evaluateIn(evaluation, expression.index);
  return itemOf(object, index, expression);
}

/** `@path[index]`: a text is part of the reference, a number takes an item of what is there. */
function evaluateMemoryKey(
  { scope, budget }: Evaluation,
  expression: IndexExpression & { readonly object: MemoryExpression },
): ExpressionValue {
  const { path } = expression.object;
  const index = evaluateIn({ scope, budget }, expression.index);
  if (typeof index !== 'string')
    return itemOf(lookUpMemory(scope, path, expression), index, expression);
  return lookUpMemory(scope, referencePath({ path, index: { text: index } }), expression);
}

function itemOf(
  object: ExpressionValue,
  index: ExpressionValue,
  expression: IndexExpression,
): ExpressionValue {
  if (isRecord(object) && typeof index === 'string') {
    const member = object.get(index);
    return member === undefined ? missingMember(object, index, expression.index) : member;
  }
  if ((isList(object) || typeof object === 'string') && typeof index === 'number') {
    const isInside = Number.isInteger(index) && index >= 0 && index < object.length;
    const item = isInside ? object.at(index) : undefined;
    if (item !== undefined) return item;
    return notFound(`There is no item ${index}; there are ${object.length}`, expression.index);
  }
  const message = `${kindName(object)} has no index of kind ${kindName(index)}`;
  throw new EvaluationError('TypeConversion', message, expression);
}

function evaluateCall(evaluation: Evaluation, expression: CallExpression): ExpressionValue {
  const { callee, calleeSpan, args } = expression;
  const called = expressionFunctions.get(callee);
  if (called === undefined) {
    const hint = suggestion(callee, expressionFunctions.keys());
    return notFound(`There is no function '${callee}'${hint}`, calleeSpan);
  }
  const { argumentsMin, argumentsMax, name, parameters } = called;
  if (args.length < argumentsMin || args.length > argumentsMax) {
    const message = `It is called as ${name}(${parameters}), not with ${args.length} arguments`;
    throw new EvaluationError('InvalidArgument', message, expression);
  }
  const values = args.map((arg, index) =>
    callee === 'default' && index === 0
      ? evaluateOrNull(evaluation, arg)
      : evaluateIn(evaluation, arg),
  );
  return called.apply({
    name,
    args: values,
    spans: args,
    span: expression,
    budget: evaluation.budget,
  });
}

/** `default(steps.a.output.score, 0)` is there for what may be missing. */
function evaluateOrNull(evaluation: Evaluation, expression: Expression): ExpressionValue {
  try {
    return evaluateIn(evaluation, expression);
  } catch (error) {
    if (error instanceof EvaluationError && error.kind === 'ResourceNotFound') return null;
    throw error;
  }
}
