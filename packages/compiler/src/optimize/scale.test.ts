import { deepEqual, equal } from 'node:assert/strict';
import { type Instruction, type Module, verify } from '@mso/bytecode';
import { handModule, push, set } from '../testing/hand-module.js';
import { optimize } from './optimize.js';

const count = 60_000;

function repeated(...part: readonly Instruction[]): Instruction[] {
  return Array.from({ length: count }, () => part).flat();
}

/** Optimizes a module, which would not be done in time if that grew with its square. */
function optimized(module: Module): Module {
  const { module: result } = optimize(module, 3, { treeShake: true });
  deepEqual(verify(result), []);
  return result;
}

describe('a large module is optimized in time', () => {
  const pop: Instruction = { op: 'Pop' };

  it('with many sums', () => {
    const code = repeated(push(1), push(2), { op: 'Add' }, pop);
    equal(optimized(handModule({ code: [...code, push(null)] })).code.length, 2 * count + 2);
  });

  it('with one long sum', () => {
    const code = [push(0), ...repeated(push(1), { op: 'Add' })];
    equal(optimized(handModule({ code })).code.length, 2);
  });

  it('with jumps that lead from one to the next', () => {
    const code = repeated({ op: 'Jump', operand: 1 }, { op: 'Nop' });
    equal(optimized(handModule({ code: [...code, push(null)] })).code.length, 2);
  });

  it('with choices inside of choices', () => {
    const choices = repeated(push(true), { op: 'JumpIf', operand: 1 }, { op: 'Nop' });
    equal(optimized(handModule({ code: [...choices, push(null)] })).code.length, 2);
  });

  it('with a property that is set again and again', () => {
    const strings = Array.from({ length: count }, (_, index) => `own ${index}`);
    const declarations = [...repeated(set(0, 1)), ...strings.map((_, index) => set(index, 2))];
    const module = handModule({ declarations, code: [push(null)] }, strings);
    equal(optimized({ ...module, symbols: { ...module.symbols } }).code.length, 2);
  });
});
