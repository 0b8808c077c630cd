import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Instruction } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { type CodeItem, codeMachine, countingLoop } from '../testing/code-module.js';
import type { Journal, JournalOptions } from './journal.js';

function machine(
  code: readonly CodeItem[],
  options: Partial<JournalOptions> = {},
): { readonly vm: HelixVM; readonly journal: Journal } {
  const vm = codeMachine(code, { journal: { interval: 100, ...options } });
  const { journal } = vm;
  ok(journal);
  return { vm, journal };
}

/** What a person sees of the machine. */
function shown(vm: HelixVM): unknown {
  const { registers, stack, callStack, memory } = vm;
  return structuredClone({
    ...{ registers, stack: stack.values.slice(0, stack.size), locals: vm.currentFrame.locals },
    depth: callStack.length,
    memory: memory.addresses().map((address) => [address, memory.load(address)]),
  });
}

/** The last earlier position at which something holds. */
function back(journal: Journal, options: Parameters<Journal['searchBack']>[0]): number | undefined {
  const search = journal.searchBack(options);
  while (!search.isDone) search.advance();
  return search.found;
}

describe('the journal', () => {
  it('finds the last breakpoint that holds', () => {
    const { vm, journal } = machine(countingLoop(100));
    const address = vm.module.code.slice().findIndex(({ op }) => op === 'Lt');
    let asked = 0;
    vm.setBreakpoint(address, { holds: () => ++asked > 0 && vm.currentFrame.locals[0] === 40 });
    vm.run();
    equal(asked, 0);
    const found = back(journal, { breakpoints: true });
    equal(asked > 0, true);
    journal.seek(found ?? -1);
    deepEqual([vm.currentFrame.locals[0], vm.registers.programCounter], [40, address]);
    equal(back(journal, { breakpoints: true }), undefined);
  });

  it('takes a change in the past as the beginning of a new future, and part of its past', () => {
    const { vm, journal } = machine(countingLoop(100));
    vm.run();
    const before = journal.end;
    const address = vm.module.code.slice().findIndex(({ op }) => op === 'Lt') - 2;
    const middle = (): boolean => journal.position < 300 && vm.registers.programCounter === address;
    const position = back(journal, { watch: () => middle }) ?? -1;
    journal.seek(position);
    vm.currentFrame.locals[0] = 3;
    equal(journal.noteChange(), true);
    const changed = shown(vm);
    equal(journal.isInPast, false);
    vm.run();
    const { end } = journal;
    equal(end > before, true);
    const atEnd = shown(vm);
    journal.seek(position - 1);
    deepEqual([journal.isInPast, vm.currentFrame.locals[0] === 3], [true, false]);
    vm.run({ maxInstructions: 1 });
    vm.run({ stopBefore: () => true });
    deepEqual(shown(vm), changed);
    journal.seek(10);
    vm.run();
    deepEqual([journal.position, shown(vm)], [end, atEnd]);
  });

  it('a change at the latest moment changes nothing that has been', () => {
    const { vm, journal } = machine(countingLoop(100));
    vm.run({ stopBefore: () => journal.position === 200 });
    const earlier = 150;
    vm.currentFrame.locals[0] = 90;
    equal(journal.noteChange(), false);
    vm.run();
    equal(journal.end < 400, true);
    journal.seek(earlier);
    equal((vm.currentFrame.locals[0] ?? 0) !== 90, true);
    equal(journal.isInPast, true);
  });

  it('keeps no more instructions than it may', () => {
    const { vm, journal } = machine(countingLoop(10_000), { maxInstructions: 1_000 });
    vm.run();
    const length = journal.end - journal.start;
    equal(length >= 1_000 && length < 4_000, true, `${length}`);
    equal(journal.isTruncated, true);
    journal.seek(0);
    equal(journal.position, journal.start);
    equal(back(journal, { watch: () => () => true }), undefined);
  });

  it('keeps no more bytes than it may', () => {
    const { vm, journal } = machine(countingLoop(10_000), { maxBytes: 30_000 });
    vm.run();
    equal(journal.allMarks.length < 15, true);
    equal(journal.isTruncated, true);
  });

  it('goes back from an error to the moment before it', () => {
    const { vm, journal } = machine([1, 'a', { op: 'Sub' }, { op: 'Return' }]);
    equal(vm.run(), 'error');
    journal.seek(back(journal, { watch: () => () => true }) ?? -1);
    deepEqual([vm.executionState.kind, vm.stack.size, vm.error], ['Paused', 2, undefined]);
    equal(journal.isInPast, true);
    equal(vm.run(), 'error');
    equal(journal.isInPast, false);
  });

  it('goes back from the end of the program', () => {
    const { vm, journal } = machine(countingLoop(5));
    equal(vm.run(), 'halted');
    const { end } = journal;
    journal.seek(back(journal, { watch: () => () => true }) ?? -1);
    deepEqual([journal.position, vm.executionState.kind], [end - 1, 'Paused']);
    equal(vm.run(), 'halted');
    equal(journal.end, end);
  });

  it('gives arrays and objects in memory back what they held', () => {
    const at = (operand: number): Instruction => ({ op: 'LoadVar', operand });
    const { vm, journal } = machine([
      ...[{ op: 'CreateArray' } as const, { op: 'StoreVar', operand: 0 } as const],
      ...[at(0), 1, { op: 'AppendArray' } as const, 2, { op: 'AppendArray' } as const],
      ...[{ op: 'Pop' } as const, { op: 'CreateObject' } as const, at(0)],
      ...[{ op: 'SetField', operand: 0 } as const, { op: 'Pop' } as const],
      ...[at(0), 3, { op: 'AppendArray' } as const, { op: 'Return' } as const],
    ]);
    const states: unknown[] = [];
    for (let resume = false; ; resume = true) {
      if (vm.run({ resume, stopBefore: () => true }) !== 'stopped') break;
      states.push(shown(vm));
    }
    equal(states.length > 14, true);
    for (let position = states.length - 1; position >= 0; position--) {
      journal.seek(position);
      deepEqual(shown(vm), states[position], `at ${position}`);
    }
  });

  it('says how far back it goes before anything has run', () => {
    const { journal } = machine(countingLoop(5));
    deepEqual([journal.start, journal.end, journal.isInPast], [0, 0, false]);
    journal.seek(5);
    equal(journal.position, 0);
  });
});
