import type { Backoff } from '@mso/bytecode';
import type { Fields } from './fields.js';
import type {
  PipelineConfig,
  RetryConfig,
  StepConfig,
  TriggerConfig,
  WorkflowConfig,
} from './types.js';

export function workflowConfig(
  name: string,
  fields: Fields,
  steps: readonly StepConfig[],
): WorkflowConfig {
  const onError = fields.text('on_error');
  const timeout = fields.duration('timeout');
  const retry = retryConfig(fields);
  const pipeline = fields.nested('pipeline');
  return {
    name,
    trigger: triggerConfig(fields.text('trigger')),
    steps,
    ...(pipeline && { pipeline: pipelineConfig('default', pipeline, []) }),
    outputs: fields.texts('outputs'),
    ...(onError !== undefined && { on_error: onError }),
    ...(timeout && { timeout }),
    ...(retry && { retry }),
    ...fields.extra(),
  };
}

/** A trigger is `kind` or `kind:argument`; a bare word that is no kind names an event. */
function triggerConfig(text = 'manual'): TriggerConfig {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? text : text.slice(0, colon);
  const argument = colon < 0 ? '' : text.slice(colon + 1);
  switch (kind) {
    case 'schedule':
      return { Schedule: argument };
    case 'webhook':
      return { Webhook: argument };
    case 'event':
      return { Event: argument };
    case 'file':
    case 'file_watch':
      return { FileWatch: argument };
    default:
      return colon >= 0 || text === 'manual' || text === '' ? 'Manual' : { Event: text };
  }
}

export function stepConfig(name: string, fields: Fields): StepConfig {
  const agent = fields.text('agent');
  const hasCrew = fields.has('crew');
  const timeout = fields.duration('timeout');
  const retry = retryConfig(fields);
  return {
    name,
    ...(agent !== undefined && { agent }),
    ...(hasCrew && { crew: fields.texts('crew') }),
    task: fields.text('task') ?? '',
    ...(timeout && { timeout }),
    parallel: fields.bool('parallel') ?? false,
    depends_on: fields.texts('depends_on'),
    ...(retry && { retry }),
    ...fields.extra(),
  };
}

const backoffs: ReadonlyMap<string, Backoff> = new Map([
  ['fixed', 'Fixed'],
  ['linear', 'Linear'],
  ['exponential', 'Exponential'],
]);

function retryConfig(owner: Fields): RetryConfig | undefined {
  const fields = owner.nested('retry');
  return (
    fields && {
      max_attempts: fields.number('max_attempts') ?? 1,
      delay: fields.duration('delay') ?? { value: 0, unit: 'Seconds' },
      backoff: backoffs.get(fields.text('backoff') ?? '') ?? 'Fixed',
      ...fields.extra(),
    }
  );
}

/** A pipeline of names, or of stages; its flow is their names with arrows unless it says more. */
export function pipelineConfig(
  name: string,
  fields: Fields,
  stages: readonly StepConfig[],
): PipelineConfig {
  const names = [...fields.texts('stages'), ...stages.map((stage) => stage.name)];
  return {
    name,
    stages: names,
    flow: fields.text('flow') ?? names.join(' -> '),
    ...fields.extra(),
  };
}
