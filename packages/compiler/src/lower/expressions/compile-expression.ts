import {
  type BinaryExpression,
  type CallExpression,
  type ConditionalExpression,
  type Expression,
  expressionFunctions,
  type IndexExpression,
  isMemoryKey,
  type MemberExpression,
} from '@mso/language';
import type { ExpressionCode, OpenJump } from './expression-code.js';

/**
 * What the first argument of `default` does about something that is missing: it gives up, and the
 * argument is null. Elsewhere a missing thing is an error.
 */
interface GivingUp {
  /** How many values the stack held when the argument began. */
  readonly depth: number;
  /** The jumps to the end of the argument, each with null on top of the stack. */
  readonly exits: OpenJump[];
}

/** Writes code that leaves the value of an expression on the stack, as `evaluate` means it. */
export function compileExpression(code: ExpressionCode, expression: Expression): void {
  compile(code, expression, undefined);
}

function compile(code: ExpressionCode, expression: Expression, giveUp: GivingUp | undefined): void {
  switch (expression.kind) {
    case 'Literal':
      return compileLiteral(code, expression);
    case 'DurationLiteral': {
      const { value, unit } = expression;
      return code.push({ kind: 'Duration', value: { value, unit } }, expression);
    }
    case 'NameUse':
      checkPresence(code, giveUp, { text: expression.name, check: 'has name', span: expression });
      return code.resolve('Variable', expression.name, expression);
    case 'Environment':
      checkPresence(code, giveUp, { text: expression.name, check: 'has $', span: expression });
      return code.resolve('Environment', expression.name, expression);
    case 'MemoryUse':
      checkPresence(code, giveUp, { text: expression.path, check: 'has @', span: expression });
      return code.resolve('Memory', expression.path, expression);
    case 'List':
      code.plain('CreateArray', expression);
      for (const item of expression.items) {
        compile(code, item, giveUp);
        code.plain('AppendArray', item);
      }
      return;
    case 'Record':
      code.plain('CreateObject', expression);
      for (const { key, value } of expression.entries) {
        compile(code, value, giveUp);
        code.field('SetField', key, value);
      }
      return;
    case 'Unary':
      compile(code, expression.operand, giveUp);
      if (expression.operator === '!') return code.plain('Not', expression);
      return code.callBuiltin('-x', 1, expression);
    case 'Binary':
      return compileBinary(code, expression, giveUp);
    case 'Choice':
      return compileChoice(code, expression, giveUp);
    case 'Member':
      return compileMember(code, expression, false, giveUp);
    case 'Index':
      return compileIndex(code, expression, giveUp);
    case 'Call':
      return compileCall(code, expression, giveUp);
    case 'MissingExpression':
      throw new Error('a program with an incomplete expression is not compiled');
  }
}

function compileLiteral(
  code: ExpressionCode,
  literal: Extract<Expression, { kind: 'Literal' }>,
): void {
  const { value } = literal;
  if (value === null) return code.push({ kind: 'Null' }, literal);
  if (typeof value === 'string') return code.pushText(value, literal);
  if (typeof value === 'boolean') return code.pushBool(value, literal);
  return code.push({ kind: 'Number', value }, literal);
}

const operatorOps = {
  '==': 'Eq',
  '!=': 'Ne',
  '<': 'Lt',
  '<=': 'Le',
  '>': 'Gt',
  '>=': 'Ge',
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '%': 'Mod',
} as const;

function compileBinary(
  code: ExpressionCode,
  expression: BinaryExpression,
  giveUp: GivingUp | undefined,
): void {
  const { operator, left, right } = expression;
  if (operator === '&&' || operator === '||') return compileShortCircuit(code, expression, giveUp);
  compile(code, left, giveUp);
  compile(code, right, giveUp);
  if (operator === 'in' || operator === 'matches') code.callBuiltin(operator, 2, expression);
  else code.plain(operatorOps[operator], expression);
}

/** Both yield a bool, and the right side is evaluated only where it decides. */
function compileShortCircuit(
  code: ExpressionCode,
  expression: BinaryExpression,
  giveUp: GivingUp | undefined,
): void {
  const { operator, left, right } = expression;
  compile(code, left, giveUp);
  if (operator === '&&') code.plain('Not', left);
  const decided = code.jump('JumpIf', expression);
  compile(code, right, giveUp);
  code.plain('Not', right);
  code.plain('Not', right);
  const end = code.jump('Jump', expression);
  code.land(decided);
  code.pushBool(operator === '||', expression);
  code.land(end);
}

