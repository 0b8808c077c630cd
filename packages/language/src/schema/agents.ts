import { type BlockSchema, positiveCount } from './schema.js';

export const agentSchema: BlockSchema = {
  documentation: 'An agent: a model with a role, a character and what it may use.',
  properties: [
    {
      name: 'model',
      type: 'string',
      default: '"gpt-4"',
      documentation: 'The language model that answers for the agent.',
      example: 'model = "gpt-4"',
    },
    {
      name: 'role',
      type: 'string',
      default: '"Assistant"',
      documentation: 'What the agent is, in a few words.',
      example: 'role = "Technical Writer"',
    },
    {
      name: 'temperature',
      type: 'number',
      range: { minimum: 0, maximum: 2 },
      documentation: 'How freely the model answers, from 0 to 2.',
      example: 'temperature = 0.7',
    },
    {
      name: 'max_tokens',
      type: 'number',
      range: positiveCount,
      documentation: 'The most tokens that one answer may have.',
      example: 'max_tokens = 4000',
    },
    {
      name: 'timeout',
      type: 'duration',
      documentation: 'How long one answer may take.',
      example: 'timeout = 10m',
    },
    {
      name: 'capabilities',
      type: 'names',
      documentation: 'What the agent can do, as words of your own.',
      example: 'capabilities ["writing", "editing"]',
    },
    {
      name: 'tools',
      type: 'names',
      documentation: 'The tools that the agent may use.',
      example: 'tools = ["search"]',
    },
    {
      name: 'constraints',
      type: 'names',
      documentation: 'Rules that the agent keeps to.',
      example: 'constraints = ["cite sources"]',
    },
    {
      name: 'backstory',
      type: 'string or list',
      documentation: 'Who the agent is: free text between braces, or a string.',
      example: 'backstory { Ten years of editing }',
    },
    {
      name: 'debug',
      type: 'boolean',
      default: 'false',
      documentation: 'Whether the agent reports more about its work.',
      example: 'debug = true',
    },
    {
      name: 'verbose',
      type: 'boolean',
      default: 'false',
      documentation: 'Whether the agent tells each of its thoughts.',
      example: 'verbose = true',
    },
    {
      name: 'parallel',
      type: 'boolean',
      documentation: 'Whether the agent may work on several steps at once.',
      example: 'parallel = true',
    },
    {
      name: 'max_iterations',
      type: 'number',
      range: positiveCount,
      documentation: 'How often the agent may start again on one task.',
      example: 'max_iterations = 5',
    },
  ],
};

export const crewSchema: BlockSchema = {
  documentation: 'A crew: several agents that work on one task together.',
  properties: [
    {
      name: 'agents',
      type: 'names',
      names: ['agent'],
      documentation: 'The members, in the order in which they work.',
      example: 'agents ["writer", "editor"]',
    },
    {
      name: 'process',
      alias: 'process_type',
      type: 'string',
      values: {
        words: ['sequential', 'hierarchical', 'parallel', 'consensus'],
        code: 'InvalidProcessType',
      },
      default: '"sequential"',
      documentation: 'How the members work together.',
      example: 'process = "hierarchical"',
    },
    {
      name: 'manager',
      type: 'name',
      names: ['agent'],
      documentation: 'The agent that leads a hierarchical crew.',
      example: 'manager = "editor"',
    },
    {
      name: 'max_iterations',
      type: 'number',
      range: positiveCount,
      documentation: 'How many rounds the crew may take.',
      example: 'max_iterations = 10',
    },
    {
      name: 'verbose',
      type: 'boolean',
      default: 'false',
      documentation: 'Whether each member reports what it does.',
      example: 'verbose = true',
    },
  ],
};
