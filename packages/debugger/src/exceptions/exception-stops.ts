import { type Expression, isTruthy } from '@mso/language';
import type { HelixVM, StepRun } from '@mso/vm';
import { type Evaluator, ExpressionProblem, parse } from '../evaluation/evaluator.js';

/** What can stop a program although no breakpoint stands there. */
export type ExceptionFilter = 'error' | 'recovered' | 'step-failed' | 'attempt-failed';

export interface FilterRequest {
  readonly filter: ExceptionFilter;
  readonly condition?: string;
}

/** What a program is stopped for: a runtime error, or something else that went wrong. */
export interface SessionException {
  readonly kind: string;
  readonly message: string;
  readonly stackTrace: readonly string[];
}

/** Which errors stop a program, and the one that is about to. */
export class ExceptionStops {
  private filters = new Map<ExceptionFilter, Expression | undefined>([['error', undefined]]);
  private pending: SessionException | undefined;

  /** Replaces the filters; the answers say what is wrong with a condition, in their order. */
  set(requests: readonly FilterRequest[]): readonly (string | undefined)[] {
    this.filters = new Map();
    return requests.map(({ filter, condition = '' }) => {
      try {
        this.filters.set(filter, condition.trim() === '' ? undefined : parse(condition));
        return undefined;
      } catch (problem) {
        if (problem instanceof ExpressionProblem) return problem.message;
        throw problem;
      }
    });
  }

  /** Whether an error of a kind stops the program where it stands. */
  stopsAt(filter: ExceptionFilter, evaluator: Evaluator): boolean {
    if (!this.filters.has(filter)) return false;
    const condition = this.filters.get(filter);
    if (condition === undefined) return true;
    try {
      return isTruthy(evaluator.evaluate(condition));
    } catch (problem) {
      // A condition that cannot be evaluated stops, so that it is seen.
      if (problem instanceof ExpressionProblem) return true;
      throw problem;
    }
  }

  /** Makes the machine stop for an error it survives, where a filter wants that. */
  note(filter: ExceptionFilter, evaluator: Evaluator, exception: SessionException): void {
    if (!this.stopsAt(filter, evaluator)) return;
    this.pending = exception;
    evaluator.vm.pauseSoon();
  }

  /** What the machine was stopped for since this was asked last. */
  take(): SessionException | undefined {
    const { pending } = this;
    this.pending = undefined;
    return pending;
  }
}

/** What has gone wrong with a step, if anything has: an attempt, or the step for good. */
export function stepException(
  vm: HelixVM,
  { step, status, error, attempts }: StepRun,
): { readonly filter: ExceptionFilter; readonly exception: SessionException } | undefined {
  if (error === undefined || (status !== 'failed' && status !== 'running')) return undefined;
  const hasFailed = status === 'failed';
  const what = hasFailed ? 'failed' : `failed in attempt ${attempts}`;
  return {
    filter: hasFailed ? 'step-failed' : 'attempt-failed',
    exception: {
      kind: hasFailed ? 'StepFailed' : 'AttemptFailed',
      message: `step ${JSON.stringify(step.name)} ${what}: ${error}`,
      stackTrace: vm.stackTrace(),
    },
  };
}
