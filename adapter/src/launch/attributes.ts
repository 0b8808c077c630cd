import { agentAttributes } from './agent-attributes.js';
import type { LaunchAttribute } from './attribute.js';

/**
 * Every attribute of a launch or attach configuration of type `mso`, as data.
 *
 * Three readers agree because they read the same table: the adapter checks a configuration
 * against it, the extension's manifest gets its schema from it, and the extension's README its
 * table. After a change run `npm run manifest -w extension`; a test fails until it has been run.
 */
export const launchAttributes: readonly LaunchAttribute[] = [
  {
    name: 'program',
    requests: ['launch'],
    types: ['string'],
    required: true,
    description:
      'The program to debug: an MSO source file or a compiled module. ' +
      'A relative path starts at `cwd`.',
  },
  {
    name: 'cwd',
    requests: ['launch', 'attach'],
    types: ['string'],
    description:
      'The folder that relative paths of this configuration start at. ' +
      'By default the folder that the debug adapter was started in.',
  },
  {
    name: 'stopOnEntry',
    requests: ['launch'],
    types: ['boolean'],
    default: false,
    description: 'Stop before the first instruction.',
  },
  {
    name: 'stopOnExit',
    requests: ['launch'],
    types: ['boolean'],
    default: false,
    description:
      'Stop once more when the program has ended, to look at what it has made and to go back.',
  },
  {
    name: 'noDebug',
    requests: ['launch'],
    types: ['boolean'],
    default: false,
    description: 'Run to the end without stopping anywhere, as Ctrl+F5 does.',
  },
  {
    name: 'workflow',
    requests: ['launch'],
    types: ['string', 'array'],
    items: 'string',
    description:
      'The workflow or workflows to run once the declarations have been executed; ' +
      '`"*"` runs all of them. Without it only the declarations are executed.',
  },
  {
    name: 'input',
    requests: ['launch'],
    types: ['object'],
    default: {},
    description: "The workflow's input: `input.NAME` in expressions.",
  },
  {
    name: 'context',
    requests: ['launch'],
    types: ['string'],
    description:
      'The name of the `context` whose variables `${name}` means. ' +
      'By default the only one that the program declares.',
  },
  {
    name: 'env',
    requests: ['launch'],
    types: ['object'],
    entries: 'string',
    default: {},
    description:
      'Environment variables that `$NAME` finds, over those of `envFile` ' +
      'and of the adapter itself.',
  },
  {
    name: 'envFile',
    requests: ['launch'],
    types: ['string'],
    description: 'A file of `NAME=value` lines with environment variables that `$NAME` finds.',
  },
  {
    name: 'agents',
    requests: ['launch'],
    types: ['object'],
    default: { mode: 'simulated' },
    properties: [
      {
        name: 'mode',
        types: ['string'],
        default: 'simulated',
        required: true,
        values: [
          { value: 'simulated', description: 'Scripted answers; no program and no network.' },
          { value: 'command', description: 'A local program answers on its standard output.' },
          { value: 'http', description: 'A chat-completions endpoint answers.' },
        ],
        description: 'Where the answers come from.',
      },
      ...agentAttributes,
    ],
    description: 'Who answers when an agent is invoked.',
  },
  {
    name: 'simulation',
    requests: ['launch'],
    types: ['string'],
    description:
      'The `.sim.json` file with the scripted answers. By default the file beside the program ' +
      'that has its name and ends in `.sim.json`.',
  },
  {
    name: 'vm',
    requests: ['launch'],
    types: ['object'],
    default: {},
    properties: [
      {
        name: 'maxStackSize',
        types: ['integer'],
        default: 1024,
        minimum: 1,
        maximum: 1_000_000,
        description: 'How many values the operand stack holds.',
      },
      {
        name: 'maxMemory',
        types: ['integer'],
        default: 65536,
        minimum: 1,
        maximum: 100_000_000,
        description: 'How many cells the memory has.',
      },
      {
        name: 'maxCallDepth',
        types: ['integer'],
        default: 256,
        minimum: 1,
        maximum: 1_000_000,
        description: 'How many call frames may be open at once.',
      },
      {
        name: 'enableGc',
        types: ['boolean'],
        default: false,
        description: 'Reclaim heap cells that nothing refers to any more.',
      },
      {
        name: 'gcThreshold',
        types: ['integer'],
        default: 1000,
        minimum: 1,
        maximum: 100_000_000,
        description: 'Collect after this many allocations since the last collection.',
      },
    ],
    description: 'Limits of the machine.',
  },
  {
    name: 'timeTravel',
    requests: ['launch'],
    types: ['boolean'],
    default: true,
    description: 'Keep the journal that stepping back and continuing in reverse need.',
  },
  {
    name: 'hotReload',
    requests: ['launch'],
    types: ['boolean'],
    default: true,
    description: 'Take over saved changes of the source without a restart where that is possible.',
  },
  {
    name: 'onRecoverableError',
    requests: ['launch'],
    types: ['string'],
    default: 'continue',
    values: [
      {
        value: 'continue',
        description: 'The missing value is null, a warning is printed, the program goes on.',
      },
      { value: 'stop', description: 'Stop where the value is missing, as at an exception.' },
    ],
    description: 'What to do when a reference or a secret has no value.',
  },
  {
    name: 'revealSecrets',
    requests: ['launch', 'attach'],
    types: ['boolean'],
    default: false,
    description:
      "Show secrets' values, also in what agents say. Without it they are `••••` everywhere.",
  },
  {
    name: 'sourceMap',
    requests: ['launch', 'attach'],
    types: ['object'],
    entries: 'string',
    default: {},
    description:
      'Path prefixes to rewrite, for modules compiled elsewhere: the prefix in the module, ' +
      'then the one on this machine.',
  },
  {
    name: 'trace',
    requests: ['launch', 'attach'],
    types: ['boolean', 'string'],
    default: false,
    description:
      'Log the protocol: `true` into the Debug Console, a path into the file of that name.',
  },
  {
    name: 'host',
    requests: ['attach'],
    types: ['string'],
    default: '127.0.0.1',
    description: 'The host that `mso debug FILE --port N` runs on.',
  },
  {
    name: 'port',
    requests: ['attach'],
    types: ['integer'],
    default: 9229,
    minimum: 1,
    maximum: 65535,
    description: 'The port that `mso debug FILE --port N` listens on.',
  },
];

/**
 * Attributes that editors add to every configuration for their own use. An adapter must let them
 * pass, as it must any name that starts with two underscores.
 */
export const editorAttributes: readonly string[] = [
  'name',
  'type',
  'request',
  'presentation',
  'preLaunchTask',
  'postDebugTask',
  'internalConsoleOptions',
  'debugServer',
  'serverReadyAction',
  'suppressMultipleSessionWarning',
  'windows',
  'osx',
  'linux',
];
