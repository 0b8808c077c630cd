import { deepEqual } from 'node:assert/strict';
import type { Module } from '@mso/bytecode';
import { countStrings, mapStrings } from './map-strings.js';

/** More than there are places for an index. */
const stringCount = 40;

/** A module with an index at every place that can have one, all of them different. */
function moduleWith(indexAt: (place: number) => number): Module {
  let place = 0;
  const next = (): number => indexAt(place++);
  return {
    version: 1,
    metadata: { compilerVersion: '1.0.0' },
    symbols: {
      agents: new Map([
        [
          1,
          {
            ...{ id: 1, nameIndex: next(), modelIndex: next(), roleIndex: next() },
            ...{ capabilities: [next(), next()], backstoryIndex: next() },
          },
        ],
      ]),
      workflows: new Map([
        [
          2,
          {
            ...{ id: 2, nameIndex: next(), steps: [] },
            trigger: { kind: 'Event', argumentIndex: next() },
          },
        ],
      ]),
      contexts: new Map([
        [
          3,
          {
            ...{ id: 3, nameIndex: next(), environmentIndex: next(), debug: false },
            secrets: new Map([[next(), { kind: 'Vault', index: next() }]]),
          },
        ],
      ]),
      crews: new Map([[4, { id: 4, nameIndex: next(), agentIds: [], process: 'Sequential' }]]),
      nextId: 5,
    },
    code: [
      { op: 'DeclareAgent', id: 1 },
      { op: 'SetProperty', target: 1, keyIndex: next(), value: { kind: 'String', index: next() } },
      { op: 'SetCapability', agent: 1, capabilityIndex: next() },
      { op: 'SetSecret', context: 3, keyIndex: next(), secret: { kind: 'File', index: next() } },
      {
        op: 'DefineStep',
        owner: 2,
        step: {
          ...{ id: 9, parallel: false, dependsOn: [] },
          nameIndex: next(),
          taskIndex: next(),
        },
      },
      { op: 'ResolveReference', kind: 'Memory', index: next() },
      { op: 'SetMetadata', keyIndex: next(), valueIndex: next() },
      { op: 'Push', value: { kind: 'String', index: next() } },
      {
        op: 'Push',
        value: {
          kind: 'Object',
          entries: [
            {
              keyIndex: next(),
              value: { kind: 'Array', items: [{ kind: 'String', index: next() }] },
            },
          ],
        },
      },
      { op: 'GetField', operand: next() },
      { op: 'SetField', operand: next() },
      { op: 'Debug', operand: next() },
      { op: 'MemLoad', operand: 1 },
      { op: 'Jump', operand: 1 },
    ],
    declarationsEnd: 0,
    functions: [],
    strings: Array.from({ length: stringCount }, (_, index) => `s${index}`),
    constants: [
      { kind: 'String', index: next() },
      { kind: 'Number', value: 1 },
    ],
    blocks: [],
    cells: [],
    heapBase: 256,
  };
}

describe('the indexes of strings', () => {
  const module = moduleWith((place) => place);

  it('are moved wherever a module has one, and nothing else is', () => {
    const moved = mapStrings(module, module.strings, (index) => index + 1000);
    deepEqual(
      moved,
      moduleWith((place) => place + 1000),
    );
  });

  it('are counted once for each place', () => {
    let taken = 0;
    moduleWith(() => taken++);
    deepEqual(
      [...countStrings(module)],
      module.strings.map((_, index) => (index < taken ? 1 : 0)),
    );
  });
});
