import { deepEqual, equal } from 'node:assert/strict';
import type { CodeFunction, Instruction } from '@mso/bytecode';
import { DecodedCode } from '../stack-code/decoded-code.js';
import { type CodeItem, codeModule, countingLoop } from '../testing/code-module.js';
import { type GeneratedFunction, generate } from './generated-function.js';

function generated(
  code: readonly CodeItem[],
  stops: readonly number[] = [],
): { readonly made: GeneratedFunction | undefined; readonly start: number } {
  const module = codeModule(code);
  const called = module.functions.find((each): each is CodeFunction => each.kind === 'workflow');
  if (called === undefined) throw new Error('the module has a function');
  const { start } = called;
  const from = new Set(stops.map((offset) => start + offset));
  return { made: generate(module, new DecodedCode(module), called, from), start };
}

/** Where a function can be entered, counted from its start, and how deep the stack is there. */
function entries(code: readonly CodeItem[], stops: readonly number[] = []): unknown {
  const { made, start } = generated(code, stops);
  return made?.entries.map(({ address, depth }) => [address - start, depth]);
}

const returned: readonly CodeItem[] = [null, { op: 'Return' }];

const repeated = (times: number, ...items: CodeItem[]): CodeItem[] =>
  Array.from({ length: times }, () => items).flat();

const nops = (times: number): CodeItem[] => repeated(times, { op: 'Nop' });

describe('a function that becomes JavaScript', () => {
  it('is entered at its start and at the heads of its loops', () => {
    deepEqual(entries(countingLoop(5)), [
      [0, 0],
      [2, 0],
    ]);
  });

  it('is entered behind what it leaves to the machine, but not before it', () => {
    const debug: Instruction = { op: 'Debug', operand: 0 };
    deepEqual(entries([1, debug, debug, { op: 'Return' }]), [
      [0, 0],
      [3, 1],
    ]);
  });

  it('is left at breakpoints', () => {
    deepEqual(entries(countingLoop(5), [2, 4]), [
      [0, 0],
      [3, 1],
      [5, 1],
    ]);
  });

  it('is entered every 200 instructions, so that a turn can end anywhere', () => {
    deepEqual(entries([...nops(450), ...returned]), [
      [0, 0],
      [200, 0],
      [400, 0],
    ]);
  });

  it('is entered where a jump leads into the middle of another part', () => {
    const jump: CodeItem[] = [true, { op: 'JumpIf', operand: 300 }];
    deepEqual(entries([...jump, ...nops(300), ...returned]), [
      [0, 0],
      [200, 0],
      [302, 0],
    ]);
  });

  const loop = (depth: number): CodeItem[] => [
    ...repeated(depth, 1),
    ...repeated(depth, { op: 'Pop' }),
  ];

  for (const [what, code, isMade] of [
    ['with 2,000 instructions', [...nops(1_998), ...returned], true],
    ['with more', [...nops(1_999), ...returned], false],
    ['with 64 values on the stack', [...loop(64), ...returned], true],
    ['with more of them', [...loop(65), ...returned], false],
    ['that would write down too much', [...repeated(15, ...loop(64)), ...returned], false],
    ['that takes what it does not have', [{ op: 'Pop' } as const, ...returned], false],
    [
      'whose ways meet with other stacks',
      [true, { op: 'JumpIf', operand: 1 } as const, 1, 2, { op: 'Return' } as const],
      false,
    ],
    ['that uses a local that it has not', [{ op: 'LoadVar', operand: 8 } as const], false],
    ['that runs out of its end', [1], false],
  ] as const) {
    it(`${isMade ? 'can be' : 'cannot be'} one ${what}`, () => {
      equal(generated(code).made !== undefined, isMade);
    });
  }
});
