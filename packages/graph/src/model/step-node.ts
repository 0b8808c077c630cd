import {
  type DurationModel,
  durationAmount,
  expressionText,
  formatDuration,
  type RetryModel,
  type SourceSet,
  type Span,
  type StepModel,
  type Value,
  type WorkflowModel,
} from '@mso/language';
import type { Workers } from './workers.js';
import type { Place, Retry, StepNode } from './workflow-graph.js';

/** What a step says about itself, apart from its place in the pipeline. */
export type StepFacts = Omit<StepNode, 'kind' | 'id' | 'guards' | 'group'>;

export function stepFacts(
  sources: SourceSet,
  workers: Workers,
  workflow: WorkflowModel,
  step: StepModel,
): StepFacts {
  const worker = workers.of(workflow, step);
  const task = step.task && textAsWritten(sources, step.task);
  const retry = step.retry ?? workflow.retry;
  return {
    name: step.name.text,
    place: placeOf(sources, step.source),
    ...(worker && { worker }),
    ...(task !== undefined && { task }),
    ...(step.when && { when: conditionText(sources, step.when) }),
    ...(retry && { retry: retryOf(retry) }),
    ...(step.timeout && { timeout: durationText(step.timeout) }),
    isParallel: step.parallel === true,
  };
}

export function placeOf(sources: SourceSet, placed: Span): Place {
  const { file, span } = sources.locate(placed);
  const { start, end } = file.rangeOf(span);
  return {
    ...{ file: file.path, line: start.line, column: start.column },
    ...{ endLine: end.line, endColumn: end.column },
  };
}

export function conditionText({ whole }: SourceSet, { start, end }: Span): string {
  return expressionText(whole.text.slice(start, end));
}

/** What a string says, and anything else as it is written: `$TASK` is not looked up. */
function textAsWritten({ whole }: SourceSet, value: Value): string {
  if (value.kind === 'String') return value.text;
  return value.kind === 'Identifier' ? value.text : whole.text.slice(value.start, value.end);
}

export function durationText({ value, unit }: DurationModel): string {
  return formatDuration(durationAmount(value, unit));
}

function retryOf({ maxAttempts, delay, backoff }: RetryModel): Retry {
  const word = ({ Fixed: 'fixed', Linear: 'linear', Exponential: 'exponential' } as const)[backoff];
  return { attemptsMax: maxAttempts, delay: durationText(delay), backoff: word };
}
