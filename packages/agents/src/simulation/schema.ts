/** The keys of a `.sim.json` file, from which its reader and its schema are made. */
export const simulationKeys = {
  $schema: 'Where the schema of this file is; for editors.',
  seed: 'Decides where in their range the times of answers lie; a whole number, 0 by default.',
  steps: 'Answers by the name of the step. They go before those of the agent.',
  agents: 'Answers by the name of the agent.',
  default: 'What answers where neither the step nor the agent has an entry.',
} as const;

export const replyKeys = {
  output: 'What the agent answers: any JSON value.',
  fail: 'Why the agent does not answer: the attempt fails with this message.',
  after:
    'The machine time that it takes: a duration such as "2s", or two of them ' +
    'between which the seed decides.',
} as const;

const duration = { type: 'string', pattern: '^\\d+(\\.\\d+)? ?[smhd]$' };

const reply = {
  type: 'object',
  additionalProperties: false,
  properties: {
    output: { description: replyKeys.output },
    fail: { type: 'string', minLength: 1, description: replyKeys.fail },
    after: {
      anyOf: [duration, { type: 'array', items: duration, minItems: 2, maxItems: 2 }],
      description: replyKeys.after,
    },
  },
  oneOf: [{ required: ['output'] }, { required: ['fail'] }],
};

const script = { anyOf: [reply, { type: 'array', items: reply, minItems: 1 }] };

/** JSON Schema of a `.sim.json` file, for editors; the reader itself says more about mistakes. */
export const simulationSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Scripted agents of an MSO program',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: simulationKeys.$schema },
    seed: { type: 'integer', description: simulationKeys.seed },
    steps: {
      type: 'object',
      additionalProperties: script,
      description: simulationKeys.steps,
    },
    agents: {
      type: 'object',
      additionalProperties: script,
      description: simulationKeys.agents,
    },
    default: { ...script, description: simulationKeys.default },
  },
} as const;
