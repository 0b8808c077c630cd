import type { Instruction, RetryPolicy, StepDefinition } from '@mso/bytecode';
import type {
  DurationModel,
  Member,
  Property,
  RetryModel,
  Span,
  StepModel,
  Value,
} from '@mso/language';
import type { Emitter } from './emitter.js';
import type { Ids } from './ids.js';
import {
  below,
  effectiveProperties,
  emitConstant,
  emitDuration,
  emitMarker,
  emitNameList,
  emitProperty,
  stringConstant,
  type Target,
  textOf,
} from './values.js';
import { stepFunction, type WorkflowCode } from './workflow-code.js';

/** A workflow or pipeline with the ids of its steps by their names. */
export interface StepOwner {
  readonly id: number;
  readonly stepIds: ReadonlyMap<string, number>;
  /** Of a workflow: what the code of its steps is written with. Stages have no code. */
  readonly code?: WorkflowCode;
}

export function stepIdsOf(ids: Ids, steps: readonly StepModel[]): ReadonlyMap<string, number> {
  return new Map(steps.map((step) => [step.name.text, ids.step(step)]));
}

/**
 * Emits a step of a workflow, or a stage of a pipeline.
 *
 * `DefineStep` carries the whole definition, as the format has it. The block that follows sets
 * each property again on its own line, so that a person can stop there and see it change; what
 * the block leaves out is taken from the definition when the block ends.
 */
export function emitStep(emitter: Emitter, ids: Ids, owner: StepOwner, step: StepModel): void {
  const id = ids.step(step);
  const instruction: Instruction = {
    op: 'DefineStep',
    owner: owner.id,
    step: defineStep(emitter, ids, owner, step),
  };
  emitter.block(
    { id, kind: 'step', name: step.name.text },
    { instruction, span: headerSpan(step) },
    () => {
      for (const property of effectiveProperties(step.properties)) {
        emitStepProperty(emitter, id, step, property);
      }
    },
  );
}

function headerSpan(step: StepModel): Span {
  const end = step.block?.bodyStart ?? step.source.end;
  return { start: step.source.start, end };
}

function defineStep(
  emitter: Emitter,
  ids: Ids,
  { stepIds, code }: StepOwner,
  step: StepModel,
): StepDefinition {
  const agentId = step.agent && ids.agentNamed(step.agent.text);
  const crewIds = step.crew?.map((use) => ids.workerNamed(use.text));
  const task = textOf(step.task);
  const dependsOn = step.dependsOn.map(({ text }) => stepIds.get(text));
  return {
    id: ids.step(step),
    nameIndex: emitter.strings.intern(step.name.text),
    ...(agentId !== undefined && { agentId }),
    ...(crewIds && { crewIds: crewIds.filter((id) => id !== undefined) }),
    ...(task !== undefined && { taskIndex: emitter.strings.intern(task) }),
    ...(step.timeout && { timeout: duration(step.timeout) }),
    parallel: step.parallel ?? false,
    dependsOn: dependsOn.filter((needed) => needed !== undefined),
    ...(step.retry && { retry: retryPolicy(step.retry) }),
    ...(code && { entry: stepFunction(code, step, headerSpan(step)) }),
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
    case 'name':
      // In `steps = [{ name = "x" }]` it is the name of the step, which it has already.
      if (step.source.kind === 'Object') return;
      break;
    case 'crew':
    case 'depends_on':
      return emitNameList(emitter, target, property);
    case 'timeout':
      if (step.timeout) return emitDuration(emitter, target, step.timeout, property);
      break;
    case 'retry':
      if (step.retry) return emitRetry(emitter, target, step.retry);
      break;
    case 'task':
    case 'inputs':
      return emitProperty(emitter, target, { ...property, value: asWritten(property.value) });
  }
  emitProperty(emitter, target, property);
}

/**
 * What is filled in when the step runs is kept as it is written: nobody knows `${input.topic}`
 * while the program is declared.
 */
function asWritten(value: Value): Value {
  switch (value.kind) {
    case 'Variable': {
      const { start, end } = value;
      if (value.scope === 'environment') return value;
      return { kind: 'String', start, end, text: `\${${value.name}}` };
    }
    case 'Array':
      return { ...value, items: value.items.map(asWritten) };
    case 'Object':
      return {
        ...value,
        block: { ...value.block, members: value.block.members.map(memberAsWritten) },
      };
    default:
      return value;
  }
}

function memberAsWritten(member: Member): Member {
  return member.kind === 'Property' ? { ...member, value: asWritten(member.value) } : member;
}

/** `exponential_backoff = true` is an old way to write `backoff`. */
function retryKey(key: string): string {
  return key === 'exponential_backoff' ? 'backoff' : key;
}

/** Emits `retry { … }` with one spelling of what may be written in several. */
export function emitRetry(emitter: Emitter, target: Target, retry: RetryModel): void {
  const { value } = retry.property;
  if (value.kind !== 'Object') return;
  const properties = effectiveProperties(value.block.members, retryKey);
  emitMarker(emitter, target, properties, retry.property);
  for (const property of properties) {
    const key = retryKey(property.key.text);
    const into = below(target, key);
    if (key === 'delay' && !isLookedUp(property)) {
      emitDuration(emitter, into, retry.delay, property);
    } else if (key === 'backoff' && !isLookedUp(property)) {
      emitConstant(emitter, into, stringConstant(emitter, retry.backoff.toLowerCase()), property);
    } else {
      emitProperty(emitter, into, property);
    }
  }
}

/** What it is shows only when the program runs. */
function isLookedUp({ value }: Property): boolean {
  return value.kind === 'Variable' || value.kind === 'Reference' || value.kind === 'Null';
}
