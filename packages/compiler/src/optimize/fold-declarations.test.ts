import { deepEqual } from 'node:assert/strict';
import { describeInstruction, type Instruction } from '@mso/bytecode';
import { handModule, set } from '../testing/hand-module.js';
import { foldDeclarations } from './fold-declarations.js';

const strings = ['own', 'other', 'max_tokens', 'capabilities', 'x', '/own/x'];
const capability: Instruction = { op: 'SetCapability', agent: 1, capabilityIndex: 4 };
const resolve: Instruction = { op: 'ResolveReference', kind: 'Environment', index: 4 };

function left(declarations: Instruction[], end?: number): string {
  const made = handModule({ declarations }, strings);
  const blocks = made.blocks.map((block) => ({ ...block, end: end ?? block.end }));
  const { module } = foldDeclarations({ ...made, blocks });
  const described = module.code
    .slice(1, module.declarationsEnd)
    .map((instruction) => describeInstruction(module, instruction));
  return described.join(', ').replaceAll('SetProperty #1 ', '');
}

describe('folding what is declared twice', () => {
  const cases: readonly (readonly [what: string, code: Instruction[], expected: string])[] = [
    ['lets the last value win', [set(0, 1), set(0, 2), set(0, 3)], '"own" 3'],
    ['keeps the order of keys', [set(0, 1), set(1, 2), set(0, 3)], '"own" 3, "other" 2'],
    [
      'leaves both where something is looked up in between',
      [set(0, 1), resolve, set(0, 3)],
      '"own" 1, ResolveReference Environment "x", "own" 3',
    ],
    [
      'leaves both where what stands between could fail',
      [set(0, 1), set(2, true), set(0, 3)],
      '"own" 1, "max_tokens" true, "own" 3',
    ],
    [
      'leaves both where one may warn',
      [set(2, 5e9), set(2, 5)],
      '"max_tokens" 5000000000, "max_tokens" 5',
    ],
    [
      'leaves both where one may fail',
      [set(2, true), set(2, 5)],
      '"max_tokens" true, "max_tokens" 5',
    ],
    ['folds numbers that any field takes', [set(2, 4), set(2, 5)], '"max_tokens" 5'],
    [
      'leaves a value that a path leads into',
      [set(0, 1), set(5, 2), set(0, 3)],
      '"own" 1, "/own/x" 2, "own" 3',
    ],
    [
      'drops a capability that is there',
      [capability, set(0, 1), capability],
      'SetCapability #1 "x", "own" 1',
    ],
    [
      'keeps a capability where the list was replaced',
      [capability, set(3, null), capability],
      'SetCapability #1 "x", "capabilities" null, SetCapability #1 "x"',
    ],
  ];
  for (const [what, code, expected] of cases) {
    it(what, () => deepEqual(left(code), expected));
  }

  it('leaves both where the block ends in between, since it is checked there', () => {
    deepEqual(left([set(0, 1), set(0, 2)], 2), '"own" 1, "own" 2');
  });
});
