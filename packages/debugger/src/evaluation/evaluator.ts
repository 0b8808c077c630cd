import {
  EvaluationError,
  type Expression,
  type ExpressionValue,
  evaluate,
  parseExpression,
} from '@mso/language';
import type { HelixVM } from '@mso/vm';
import { firstError } from '../breakpoints/log-message.js';
import { type Frame, topFrame } from '../views/frames.js';
import { type DeclaredNames, declaredNames } from './declared-names.js';
import { freeNames } from './free-names.js';
import { frameScope, machineNames } from './scope.js';

/** An expression a person wrote cannot be used; the message says why in one sentence. */
export class ExpressionProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionProblem';
  }
}

/** Evaluates expressions against a machine. It never changes anything. */
export class Evaluator {
  readonly declared: DeclaredNames;

  constructor(readonly vm: HelixVM) {
    this.declared = declaredNames(vm.module);
  }

  /** The value of a text at a frame. @throws ExpressionProblem */
  evaluateText(text: string, frame: Frame): ExpressionValue {
    return this.evaluate(parse(text), frame);
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
    const known = new Set<string>([...machineNames, ...properties, 'name']);
    const unknown = freeNames(expression).find(({ name }) => !known.has(name));
    if (unknown === undefined) return undefined;
    const names = [...properties].join(', ');
    const hint = names === '' ? '' : `; the block here has ${names}`;
    return `${unknown.name} is not known here${hint}`;
  }
}

/** The expression a text is. @throws ExpressionProblem where it is none */
export function parse(text: string): Expression {
  const { expression, diagnostics } = parseExpression(text);
  const problem = firstError(diagnostics);
  if (problem !== undefined) throw new ExpressionProblem(problem);
  return expression;
}
