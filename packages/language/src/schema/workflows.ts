import { type BlockSchema, type PropertySchema, positiveCount } from './schema.js';

const retryProperty: PropertySchema = {
  name: 'retry',
  type: 'block',
  block: 'retry',
  documentation: 'What happens when an attempt fails.',
  example: 'retry { max_attempts = 3 delay = 5s }',
};

export const workflowSchema: BlockSchema = {
  documentation: 'A workflow: steps, their order, and what starts them.',
  properties: [
    {
      name: 'trigger',
      type: 'trigger',
      values: { words: ['manual', 'schedule', 'webhook', 'event', 'file_watch'] },
      block: 'trigger',
      default: '"manual"',
      documentation: 'What starts the workflow.',
      example: 'trigger = "schedule:0 9 * * *"',
    },
    {
      name: 'agent',
      type: 'name',
      names: ['agent'],
      documentation: 'The agent of every step that names neither agent nor crew.',
      example: 'agent = "writer"',
    },
    {
      name: 'steps',
      type: 'blocks',
      block: 'step',
      documentation: 'Steps as a list of objects, each with a name.',
      example: 'steps = [{ name = "draft", agent = "writer" }]',
    },
    {
      name: 'pipeline',
      type: 'flow',
      documentation: 'The order of the steps.',
      example: 'pipeline { draft -> [review | translate] -> publish }',
    },
    {
      name: 'timeout',
      type: 'duration',
      documentation: 'How long the whole workflow may take.',
      example: 'timeout = 2h',
    },
    { ...retryProperty, documentation: 'The retry of every step that has none of its own.' },
    {
      name: 'outputs',
      type: 'names',
      names: ['step'],
      documentation: 'The steps whose outputs are the result of the workflow.',
      example: 'outputs = ["publish"]',
    },
    {
      name: 'on_error',
      type: 'name',
      names: ['workflow'],
      documentation: 'The workflow that runs when this one fails.',
      example: 'on_error = "clean-up"',
    },
  ],
};

export const triggerSchema: BlockSchema = {
  documentation: 'What starts a workflow, with details.',
  properties: [
    {
      name: 'type',
      type: 'trigger',
      values: { words: ['manual', 'schedule', 'webhook', 'event', 'file_watch'] },
      default: '"manual"',
      documentation: 'The kind of trigger.',
      example: 'type = "schedule"',
    },
  ],
};

export const stepSchema: BlockSchema = {
  documentation: 'A step: one task for an agent or a crew.',
  properties: [
    {
      name: 'agent',
      type: 'name',
      names: ['agent'],
      documentation: 'Who does it.',
      example: 'agent = "writer"',
    },
    {
      name: 'crew',
      type: 'name or names',
      names: ['agent', 'crew'],
      documentation: 'Who does it together: agents or crews.',
      example: 'crew = ["writer", "editor"]',
    },
    {
      name: 'task',
      type: 'string',
      documentation: 'What is to be done.',
      example: 'task = "Write a first draft"',
    },
    {
      name: 'timeout',
      type: 'duration',
      documentation: 'How long one attempt may take.',
      example: 'timeout = 30m',
    },
    {
      name: 'parallel',
      type: 'boolean',
      default: 'false',
      documentation: 'Whether it may run beside other steps that are ready.',
      example: 'parallel = true',
    },
    {
      name: 'depends_on',
      type: 'name or names',
      names: ['step'],
      documentation: 'The steps that must be done before.',
      example: 'depends_on = ["research"]',
    },
    retryProperty,
    {
      name: 'when',
      type: 'expression',
      documentation: 'The step is skipped where this is false.',
      example: 'when = steps.review.output.score > 0.5',
    },
    {
      name: 'inputs',
      type: 'block',
      documentation: 'What the agent gets besides the outputs of the steps it depends on.',
      example: 'inputs { language = "English" }',
    },
    {
      name: 'output',
      type: 'name',
      documentation: "Another name for the step's output.",
      example: 'output = "draft"',
    },
  ],
};

export const retrySchema: BlockSchema = {
  documentation: 'How a failed step is tried again.',
  properties: [
    {
      name: 'max_attempts',
      type: 'number',
      range: positiveCount,
      default: '1',
      documentation: 'How many attempts there are, the first one included.',
      example: 'max_attempts = 3',
    },
    {
      name: 'delay',
      type: 'duration',
      default: '0s',
      documentation: 'How long to wait before the next attempt.',
      example: 'delay = 5s',
    },
    {
      name: 'backoff',
      type: 'string',
      values: { words: ['fixed', 'linear', 'exponential'], code: 'InvalidBackoffStrategy' },
      default: '"fixed"',
      documentation: 'How the delay grows from attempt to attempt.',
      example: 'backoff = "exponential"',
    },
  ],
};

export const pipelineSchema: BlockSchema = {
  documentation: 'A standalone pipeline: a flow of names, or stages.',
  properties: [],
};
