import { deepEqual } from 'node:assert/strict';
import { verify } from '@mso/bytecode';
import { moduleOf } from '../testing/listing.js';
import { optimize } from './optimize.js';

/** The blocks that are left of a program with the agents a, b and c. */
function left(rest: string, own = ''): string[] {
  const agents = ['a', 'b', 'c']
    .map((name) => `agent "${name}" { model = "m" role = "r" ${name === 'a' ? own : ''} }`)
    .join('\n');
  const shaken = optimize(moduleOf(`${agents}\n${rest}`), 3, { treeShake: true }).module;
  deepEqual(verify(shaken), []);
  deepEqual(
    [...shaken.symbols.agents.values()].map(({ nameIndex }) => shaken.strings[nameIndex]),
    shaken.blocks.filter(({ kind }) => kind === 'agent').map(({ name }) => name),
  );
  return shaken.blocks.map(({ name }) => name);
}

const step = (worker: string): string =>
  `workflow "w" { trigger = manual step "s" { ${worker} task = "t" } }`;

describe('agents that nothing uses', () => {
  const cases: readonly (readonly [
    what: string,
    rest: string,
    expected: string[],
    own?: string,
  ])[] = [
    ['go where nothing else is declared', '', []],
    ['stay where a step names them', step('agent = "b"'), ['b', 'w', 's']],
    ['stay where a step names several', step('crew = ["b", "c"]'), ['b', 'c', 'w', 's']],
    ['stay in a crew', 'crew "k" { agents = ["c"] }', ['c', 'k']],
    [
      'stay as managers',
      'crew "k" { agents = ["c"] process = hierarchical manager = "a" }',
      ['a', 'c', 'k'],
    ],
    [
      'stay where an agent that is used names them',
      step('agent = "a"'),
      ['a', 'b', 'w', 's'],
      'delegates = ["b"]',
    ],
    ['go with the agent that names them', step('agent = "c"'), ['c', 'w', 's'], 'helper = "b"'],
    ['stay where the environment says which', 'crew "k" { agents = [$WHO] }', ['a', 'b', 'c', 'k']],
    [
      'leave what else is declared',
      'memory { provider = "p" }\ndatabase "d" { }\nplugin "g" { source = "s" }\nproject "p" { }',
      ['memory', 'd', 'g', 'p'],
    ],
  ];
  for (const [what, rest, expected, own] of cases) {
    it(what, () => deepEqual(left(rest, own), expected));
  }

  it('stay unless they are to go', () => {
    const { module } = optimize(moduleOf('agent "a" { model = "m" role = "r" }'), 3);
    deepEqual(module.symbols.agents.size, 1);
  });
});
