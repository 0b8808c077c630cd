import type { Body } from './dap-client.js';
import type { Random } from './random.js';

const dataIds = [
  '{"kind":"cell","address":16}',
  '{"kind":"cell","address":17}',
  '{"kind":"property","owner":"agent \\"a\\"","key":"role"}',
  '{"kind":"local","of":"x","start":0,"slot":0}',
  '{"kind":"property"}',
  'x',
] as const;

/** What must hold before the adapter serves a request, as in its own table. */
export type Need = 'connected' | 'initialized' | 'loaded' | 'stopped';

/** What a client that wanders about has seen, to ask for it again. */
export interface Seen {
  readonly path: string;
  /** Of the present stop. */
  readonly frames: readonly number[];
  readonly variables: readonly number[];
  readonly targets: readonly number[];
  readonly stepTargets: readonly number[];
}

export interface RandomRequest {
  readonly command: string;
  readonly needs: Need;
  /** Where it is accepted, the program runs on, or is at another moment. */
  readonly resumes?: true;
  /** Members of right types; a wanderer may spoil them. */
  args(random: Random, seen: Seen): Record<string, unknown>;
}

const expressions: readonly [string, ...string[]] = [
  ...(['agents["a"].model', 'role', 'pc', 'memory', 'steps', '1 / 0', '(', 'nobody'] as const),
  ...(['contexts["c"].variables', 'contexts["c"].variables.items', 'flags.zero'] as const),
];
const conditions: readonly [string, ...string[]] = ['true', 'false', '1 +', 'pc > 3', '', '1 / 0'];
const values: readonly [string, ...string[]] = [
  '1',
  '9',
  '"x"',
  '[1, 2]',
  'true',
  '{ a: 1 }',
  '(',
  '',
];

const thread = (random: Random): number => (random.below(12) === 0 ? random.below(4) : 1);
const line = (random: Random): number => random.below(20) - 1;
const one = (ids: readonly number[], random: Random): number => ids[random.below(ids.length)] ?? 77;
const granularity = (random: Random): string =>
  random.pick(['statement', 'line', 'instruction'] as const);
const reference = (random: Random): string =>
  random.pick(['0', '0x118', '0x128', '0x138', '0x1000000000', '0x10000000000003', '-1', '']);
const condition = (random: Random): object =>
  random.below(2) === 0 ? {} : { condition: random.pick(conditions), hitCondition: '>=1' };

function inspections(): RandomRequest[] {
  const needs = 'stopped';
  const frameId = (random: Random, { frames }: Seen): number => one(frames, random);
  const maybeFrame = (random: Random, seen: Seen): object =>
    random.below(2) === 0 ? {} : { frameId: frameId(random, seen) };
  const ref = (random: Random, { variables }: Seen): number => one(variables, random);
  const of = (
    command: string,
    args: (random: Random, seen: Seen) => Record<string, unknown>,
  ): RandomRequest => ({ command, needs, args });
  return [
    of('stackTrace', (r) => ({ threadId: thread(r), startFrame: r.below(3), levels: r.below(5) })),
    of('scopes', (r, seen) => ({ frameId: frameId(r, seen) })),
    of('variables', (r, seen) => ({
      ...{ variablesReference: ref(r, seen), start: r.below(9), count: r.below(9) },
      filter: r.pick(['indexed', 'named'] as const),
    })),
    of('setVariable', (r, seen) => ({
      ...{ variablesReference: ref(r, seen), value: r.pick(['0', r.pick(values)]) },
      name: r.pick(['sp', 'sp', 'pc', 'role', 'items'] as const),
    })),
    of('setExpression', (r) => ({ expression: r.pick(expressions), value: r.pick(values) })),
    of('evaluate', (r, seen) => ({
      ...{ expression: r.pick(expressions), ...maybeFrame(r, seen) },
      context: r.pick(['watch', 'hover', 'repl', 'clipboard'] as const),
    })),
    of('completions', (r) => ({ text: 'agents["a"].m', column: r.below(16), line: r.below(3) })),
    of('exceptionInfo', (r) => ({ threadId: thread(r) })),
    of('dataBreakpointInfo', (r, seen) => ({
      ...{ name: r.pick(expressions), ...maybeFrame(r, seen) },
    })),
    of('gotoTargets', (r, { path }) => ({ source: { path }, line: line(r) })),
    of('stepInTargets', (r, seen) => ({ frameId: frameId(r, seen) })),
    of('readMemory', (r) => ({
      ...{ memoryReference: reference(r), offset: r.below(40) - 9, count: r.below(600) },
    })),
    of('writeMemory', (r) => ({
      ...{ memoryReference: r.pick(['0x128', reference(r)]), data: 'AAECAwQFBgc=' },
      allowPartial: r.below(2) === 0,
    })),
    of('disassemble', (r) => ({
      ...{ memoryReference: reference(r), instructionOffset: r.below(9) - 4 },
      instructionCount: r.below(30),
    })),
    of('terminateThreads', (r) => ({ threadIds: [r.below(4)] })),
    of('mso/timeline', () => ({})),
  ];
}

