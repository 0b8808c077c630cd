import type { Attribute } from './attribute.js';

/** The attributes of `agents` beside `mode`; each mode takes some of them. */
export const agentAttributes: readonly Attribute[] = [
  {
    name: 'command',
    types: ['string'],
    description:
      'Mode `command`: the program to start for each request, which gets it as JSON on ' +
      'standard input and answers on standard output.',
  },
  {
    name: 'args',
    types: ['array'],
    items: 'string',
    description: 'Mode `command`: the arguments of the program.',
  },
  {
    name: 'cwd',
    types: ['string'],
    description: 'Mode `command`: the folder that the program runs in.',
  },
  {
    name: 'env',
    types: ['object'],
    entries: 'string',
    description: 'Mode `command`: environment variables of the program, over those of the run.',
  },
  {
    name: 'baseUrl',
    types: ['string'],
    description:
      'Mode `http`: where the OpenAI-compatible endpoint is, as in `http://localhost:11434/v1`.',
  },
  {
    name: 'apiKeySecret',
    types: ['string'],
    description: "Mode `http`: the key in the active context's `secrets` that holds the API key.",
  },
  {
    name: 'apiKeyEnv',
    types: ['string'],
    description: 'Mode `http`: the environment variable that holds the API key.',
  },
  {
    name: 'model',
    types: ['string'],
    description: 'Mode `http`: the model to ask in place of the one that the agent declares.',
  },
  {
    name: 'headers',
    types: ['object'],
    entries: 'string',
    description: 'Mode `http`: headers to send besides.',
  },
  {
    name: 'timeout',
    types: ['string'],
    description: 'How long an answer may take, such as `2m`.',
  },
  {
    name: 'vaultCommand',
    types: ['array'],
    items: 'string',
    description:
      'The program and its arguments that print a secret of `vault:`; its path is added to them.',
  },
];
