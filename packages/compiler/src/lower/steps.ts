import type { Instruction, RetryPolicy, StepDefinition } from '@mso/bytecode';
import type { DurationModel, Property, RetryModel, Span, StepModel } from '@mso/language';
import type { Emitter } from './emitter.js';
import type { Ids } from './ids.js';
import {
  below,
  emitConstant,
  emitDuration,
  emitNames,
  emitProperty,
  stringConstant,
  type Target,
} from './values.js';

/**
 * Emits a step of a workflow, or a stage of a pipeline.
 *
 * `DefineStep` carries the whole definition, as the format has it. The block that follows sets
 * each property again on its own line, so that a person can stop there and see it change; what
 * the block leaves out is taken from the definition when the block ends.
 */
export function emitStep(
  emitter: Emitter,
  ids: Ids,
  owner: { readonly id: number; readonly steps: readonly StepModel[] },
  step: StepModel,
): void {
  const id = ids.step(step);
  const instruction: Instruction = {
    op: 'DefineStep',
    owner: owner.id,
    step: defineStep(emitter, ids, owner.steps, step),
  };
  emitter.block(
    { id, kind: 'step', name: step.name.text },
    { instruction, span: headerSpan(step) },
    () => {
      for (const property of step.properties) emitStepProperty(emitter, id, step, property);
    },
  );
}

function headerSpan(step: StepModel): Span {
  const end = step.block?.open.end ?? step.source.end;
  return { start: step.source.start, end };
}

function defineStep(
  emitter: Emitter,
  ids: Ids,
  siblings: readonly StepModel[],
  step: StepModel,
): StepDefinition {
  const agentId = step.agent && ids.agentNamed(step.agent.text);
  const crewIds = step.crew?.map((use) => ids.workerNamed(use.text));
  const task = step.task?.kind === 'String' ? step.task.value : undefined;
  const dependsOn = step.dependsOn.map((use) =>
    siblings.find((sibling) => sibling.name.text === use.text),
  );
  return {
    id: ids.step(step),
    nameIndex: emitter.strings.intern(step.name.text),
    ...(agentId !== undefined && { agentId }),
    ...(crewIds && { crewIds: crewIds.filter((id) => id !== undefined) }),
    ...(task !== undefined && { taskIndex: emitter.strings.intern(task) }),
    ...(step.timeout && { timeout: duration(step.timeout) }),
    parallel: step.parallel ?? false,
    dependsOn: dependsOn.filter((found) => found !== undefined).map((found) => ids.step(found)),
    ...(step.retry && { retry: retryPolicy(step.retry) }),
  };
}

function retryPolicy(retry: RetryModel): RetryPolicy {
  return {
    maxAttempts: retry.maxAttempts,
    delay: duration(retry.delay),
    backoff: retry.backoff,
  };
}

function duration({ value, unit }: DurationModel): Pick<DurationModel, 'value' | 'unit'> {
  return { value, unit };
}

function emitStepProperty(emitter: Emitter, id: number, step: StepModel, property: Property): void {
  const target: Target = { id, path: [property.key.text] };
  switch (property.key.text) {
    case 'crew':
      if (step.crew) return emitNames(emitter, target, step.crew, property);
      break;
    case 'depends_on':
      if (isNames(property)) return emitNames(emitter, target, step.dependsOn, property);
      break;
    case 'timeout':
      if (step.timeout) return emitDuration(emitter, target, step.timeout, property);
      break;
    case 'retry':
      if (step.retry) return emitRetry(emitter, target, step.retry);
      break;
  }
  emitProperty(emitter, target, property);
}

function isNames(property: Property): boolean {
  return ['String', 'Identifier', 'Array', 'Pipeline'].includes(property.value.kind);
}

/** Emits `retry { … }` with one spelling of what may be written in several. */
export function emitRetry(emitter: Emitter, target: Target, retry: RetryModel): void {
  const { value } = retry.property;
  if (value.kind !== 'Object') return;
  for (const member of value.block.members) {
    if (member.kind !== 'Property') continue;
    const backoff = stringConstant(emitter, retry.backoff.toLowerCase());
    switch (member.key.text) {
      case 'delay':
        emitDuration(emitter, below(target, 'delay'), retry.delay, member);
        break;
      case 'backoff':
      case 'exponential_backoff':
        emitConstant(emitter, below(target, 'backoff'), backoff, member);
        break;
      default:
        emitProperty(emitter, below(target, member.key.text), member);
    }
  }
}
