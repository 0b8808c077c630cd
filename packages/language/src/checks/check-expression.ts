import { compilePattern, expressionFunctions } from '@mso/values';
import type { Diagnostic } from '../diagnostic.js';
import { errorAt, warningAt } from '../diagnostic.js';
import { constantOf } from '../expression/constant.js';
import { functionTypes } from '../expression/function-types.js';
import { operatorType } from '../expression/operator-types.js';
import {
  anyType,
  booleanType,
  describeType,
  durationType,
  type ExpressionEnvironment,
  type ExpressionType,
  joinTypes,
  listOf,
  type RecordType,
  recordType,
  stringType,
  typeOfValue,
} from '../expression/types.js';
import type {
  BinaryExpression,
  CallExpression,
  Expression,
  IndexExpression,
  MemberExpression,
  NameExpression,
  UnaryExpression,
} from '../syntax/expression.js';
import type { Span } from '../text/span.js';
import { makeSuggest, type Suggest } from './suggest.js';

export interface ExpressionCheck {
  /** What the expression yields, as far as it can be told. */
  readonly type: ExpressionType;
  /** In the order of the expression's parts. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What can be said about an expression without evaluating it: names and members that are not
 * there, functions called in a wrong way, operators that do not take their operands.
 *
 * The environment says what names there are: those of a program's workflow, or those of a paused
 * machine (see environmentOf).
 */
export function checkExpression(
  expression: Expression,
  environment: ExpressionEnvironment,
  suggest: Suggest = makeSuggest(),
): ExpressionCheck {
  const diagnostics: Diagnostic[] = [];
  const state = { environment, suggest, diagnostics };
  const type = typeOf(state, expression);
  if (diagnostics.length === 0) reportCertainFailure(state, expression);
  return { type, diagnostics };
}

interface State {
  readonly environment: ExpressionEnvironment;
  readonly suggest: Suggest;
  readonly diagnostics: Diagnostic[];
}

/** What a part with a mistake yields: nothing more is said about what is made of it. */
const wrongType: ExpressionType = { kind: 'any' };

function report(
  state: State,
  span: Span,
  code: string,
  message: string,
  hint?: string,
): ExpressionType {
  state.diagnostics.push(errorAt(span, code, message, hint === undefined ? {} : { hint }));
  return wrongType;
}

function reportCertainFailure(state: State, expression: Expression): void {
  const constant = constantOf(expression);
  if (constant === undefined || !('error' in constant)) return;
  const { message, span } = constant.error;
  report(state, span, 'InvalidExpression', `this always fails: ${message}`);
}

/** Names that are gone through more than once: to list them and to find the nearest. */
function repeatable(names: () => Iterable<string>): Iterable<string> {
  return { [Symbol.iterator]: () => names()[Symbol.iterator]() };
}

function typeOf(state: State, expression: Expression): ExpressionType {
  switch (expression.kind) {
    case 'Literal':
      return typeOfValue(expression.value);
    case 'DurationLiteral':
      return durationType;
    case 'NameUse':
      return typeOfName(state, expression);
    case 'Environment':
      return typeOfOuter(state, expression, expression.name);
    case 'MemoryUse':
      return typeOfOuter(state, expression, expression.path);
    case 'List': {
      const [first = anyType, ...others] = expression.items.map((item) => typeOf(state, item));
      return listOf(others.reduce(joinTypes, first));
    }
    case 'Record': {
      const entries = expression.entries;
      return recordType(new Map(entries.map(({ key, value }) => [key, typeOf(state, value)])));
    }
    case 'Unary':
      return typeOfUnary(state, expression);
    case 'Binary':
      return typeOfBinary(state, expression);
    case 'Choice': {
      typeOf(state, expression.condition);
      return joinTypes(typeOf(state, expression.whenTrue), typeOf(state, expression.whenFalse));
    }
    case 'Member':
      return typeOfMember(state, expression, false);
    case 'Index':
      return typeOfIndex(state, expression);
    case 'Call':
      return typeOfCall(state, expression);
    case 'MissingExpression':
      return anyType;
  }
}

function typeOfName(state: State, { name, start, end }: NameExpression): ExpressionType {
  const { environment, suggest } = state;
  const type = environment.typeOf(name);
  if (type !== undefined) return type;
  const before = name.slice(0, Math.max(0, name.indexOf('-')));
  const isDifference = before !== '' && environment.typeOf(before) !== undefined;
  const hint = isDifference
    ? `for a difference write '${before} - ${name.slice(before.length + 1)}'`
    : `${suggest(
        name,
        'names',
        repeatable(() => environment.names()),
      )}; a text stands in quotes`;
  return report(state, { start, end }, 'UndefinedName', `'${name}' is not known here`, hint);
}

/** `$NAME` and `@path` may yet come from outside, so their absence is no error. */
function typeOfOuter(
  { environment, diagnostics }: State,
  expression: Extract<Expression, { kind: 'Environment' | 'MemoryUse' }>,
  name: string,
): ExpressionType {
  const isMemory = expression.kind === 'MemoryUse';
  const look = isMemory ? environment.memory : environment.environment;
  if (look === undefined) return isMemory ? anyType : stringType;
  const type = look.call(environment, name);
  if (type !== undefined) return type;
  const message = isMemory ? `nothing is stored at '@${name}'` : `the environment has no '${name}'`;
  diagnostics.push(warningAt(expression, 'UndefinedReference', message));
  return anyType;
}

function typeOfUnary(state: State, expression: UnaryExpression): ExpressionType {
  const type = typeOf(state, expression.operand);
  if (expression.operator === '!') return booleanType;
  if (type.kind === 'any' || type.kind === 'number' || type.kind === 'duration') return type;
  return report(state, expression, 'TypeMismatch', `'-' does not take ${describeType(type)}`);
}

function typeOfBinary(state: State, expression: BinaryExpression): ExpressionType {
  const { operator, left, right } = expression;
  const types = [typeOf(state, left), typeOf(state, right)] as const;
  if (types.includes(wrongType)) return wrongType;
  const type = operatorType(operator, ...types);
  if (type !== undefined) {
    if (operator === 'matches') checkPattern(state, right);
    return type;
  }
  const [leftName, rightName] = types.map(describeType);
  const message = `'${operator}' does not take ${leftName} and ${rightName}`;
  return report(state, expression, 'TypeMismatch', message, adviceFor(expression, types));
}

/** A pattern is mostly written out, beside a text that only a run can tell. */
function checkPattern(state: State, pattern: Expression): void {
  if (pattern.kind !== 'Literal' || typeof pattern.value !== 'string') return;
  const compiled = compilePattern(pattern.value);
  if (typeof compiled !== 'string') return;
  report(state, pattern, 'InvalidExpression', `the pattern is wrong: ${compiled}`);
}

function adviceFor(
  { operator, left, right }: BinaryExpression,
  types: readonly ExpressionType[],
): string | undefined {
  const hasString = types.some(({ kind }) => kind === 'string');
  if (operator === '+' && hasString) return 'json(value) makes a text of any value';
  if (!hasString || !types.some(({ kind }) => kind === 'number')) return undefined;
  const literals = [left, right].map((side) => (side.kind === 'Literal' ? side.value : null));
  const quoted = literals.find((value) => typeof value === 'string' && /^-?\d/.test(value));
  return quoted === undefined ? undefined : `write the number without quotes: ${quoted}`;
}

/** `isOptional` says that `?.` follows; where it does, a member that is missing is null. */
function typeOfMember(
  state: State,
  { object, name, nameSpan, optional }: MemberExpression,
  isOptional: boolean,
): ExpressionType {
  const type =
    object.kind === 'Member' ? typeOfMember(state, object, optional) : typeOf(state, object);
  if (name === '') return anyType;
  if (type.kind === 'record') {
    return memberOf(state, type, name, { span: nameSpan, isOptional: optional || isOptional });
  }
  if (type.kind === 'any' || (type.kind === 'null' && optional)) return anyType;
  const message = `${describeType(type)} has no member '${name}'`;
  return report(state, nameSpan, 'TypeMismatch', message);
}

const codesByNoun: Readonly<Record<RecordType['noun'], string>> = {
  member: 'UndefinedMember',
  step: 'UndefinedStep',
  agent: 'UndefinedAgent',
};

function memberOf(
  state: State,
  record: RecordType,
  name: string,
  { span, isOptional }: { readonly span: Span; readonly isOptional: boolean },
): ExpressionType {
  const type = record.member(name);
  if (type !== undefined) return type;
  if (record.isOpen || isOptional) return anyType;
  const { noun } = record;
  const hint = state.suggest(
    name,
    `${noun}s`,
    repeatable(() => record.names()),
  );
  return report(state, span, codesByNoun[noun], `there is no ${noun} '${name}'`, hint);
}

function typeOfIndex(state: State, expression: IndexExpression): ExpressionType {
  const { object, index } = expression;
  const type = typeOf(state, object);
  const indexType = typeOf(state, index);
  const takes = type.kind === 'record' ? 'string' : 'number';
  const isIndexed = type.kind === 'record' || type.kind === 'list' || type.kind === 'string';
  if (type.kind === 'any') return anyType;
  if (!isIndexed || (indexType.kind !== 'any' && indexType.kind !== takes)) {
    const message = `${describeType(type)} has no index of kind ${indexType.kind}`;
    return report(state, index, 'TypeMismatch', message);
  }
  if (type.kind === 'list') return type.item;
  if (type.kind !== 'record') return stringType;
  if (index.kind !== 'Literal' || typeof index.value !== 'string') return anyType;
  return memberOf(state, type, index.value, { span: index, isOptional: false });
}

const functionNames: readonly string[] = [...expressionFunctions.keys()];

function typeOfCall(state: State, call: CallExpression): ExpressionType {
  const { callee, calleeSpan, args } = call;
  const types = args.map((arg) => typeOf(state, arg));
  const called = expressionFunctions.get(callee);
  const signature = functionTypes.get(callee);
  if (called === undefined || signature === undefined) {
    const hint = state.suggest(callee, 'functions', functionNames);
    const message = `there is no function '${callee}'`;
    return report(state, calleeSpan, 'UndefinedFunction', message, hint);
  }
  const { argumentsMin, argumentsMax, parameters, documentation } = called;
  if (args.length < argumentsMin || args.length > argumentsMax) {
    const count = args.length === 1 ? '1 argument' : `${args.length} arguments`;
    const message = `'${callee}' is called as ${callee}(${parameters}), not with ${count}`;
    return report(state, call, 'InvalidCall', message, documentation);
  }
  for (const [index, type] of types.entries()) {
    const kinds = signature.takes[index] ?? signature.takes.at(-1) ?? [];
    if (type.kind === 'any' || kinds.includes(type.kind)) continue;
    const message = `'${callee}' does not take ${describeType(type)} here`;
    const hint = `it takes ${kinds.map((kind) => describeType({ kind })).join(', ')}`;
    report(state, args[index] ?? call, 'TypeMismatch', message, hint);
  }
  return signature.gives;
}
