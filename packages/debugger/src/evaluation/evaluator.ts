import {
  checkExpression,
  EvaluationError,
  type Expression,
  type ExpressionEnvironment,
  type ExpressionValue,
  evaluate,
  parseExpression,
} from '@mso/language';
import type { HelixVM } from '@mso/vm';
import { firstError } from '../breakpoints/log-message.js';
import { type Frame, topFrame } from '../views/frames.js';
import { type DeclaredNames, declaredNames } from './declared-names.js';
import { frameScope, machineNames } from './scope.js';

/** An expression a person wrote cannot be used; the message says why in one sentence. */
export class ExpressionProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionProblem';
  }
}

/** More texts than anybody watches. */
const parsedMost = 500;

/** Evaluates expressions against a machine. It never changes anything. */
export class Evaluator {
  private known: DeclaredNames | undefined;
  private readonly parsed = new Map<string, Expression>();

  constructor(readonly vm: HelixVM) {}

  /** Found when it is first asked for: a large program comes to its first stop without it. */
  get declared(): DeclaredNames {
    this.known ??= declaredNames(this.vm.module);
    return this.known;
  }

  /** The value of a text at a frame. @throws ExpressionProblem */
  evaluateText(text: string, frame: Frame): ExpressionValue {
    return this.evaluate(this.expressionOf(text), frame);
  }

  /** What is watched is asked for again at each stop. */
  private expressionOf(text: string): Expression {
    const known = this.parsed.get(text);
    if (known !== undefined) return known;
    const expression = parse(text);
    if (this.parsed.size >= parsedMost) this.parsed.clear();
    this.parsed.set(text, expression);
    return expression;
  }

  /** The value of an expression at a frame, by default the innermost. @throws ExpressionProblem */
  evaluate(expression: Expression, frame: Frame = topFrame(this.vm)): ExpressionValue {
    const declared = this.declared.propertiesOf(frame.entity?.id ?? -1);
    try {
      return evaluate(expression, frameScope(this.vm, frame, declared));
    } catch (problem) {
      if (problem instanceof EvaluationError) throw new ExpressionProblem(problem.message);
      throw problem;
    }
  }

  /** Why an expression cannot hold at an address, before anything has run there. */
  problemAt(expression: Expression, address: number): string | undefined {
    const block = this.declared.blockAt(address);
    const properties = this.declared.propertiesOf(block?.entity ?? -1);
    const locals = this.declared.localsAt(address);
    const { diagnostics } = checkExpression(expression, namesAt([...locals, ...properties]));
    return firstError(diagnostics);
  }
}

/** What is known of the names at a place that the program has not reached: that they exist. */
function namesAt(own: readonly string[]): ExpressionEnvironment {
  const names = new Set<string>([...own, 'name', ...machineNames]);
  return {
    typeOf: (name) => (names.has(name) ? { kind: 'any' } : undefined),
    names: () => names,
  };
}

/** The expression a text is. @throws ExpressionProblem where it is none */
export function parse(text: string): Expression {
  const { expression, diagnostics } = parseExpression(text);
  const problem = firstError(diagnostics);
  if (problem !== undefined) throw new ExpressionProblem(problem);
  return expression;
}
