import { deepEqual, equal } from 'node:assert/strict';
import { Entity, type ObjectValue, type Value } from '../values/value.js';
import {
  type AgentWorker,
  type CrewProcess,
  type CrewWorker,
  progressOf,
  type Worker,
} from './crew-plan.js';

const agent = (name: string): AgentWorker => ({
  kind: 'agent',
  agent: new Entity(1, 'agent', name),
});

const crew = (process: CrewProcess, ...members: Worker[]): CrewWorker => ({
  ...{ kind: 'crew', name: process, process, members },
});

const hierarchy: CrewWorker = {
  ...crew('hierarchical', agent('a'), agent('b')),
  manager: agent('m'),
};

const inputs: ObjectValue = new Map([['n', 1]]);

/** What is asked as `PATH NAME`, or what came out. */
function progress(worker: Worker, answers: Readonly<Record<string, Value>>): unknown {
  const state = progressOf(worker, inputs, new Map(Object.entries(answers)));
  if (state.kind === 'done') return { output: state.output };
  if (state.kind === 'failed') return state.message;
  return state.questions.map(({ path, agent: { name } }) => `${path} ${name}`);
}

const nested = crew('sequential', crew('parallel', agent('a'), agent('b')), agent('c'));

const table: readonly (readonly [string, Worker, Readonly<Record<string, Value>>, unknown])[] = [
  ['an agent is asked', agent('a'), {}, [' a']],
  ['an agent that has answered null is done', agent('a'), { '': null }, { output: null }],
  ['sequential, first', crew('sequential', agent('a'), agent('b')), {}, ['/0 a']],
  ['sequential, second', crew('sequential', agent('a'), agent('b')), { '/0': 1 }, ['/1 b']],
  [
    'sequential, done',
    crew('sequential', agent('a'), agent('b')),
    { '/0': 1, '/1': 2 },
    { output: 2 },
  ],
  ['parallel, all', crew('parallel', agent('a'), agent('b')), {}, ['/0 a', '/1 b']],
  ['parallel, the rest', crew('parallel', agent('a'), agent('b')), { '/1': 2 }, ['/0 a']],
  [
    'parallel, done',
    crew('parallel', agent('a'), agent('b')),
    { '/0': 1, '/1': 2 },
    {
      output: new Map([
        ['a', 1],
        ['b', 2],
      ]),
    },
  ],
  ['hierarchical, plan', hierarchy, {}, ['/plan m']],
  ['hierarchical, members', hierarchy, { '/plan': 'p' }, ['/0 a', '/1 b']],
  ['hierarchical, review', hierarchy, { '/plan': 'p', '/0': 1, '/1': 2 }, ['/review m']],
  [
    'hierarchical, done',
    hierarchy,
    { '/plan': 'p', '/0': 1, '/1': 2, '/review': 'r' },
    { output: 'r' },
  ],
  [
    'hierarchical without a manager',
    crew('hierarchical', agent('a')),
    {},
    'crew "hierarchical" has no manager',
  ],
  ['nested, first', nested, {}, ['/0/0 a', '/0/1 b']],
  ['nested, half', nested, { '/0/0': 1 }, ['/0/1 b']],
  ['nested, behind', nested, { '/0/0': 1, '/0/1': 2 }, ['/1 c']],
  [
    'the same agent twice is asked twice',
    crew('parallel', agent('a'), agent('a')),
    {},
    ['/0 a', '/1 a'],
  ],
];

const votes: readonly (readonly [readonly Value[], Value | undefined])[] = [
  [[1], 1],
  [[1, 1], 1],
  [[1, 2], undefined],
  [[1, 2, 2], 2],
  [[1, 1, 2, 2], undefined],
  [[1, 2, 2, 2], 2],
  [[[1], [1], 1], [1]],
  [[null, null, 0], null],
  [[1, '1', true], undefined],
];

describe('the progress of a crew', () => {
  for (const [what, worker, answers, expected] of table) {
    it(what, () => deepEqual(progress(worker, answers), expected));
  }

  it('a member that has failed within a nested crew fails the whole', () => {
    const worker = crew('parallel', crew('consensus', agent('a'), agent('b')), agent('c'));
    equal(
      progress(worker, { '/0/0': 1, '/0/1': 2 }),
      'crew "consensus" found no consensus: 2 members gave 2 different answers',
    );
  });

  for (const [outputs, agreed] of votes) {
    it(`${JSON.stringify(outputs)} agree on ${JSON.stringify(agreed) ?? 'nothing'}`, () => {
      const members = outputs.map((_, index) => agent(`a${index}`));
      const answers = Object.fromEntries(outputs.map((output, index) => [`/${index}`, output]));
      const result = progress(crew('consensus', ...members), answers);
      if (agreed === undefined) equal(typeof result, 'string');
      else deepEqual(result, { output: agreed });
    });
  }

  it('says in which crew an agent is asked, and what it is given', () => {
    const state = progressOf(
      nested,
      inputs,
      new Map<string, Value>(Object.entries({ '/0/0': 1, '/0/1': 2 })),
    );
    const [question] = state.kind === 'open' ? state.questions : [];
    equal(question?.crew, 'sequential');
    deepEqual(
      question?.inputs,
      new Map<string, Value>([
        ['n', 1],
        [
          'previous',
          new Map([
            ['a', 1],
            ['b', 2],
          ]),
        ],
      ]),
    );
    deepEqual(inputs, new Map([['n', 1]]));
  });
});
