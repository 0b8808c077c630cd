import { deepEqual, equal, throws } from 'node:assert/strict';
import { moduleOf } from '../testing/module-builder.js';
import { environmentResolver } from './host.js';
import { RuntimeError } from './runtime-error.js';
import { VMExecutor } from './vm-executor.js';

const modules = new Map([
  ['fine', moduleOf((b) => b.agent('a', (id) => b.set(id, 'model', 'm').set(id, 'role', 'r')))],
  ['failing', moduleOf((b) => b.set(3, 'p', 1))],
]);

function executor(): VMExecutor {
  return new VMExecutor((path) => {
    const module = modules.get(path);
    if (module === undefined) throw new Error(`no file ${path}`);
    return module;
  });
}

describe('the executor', () => {
  it('gives the configuration of a program', () => {
    equal(executor().executeFile('fine').agents.get('a')?.model, 'm');
  });

  it('throws the error of a program that fails, and keeps its machine', () => {
    const failing = executor();
    throws(
      () => failing.executeFile('failing'),
      (error) => error instanceof RuntimeError && error.kind === 'ResourceNotFound',
    );
    equal(failing.vm.executionState.kind, 'Error');
  });

  it('passes on what the loader throws', () => {
    throws(() => executor().executeFile('missing'), /no file missing/);
  });

  it('has no machine before the first execution', () => {
    throws(() => executor().vm, /nothing has been executed yet/);
  });

  it('comes back at a breakpoint when debugging', () => {
    const debugging = executor();
    const config = debugging.executeWithDebug('fine', (vm) => vm.setBreakpoint(2));
    deepEqual([config.agents.get('a')?.model, config.agents.get('a')?.role], ['m', 'Assistant']);
    equal(debugging.vm.executionState.kind, 'Paused');
    equal(debugging.vm.continueExecution(), 'halted');
  });

  it('does not look at breakpoints otherwise', () => {
    const plain = executor();
    plain.executeFile('fine');
    equal(plain.vm.debugMode, false);
  });
});

describe('the environment resolver', () => {
  it('knows the variables it was given and none that objects have', () => {
    const resolver = environmentResolver({ A: 'a', B: undefined });
    deepEqual(
      ['A', 'B', 'constructor', '__proto__'].map((name) => resolver.environment(name)),
      ['a', undefined, undefined, undefined],
    );
  });
});
