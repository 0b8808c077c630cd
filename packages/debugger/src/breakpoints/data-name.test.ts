import { deepEqual, equal } from 'node:assert/strict';
import { started } from '../testing/session-under-test.js';
import { nameOf, targetNamed } from './data-name.js';
import type { DataTarget } from './data-target.js';

const program = `context "c" {
  variables { limit = 1 }
}
agent "a" { model = "m" temperature = 0.5 }
workflow "w" {
  step "s" { agent = "a" task = "t" }
}
`;
/** The same things stand elsewhere. */
const changed = `agent "first" { model = "m" }
workflow "other" { step "s" { agent = "a" task = "t" } }
${program}`;
const another = 'agent "b" { model = "m" temperature = 0.5 }';

const modules = new Map(
  [program, changed, another].map((text) => [text, started(text).vm.module] as const),
);
const moduleOf = (text: string) => modules.get(text) ?? started(text).vm.module;

function entity(text: string, name: string, last = false): number {
  const all = moduleOf(text).blocks.filter((block) => block.name === name);
  return all.at(last ? -1 : 0)?.entity ?? -1;
}

function cell(text: string, name: string): number {
  return moduleOf(text).cells.find((each) => each.name.includes(name))?.address ?? -1;
}

const moved: readonly (readonly [what: string, here: DataTarget, there: DataTarget])[] = [
  [
    'a property of an agent',
    { kind: 'property', entity: entity(program, 'a'), key: 'temperature' },
    { kind: 'property', entity: entity(changed, 'a'), key: 'temperature' },
  ],
  [
    'a property of a step, not of one of that name in another workflow',
    { kind: 'property', entity: entity(program, 's'), key: 'task' },
    { kind: 'property', entity: entity(changed, 's', true), key: 'task' },
  ],
  [
    'the cell of a variable',
    { kind: 'cell', address: cell(program, 'limit') },
    { kind: 'cell', address: cell(changed, 'limit') },
  ],
];

describe('the name of what can be watched', () => {
  for (const [what, here, there] of moved) {
    it(`finds ${what} where it has moved`, () => {
      const name = nameOf(moduleOf(program), here);
      deepEqual(targetNamed(moduleOf(program), name), here);
      deepEqual(targetNamed(moduleOf(changed), name), there);
    });

    it(`finds no other thing in place of ${what}`, () => {
      equal(targetNamed(moduleOf(another), nameOf(moduleOf(program), here)), undefined);
    });
  }

  it('is an address where the program has none', () => {
    const target = { kind: 'cell', address: 5_000 } as const;
    deepEqual(targetNamed(moduleOf(another), nameOf(moduleOf(program), target)), target);
  });
});
