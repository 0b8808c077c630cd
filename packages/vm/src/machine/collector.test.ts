import { deepEqual, equal } from 'node:assert/strict';
import type { Instruction } from '@mso/bytecode';
import { type CodeItem, codeMachine } from '../testing/code-module.js';
import type { HelixVM } from './helix-vm.js';

const load = (operand: number): Instruction => ({ op: 'LoadVar', operand });
const store = (operand: number): Instruction => ({ op: 'StoreVar', operand });
const add: Instruction = { op: 'Add' };

/** Makes arrays in a loop; `keep` says what becomes of each, which is on the stack. */
function makeArrays(times: number, keep: readonly CodeItem[]): CodeItem[] {
  const body = [{ op: 'CreateArray' } as const, ...keep];
  const counting = [load(0), 1, add, store(0), load(0), times, { op: 'Lt' } as const];
  const loop = [...body, ...counting];
  const back: Instruction = { op: 'JumpIf', operand: -(loop.length + 1) };
  const root: Instruction[] = [{ op: 'CreateArray' }, store(1)];
  return [0, store(0), ...root, ...loop, back, load(1), { op: 'Return' }];
}

const drop: readonly CodeItem[] = [{ op: 'Pop' }];
/** Appends the new array to the one in local 1. */
const keepAll: readonly CodeItem[] = [
  store(2),
  load(1),
  load(2),
  { op: 'AppendArray' },
  { op: 'Pop' },
];

function run(code: readonly CodeItem[], config: object): HelixVM {
  const vm = codeMachine(code, { config });
  vm.run();
  return vm;
}

describe('the collector', () => {
  it('is off by default: the memory fills up', () => {
    const vm = run(makeArrays(200, drop), { maxMemory: 100 });
    equal(vm.error?.kind, 'MemoryAccessViolation');
    deepEqual([vm.stats.collections, vm.stats.cellsFreed], [0, 0]);
  });

  it('frees what nothing refers to any more', () => {
    const vm = run(makeArrays(200, drop), { maxMemory: 100, enableGc: true, gcThreshold: 10 });
    equal(vm.error, undefined);
    equal(vm.stats.collections, 20);
    equal(vm.stats.cellsFreed >= 190, true);
    equal(vm.stats.peakMemoryUsage <= 20, true, `${vm.stats.peakMemoryUsage}`);
  });

  it('works where the memory is full, whatever the threshold', () => {
    const vm = run(makeArrays(200, drop), { maxMemory: 100, enableGc: true });
    equal(vm.error, undefined);
    equal(vm.stats.peakMemoryUsage, 100);
  });

  it('keeps what is reached, through any number of cells', () => {
    const config = { maxMemory: 5_000, enableGc: true, gcThreshold: 7 };
    const vm = run(makeArrays(1_000, keepAll), config);
    equal(vm.error, undefined);
    equal(vm.stats.cellsFreed, 0);
    // Each array refers to the one before it.
    const chain = [load(1), { op: 'AppendArray' } as const, store(1)];
    const chained = run(makeArrays(3_000, chain), { ...config, gcThreshold: 500 });
    equal(chained.error, undefined);
    equal(chained.stats.cellsFreed, 0);
  });

  it('leaves values alone that an instruction works on', () => {
    // The arrays of `[] == []` are on the stack only.
    const same = [{ op: 'CreateArray' } as const, { op: 'Eq' } as const, { op: 'Pop' } as const];
    const vm = run(makeArrays(50, same), { maxMemory: 500, enableGc: true, gcThreshold: 1 });
    equal(vm.error, undefined);
    equal(vm.stats.collections >= 100, true);
  });

  it('works at the same instruction however the run is cut into pieces', () => {
    const figures = [1, 7, 1_000_000].map((maxInstructions) => {
      const config = { maxMemory: 500, enableGc: true, gcThreshold: 13 };
      const vm = codeMachine(makeArrays(100, drop), { config });
      const freed: number[] = [];
      while (vm.run({ maxInstructions }) === 'budget') freed.push(vm.stats.cellsFreed);
      return [vm.stats.cellsFreed, vm.stats.collections, vm.stats.peakMemoryUsage];
    });
    deepEqual(figures[0], figures[1]);
    deepEqual(figures[0], figures[2]);
  });

  it('goes back in time with the machine', () => {
    const config = { maxMemory: 500, enableGc: true, gcThreshold: 13 };
    const vm = codeMachine(makeArrays(100, drop), { config, journal: { interval: 50 } });
    const seen: (readonly number[])[] = [];
    for (let resume = false; ; resume = true) {
      if (vm.run({ resume, stopBefore: () => true }) !== 'stopped') break;
      seen.push([vm.memory.size, vm.stats.cellsFreed]);
    }
    for (let position = seen.length - 1; position >= 0; position -= 11) {
      vm.journal?.seek(position);
      deepEqual([vm.memory.size, vm.stats.cellsFreed], seen[position]);
    }
  });
});