function compileChoice(
  code: ExpressionCode,
  expression: ConditionalExpression,
  giveUp: GivingUp | undefined,
): void {
  compile(code, expression.condition, giveUp);
  const holds = code.jump('JumpIf', expression);
  compile(code, expression.whenFalse, giveUp);
  const end = code.jump('Jump', expression);
  code.land(holds);
  compile(code, expression.whenTrue, giveUp);
  code.land(end);
}

/**
 * `object.name`. `isFollowed` says that `?.` comes next: a member that is missing is then null,
 * as it is when `?.` leads to it.
 */
function compileMember(
  code: ExpressionCode,
  expression: MemberExpression,
  isFollowed: boolean,
  giveUp: GivingUp | undefined,
): void {
  const { object, name, nameSpan, optional } = expression;
  const isStep = object.kind === 'Member' && isStepsName(code, object.object);
  if (isStep && name === 'output' && compileOutput(code, object.name, expression)) return;
  if (isStepsName(code, object) && code.scope.outputs.has(name)) {
    return code.resolve('Variable', `steps.${name}`, expression);
  }
  if (object.kind === 'Member') compileMember(code, object, optional, giveUp);
  else compile(code, object, giveUp);
  if (optional || isFollowed) {
    code.pushText(name, nameSpan);
    return code.callBuiltin(optional ? '?.' : '.?', 2, nameSpan);
  }
  if (giveUp) {
    code.plain('Dup', nameSpan);
    code.pushText(name, nameSpan);
    code.callBuiltin('has .', 2, nameSpan);
    giveUpUnless(code, giveUp, expression);
  }
  code.field('GetField', name, nameSpan);
}

function isStepsName({ scope }: ExpressionCode, expression: Expression): boolean {
  return expression.kind === 'NameUse' && expression.name === 'steps' && !scope.hidesSteps;
}

/** What a step of this workflow has yielded lies in a cell of its own. */
function compileOutput(code: ExpressionCode, step: string, expression: Expression): boolean {
  const cell = code.scope.outputs.get(step);
  if (cell === undefined) return false;
  code.loadCell(cell, expression);
  return true;
}

/** `object[index]`; behind `@path` a text is part of the reference. */
function compileIndex(
  code: ExpressionCode,
  expression: IndexExpression,
  giveUp: GivingUp | undefined,
): void {
  const isKey = isMemoryKey(expression);
  if (isKey) code.pushText(expression.object.path, expression.object);
  else compile(code, expression.object, giveUp);
  compile(code, expression.index, giveUp);
  if (giveUp) {
    const [object, index] = [code.local('(object)'), code.local('(index)')];
    code.storeLocal(index, expression);
    code.storeLocal(object, expression);
    loadBoth(code, object, index, expression);
    code.callBuiltin(isKey ? 'has @[]' : 'has []', 2, expression);
    giveUpUnless(code, giveUp, expression);
    loadBoth(code, object, index, expression);
  }
  code.callBuiltin(isKey ? '@[]' : '[]', 2, expression);
}

function loadBoth(code: ExpressionCode, object: number, index: number, span: Expression): void {
  code.loadLocal(object, span);
  code.loadLocal(index, span);
}

/**
 * A function that there is not is a name that there is not: the checks refuse it, and the machine
 * says so where they were not asked.
 */
function compileCall(
  code: ExpressionCode,
  expression: CallExpression,
  giveUp: GivingUp | undefined,
): void {
  const { callee, calleeSpan, args } = expression;
  if (!expressionFunctions.has(callee)) return code.resolve('Variable', `${callee}()`, calleeSpan);
  args.forEach((arg, index) => {
    if (callee === 'default' && index === 0) compileOrNull(code, arg);
    else compile(code, arg, giveUp);
  });
  code.callBuiltin(callee, args.length, expression);
}

/** `default(steps.a.output.score, 0)` is there for what may be missing. */
function compileOrNull(code: ExpressionCode, arg: Expression): void {
  const giveUp: GivingUp = { depth: code.depth, exits: [] };
  compile(code, arg, giveUp);
  code.land(...giveUp.exits);
}

function checkPresence(
  code: ExpressionCode,
  giveUp: GivingUp | undefined,
  {
    text,
    check,
    span,
  }: { readonly text: string; readonly check: string; readonly span: Expression },
): void {
  if (giveUp === undefined) return;
  code.pushText(text, span);
  code.callBuiltin(check, 1, span);
  giveUpUnless(code, giveUp, span);
}

/** Pops a bool; where it is false, drops what the argument has pushed and leaves null for it. */
function giveUpUnless(code: ExpressionCode, giveUp: GivingUp, span: Expression): void {
  const goOn = code.jump('JumpIf', span);
  while (code.depth > giveUp.depth) code.plain('Pop', span);
  code.push({ kind: 'Null' }, span);
  giveUp.exits.push(code.jump('Jump', span));
  code.land(goOn);
}
