import { deepEqual, equal, throws } from 'node:assert/strict';
import { moduleOf } from '../testing/module-builder.js';
import { prepare, run } from '../testing/run.js';
import {
  type ExecutionState,
  type ExecutionStateKind,
  InvalidTransition,
  transition,
} from './execution-state.js';

const kinds: readonly ExecutionStateKind[] = ['Ready', 'Running', 'Paused', 'Halted', 'Error'];
const allowed = new Set([
  'Ready Running',
  'Running Paused',
  'Running Halted',
  'Running Error',
  'Paused Running',
]);

function stateOf(kind: ExecutionStateKind): ExecutionState {
  return kind === 'Error' ? { kind, message: 'x' } : { kind };
}

describe('execution states', () => {
  for (const from of kinds) {
    for (const to of kinds) {
      const change = `${from} ${to}`;
      if (allowed.has(change)) {
        it(`${from} becomes ${to}`, () => {
          equal(transition(stateOf(from), stateOf(to)).kind, to);
        });
      } else {
        it(`${from} does not become ${to}`, () => {
          throws(() => transition(stateOf(from), stateOf(to)), new InvalidTransition(from, to));
        });
      }
    }
  }

  it('a machine is Ready, then Halted behind its last instruction', () => {
    const { vm } = prepare((b) => b.agent('a'));
    equal(vm.executionState.kind, 'Ready');
    equal(vm.continueExecution(), 'halted');
    deepEqual(vm.executionState, { kind: 'Halted' });
  });

  it('an empty module halts at once', () => {
    const { vm } = run(moduleOf(() => {}));
    deepEqual(vm.executionState, { kind: 'Halted' });
    equal(vm.stats.instructionsExecuted, 0);
  });

  it('a machine whose budget is used up is still Running and goes on from there', () => {
    const { vm } = prepare((b) => b.agent('a', (id) => b.set(id, 'model', 'm')));
    equal(vm.run({ maxInstructions: 1 }), 'budget');
    equal(vm.executionState.kind, 'Running');
    equal(vm.run({ maxInstructions: 1 }), 'budget');
    equal(vm.run({ maxInstructions: 1 }), 'halted');
  });

  it('a failed machine keeps the message, and neither it nor a halted one runs again', () => {
    const failed = run((b) => b.set(7, 'x', 1)).vm;
    deepEqual(failed.executionState, { kind: 'Error', message: 'there is no entity #7' });
    throws(() => failed.continueExecution(), new InvalidTransition('Error', 'Running'));
    const halted = run((b) => b.agent('a')).vm;
    throws(() => halted.step(), new InvalidTransition('Halted', 'Running'));
  });
});