function moves(): RandomRequest[] {
  const needs = 'stopped';
  const resumes = true;
  const steps = ['next', 'stepIn', 'stepOut', 'stepBack', 'mso/stepBackInto', 'mso/stepBackOut'];
  return [
    ...steps.map(
      (command): RandomRequest => ({
        ...{ command, needs, resumes },
        args: (r) => ({ threadId: thread(r), granularity: granularity(r) }),
      }),
    ),
    ...['continue', 'reverseContinue'].map(
      (command): RandomRequest => ({
        ...{ command, needs, resumes },
        args: (r) => ({ threadId: thread(r) }),
      }),
    ),
    {
      ...{ command: 'stepIn', needs, resumes },
      args: (r, { stepTargets }) => ({ threadId: 1, targetId: one(stepTargets, r) }),
    },
    {
      ...{ command: 'goto', needs, resumes },
      args: (r, { targets }) => ({ threadId: 1, targetId: one(targets, r) }),
    },
    {
      ...{ command: 'restartFrame', needs, resumes },
      args: (r, { frames }) => ({ frameId: one(frames, r) }),
    },
    {
      ...{ command: 'mso/goToPosition', needs, resumes },
      args: (r) => ({ position: r.below(60) - 5 }),
    },
    {
      ...{ command: 'mso/goToLastWrite', needs, resumes },
      args: (r) => ({ expression: r.pick(expressions) }),
    },
  ];
}

function settings(): RandomRequest[] {
  const needs = 'initialized';
  const of = (
    command: string,
    args: (random: Random, seen: Seen) => Record<string, unknown>,
  ): RandomRequest => ({ command, needs, args });
  return [
    of('setBreakpoints', (r, { path }) => ({
      source: { path },
      breakpoints: Array.from({ length: r.below(4) }, () => ({ line: line(r), ...condition(r) })),
    })),
    of('setFunctionBreakpoints', (r) => ({
      breakpoints: [{ name: r.pick(['one', 'a', '*', 'nobody'] as const), ...condition(r) }],
    })),
    of('setInstructionBreakpoints', (r) => ({
      breakpoints: [{ instructionReference: reference(r), ...condition(r) }],
    })),
    of('setDataBreakpoints', (r) => ({
      breakpoints: [
        { dataId: r.pick(dataIds) },
        { dataId: dataIds[1], accessType: 'readWrite', ...condition(r) },
      ],
    })),
    of('setExceptionBreakpoints', (r) => ({
      filters: [r.pick(['error', 'recovered', 'nonsense'] as const)],
      filterOptions: [{ filterId: 'attempt-failed', ...condition(r) }],
    })),
  ];
}

/** All that a wanderer may ask, beside what starts and ends a session. */
export const randomRequests: readonly [RandomRequest, ...RandomRequest[]] = [
  { command: 'threads', needs: 'loaded', args: () => ({}) },
  { command: 'pause', needs: 'loaded', args: (r) => ({ threadId: thread(r) }) },
  { command: 'loadedSources', needs: 'loaded', args: () => ({}) },
  { command: 'source', needs: 'loaded', args: (_, { path }) => ({ source: { path } }) },
  { command: 'mso/steps', needs: 'loaded', args: (r) => ({ subscribe: r.below(2) === 0 }) },
  {
    ...{ command: 'breakpointLocations', needs: 'loaded' },
    args: (r, { path }) => ({ source: { path }, line: line(r), endLine: line(r) }),
  },
  ...settings(),
  ...inspections(),
  ...moves(),
];

const junk: readonly [unknown, ...unknown[]] = [
  -1,
  ...[0, 1.5, 2 ** 31, 2 ** 53, 'x', '', null, [], {}, true, [null], 'x'.repeat(9_999)],
];

/** The same arguments with one of them replaced by something else. */
export function spoiled(args: Record<string, unknown>, random: Random): unknown {
  const names = Object.keys(args);
  const name = names[random.below(names.length)];
  if (name === undefined || random.below(8) === 0) return random.pick(junk);
  return { ...args, [name]: random.pick(junk) };
}

/** The references that a response brings. */
export function referencesIn(command: string | undefined, body: Body): Partial<Seen> {
  const numbers = (rows: Body[] = [], member = 'id'): number[] =>
    rows.map((row) => row[member]).filter((id) => id > 0);
  switch (command) {
    case 'stackTrace':
      return { frames: numbers(body.stackFrames) };
    case 'scopes':
      return { variables: numbers(body.scopes, 'variablesReference') };
    case 'variables':
      return { variables: numbers(body.variables, 'variablesReference') };
    case 'gotoTargets':
      return { targets: numbers(body.targets) };
    case 'stepInTargets':
      return { stepTargets: numbers(body.targets) };
    default:
      return {};
  }
}
