import { deepEqual, equal } from 'node:assert/strict';
import { moduleOf } from '../testing/module-builder.js';
import { prepare } from '../testing/run.js';
import type { HelixVM } from './helix-vm.js';
import { jumpTo } from './jump.js';

/** 0 DeclareAgent · 1 to 4 SetProperty */
const program = moduleOf((b) => {
  b.agent('a', (id) => b.set(id, 'p', 1).set(id, 'q', 2).set(id, 'r', 3).set(id, 's', 4));
});

function debugged(): HelixVM {
  const { vm } = prepare(program);
  vm.debugMode = true;
  return vm;
}

function propertiesSet(vm: HelixVM): string {
  return [...(vm.declarations.get(1)?.properties.keys() ?? [])].join(' ');
}

describe('breakpoints of the machine', () => {
  it('stop before their instruction', () => {
    const vm = debugged();
    vm.setBreakpoint(2);
    equal(vm.continueExecution(), 'breakpoint');
    equal(vm.executionState.kind, 'Paused');
    equal(vm.registers.programCounter, 2);
    equal(propertiesSet(vm), 'p');
  });

  it('do not stop a second time when one goes on', () => {
    const vm = debugged();
    const breakpoint = vm.setBreakpoint(2);
    vm.continueExecution();
    equal(vm.continueExecution(), 'halted');
    equal(breakpoint.hitCount, 1);
  });

  it('stop at the very first instruction, too', () => {
    const vm = debugged();
    vm.setBreakpoint(0);
    equal(vm.continueExecution(), 'breakpoint');
    equal(vm.stats.instructionsExecuted, 0);
  });

  it('stop at each of two neighbours', () => {
    const vm = debugged();
    vm.setBreakpoint(2);
    vm.setBreakpoint(3);
    const outcomes = [vm.continueExecution(), vm.continueExecution(), vm.continueExecution()];
    deepEqual(outcomes, ['breakpoint', 'breakpoint', 'halted']);
  });

  it('are ignored where they are inactive, removed or not wanted', () => {
    const inactive = debugged();
    const breakpoint = inactive.setBreakpoint(2, { active: false });
    equal(inactive.continueExecution(), 'halted');
    equal(breakpoint.hitCount, 0);
    const removed = debugged();
    removed.setBreakpoint(2);
    removed.removeBreakpoint(2);
    equal(removed.continueExecution(), 'halted');
    const plain = debugged();
    plain.setBreakpoint(2);
    plain.debugMode = false;
    equal(plain.continueExecution(), 'halted');
  });

  it('count the times their condition was true, and stop only then', () => {
    const vm = debugged();
    let asked = 0;
    const breakpoint = vm.setBreakpoint(2, {
      condition: 'every second time',
      holds: () => ++asked % 2 === 0,
    });
    equal(vm.run({ maxInstructions: 3 }), 'budget');
    jumpTo(vm, 2);
    equal(vm.run(), 'breakpoint');
    deepEqual([asked, breakpoint.hitCount], [2, 1]);
  });

  it('are counted once by a step that ends at one and by going on from there', () => {
    const vm = debugged();
    const breakpoint = vm.setBreakpoint(1);
    equal(vm.step(), 'breakpoint');
    equal(vm.continueExecution(), 'halted');
    equal(breakpoint.hitCount, 1);
  });
});

describe('running and stepping', () => {
  it('a step executes one instruction and pauses', () => {
    const { vm } = prepare(program);
    const pcs = [];
    while (vm.step() === 'stopped') pcs.push(vm.registers.programCounter);
    deepEqual(pcs, [1, 2, 3, 4]);
    equal(vm.executionState.kind, 'Halted');
  });

  it('the caller may stop the machine before any instruction', () => {
    const { vm } = prepare(program);
    equal(vm.run({ stopBefore: () => vm.registers.programCounter === 3 }), 'stopped');
    equal(propertiesSet(vm), 'p q');
  });

  it('the trace sees every instruction that executes, and none that does not', () => {
    const { vm } = prepare(program);
    const traced: number[] = [];
    const trace = (address: number): void => void traced.push(address);
    vm.run({ trace, stopBefore: () => vm.registers.programCounter === 2 });
    deepEqual(traced, [0, 1]);
    vm.run({ trace });
    deepEqual(traced, [0, 1, 2, 3, 4]);
  });

  it('two machines with the same program pass through the same states', () => {
    const snapshots = [prepare(program).vm, prepare(program).vm].map((vm) => {
      const seen: unknown[] = [];
      do seen.push(structuredClone([vm.registers, vm.stats, vm.config]));
      while (vm.step() === 'stopped');
      return seen;
    });
    deepEqual(snapshots[0], snapshots[1]);
  });
});
