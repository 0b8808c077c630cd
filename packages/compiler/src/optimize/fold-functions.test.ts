import { deepEqual } from 'node:assert/strict';
import { describeInstruction, type Instruction, verify } from '@mso/bytecode';
import { handModule, push, set } from '../testing/hand-module.js';
import { foldFunctions } from './fold-functions.js';

const add: Instruction = { op: 'Add' };
const equal: Instruction = { op: 'Eq' };
const not: Instruction = { op: 'Not' };
const nop: Instruction = { op: 'Nop' };
const load: Instruction = { op: 'LoadVar', operand: 0 };
const negate: Instruction = { op: 'Call', operand: 1 };
const jump = (operand: number): Instruction => ({ op: 'Jump', operand });
const jumpIf = (operand: number): Instruction => ({ op: 'JumpIf', operand });

/** What is left of a function without its last `Return`, one instruction after the other. */
function left(code: Instruction[], declarations: Instruction[] = []): string {
  const module = handModule({ declarations, code }, ['a', 'b', 'max_tokens']);
  deepEqual(verify(module), []);
  const folded = foldFunctions(module).module;
  deepEqual(verify(folded), []);
  const described = folded.code
    .slice(folded.declarationsEnd)
    .map((instruction) => describeInstruction(folded, instruction));
  return described.join(', ').replace(/, Return$/, '');
}

describe('folding the code of functions', () => {
  const cases: readonly (readonly [what: string, code: Instruction[], expected: string])[] = [
    ['computes a sum', [push(1), push(2), add], 'Push 3'],
    ['computes inside out', [push(1), push(2), push(3), add, add], 'Push 6'],
    ['joins texts', [push({ string: 0 }), push({ string: 1 }), add], 'Push "ab"'],
    ['negates', [push(5), negate], 'Push -5'],
    ['compares', [push(1), push(2), { op: 'Lt' }], 'Push true'],
    ['leaves an error where it is', [push(1), push(null), add], 'Push 1, Push null, Add'],
    [
      'leaves a division by zero where it is',
      [push(1), push(0), { op: 'Div' }],
      'Push 1, Push 0, Div',
    ],
    [
      'leaves what is not exact where it is',
      [push(2 ** 53 - 1), push(2 ** 53 - 1), add],
      'Push 9007199254740991, Push 9007199254740991, Add',
    ],
    [
      'takes a jump that is always taken',
      [push(true), jumpIf(2), push(1), jump(1), push(2)],
      'Push 2',
    ],
    [
      'drops a jump that is never taken',
      [push(false), jumpIf(2), push(1), jump(1), push(2)],
      'Push 1',
    ],
    [
      'keeps a jump before an instruction at which a flag would show',
      [push(true), push(true), jumpIf(0), { op: 'Debug', operand: 0 }],
      'Push true, Push true, Pop, Debug "a"',
    ],
    ['drops what does nothing', [nop, push(1), nop, nop], 'Push 1'],
    ['drops a jump to the next instruction', [push(1), jump(1), nop], 'Push 1'],
    [
      'lets jumps lead to where they end',
      [load, jumpIf(3), push(1), { op: 'Return' }, nop, jump(0), push(2)],
      'LoadVar 0, JumpIf +2, Push 1, Return, Push 2',
    ],
    ['drops what is never reached', [push(1), { op: 'Return' }, load, { op: 'Pop' }], 'Push 1'],
    [
      'drops two negations of a truth value',
      [load, load, { op: 'Eq' }, not, not],
      'LoadVar 0, LoadVar 0, Eq',
    ],
    ['keeps two negations of another value', [load, not, not], 'LoadVar 0, Not, Not'],
    [
      'drops two negations before a jump',
      [load, not, not, jumpIf(2), push(1), { op: 'Return' }, push(2)],
      'LoadVar 0, JumpIf +2, Push 1, Return, Push 2',
    ],
    [
      'does not compute over the end of a jump',
      [push(1), load, jumpIf(1), nop, push(2), add],
      'Push 1, LoadVar 0, Pop, Push 2, Add',
    ],
    ['keeps an endless loop', [nop, jump(-2), push(1)], 'Jump -1'],
  ];
  for (const [what, code, expected] of cases) {
    it(what, () => deepEqual(left(code), expected));
  }

  it('keeps arithmetic where the declarations may leave the flag overflow set', () => {
    const sum = [push(1), push(2), add];
    deepEqual(left(sum, [set(2, 5e9)]), 'Push 1, Push 2, Add');
    deepEqual(left(sum, [set(2, 5e9), set(2, 5)]), 'Push 3');
    deepEqual(left(sum, [set(0, 5e9)]), 'Push 3');
  });

  it('keeps arithmetic where other arithmetic may set the flag overflow', () => {
    const open = [load, push(1), add, { op: 'Pop' } as const];
    deepEqual(
      left([...open, push(1), push(2), add]),
      'LoadVar 0, Push 1, Add, Pop, Push 1, Push 2, Add',
    );
    const joins = [load, push({ string: 0 }), add, { op: 'Pop' } as const];
    deepEqual(left([...joins, push(1), push(2), add]), 'LoadVar 0, Push "a", Add, Pop, Push 3');
  });

  it('computes within a statement only, and shows the result as the whole of it', () => {
    const made = handModule({ code: [push(true), push(2), push(3), equal, equal] });
    const row = (column: number, statement: number): number[] => [0, 1, column, 1, 9, statement];
    const rows = [row(1, 0), row(2, 1), row(3, 2), row(4, 2), row(5, 2), row(6, 2), row(7, 2)];
    const table = Int32Array.from(rows.flat());
    const debug = { sources: [{ path: 'a.mso', text: '' }], table, localNames: new Map() };
    const { module } = foldFunctions({ ...made, debug });
    deepEqual(
      module.code.slice(1).map((instruction) => describeInstruction(module, instruction)),
      ['Push true', 'Push false', 'Eq', 'Return'],
    );
    deepEqual(
      [...(module.debug?.table ?? [])],
      [row(1, 0), row(2, 1), row(3, 2), row(6, 2), row(7, 2)].flat(),
    );
  });
});
