import { deepEqual, equal, ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import { configToJson } from '../config/json.js';
import { type ModuleBuilder, stack } from '../testing/module-builder.js';
import { prepare, type Run } from '../testing/run.js';

const secretText = 'hunter2-never-to-be-seen';
const environment = { TOKEN: secretText, PLAIN: 'plain' };

/** Everything that can be read from a machine, as text. */
function everything({ vm, warnings, recovered }: Run): string {
  const state = {
    registers: vm.registers,
    callStack: vm.callStack,
    cells: vm.memory.addresses().map((address) => vm.memory.load(address)),
    stack: Array.from({ length: vm.stack.size }, (_, index) => vm.stack.at(index)),
    state: vm.executionState,
    error: vm.error,
    trace: [vm.error?.stackTrace, vm.stackTrace()],
    config: vm.config,
    declarations: vm.declarations,
    warnings,
    recovered,
  };
  return (
    inspect(state, { depth: 50, maxArrayLength: null, showHidden: true }) + configToJson(vm.config)
  );
}

/** Steps through a program and looks at all there is to see at every stop. */
function expectNoSecret(program: (b: ModuleBuilder) => void): Run {
  const prepared = prepare(program, { environment });
  let stops = 0;
  do {
    ok(!everything(prepared).includes(secretText), `the secret shows at stop ${stops}`);
    stops++;
  } while (prepared.vm.step() === 'stopped');
  ok(!everything(prepared).includes(secretText));
  return prepared;
}

const context = (b: ModuleBuilder): number =>
  b.context('k', (id) => b.secret(id, 'token', 'Environment', 'TOKEN'));

describe('secrets', () => {
  it('the search for them finds what is no secret', () => {
    const prepared = prepare(
      (b) => b.agent('a', (id) => b.resolve('Environment', 'TOKEN').set(id, 'p', stack)),
      {
        environment,
      },
    );
    prepared.vm.continueExecution();
    ok(everything(prepared).includes(secretText));
  });

  it('the text of an environment variable that is a secret never enters the machine', () => {
    const { vm } = expectNoSecret((b) => {
      b.agent('a', (id) => {
        b.resolve('Environment', 'TOKEN').set(id, 'model', stack);
        b.resolve('Environment', 'TOKEN').set(id, '/deep/0', stack);
        b.resolve('Environment', 'PLAIN').set(id, 'role', stack);
      });
      context(b);
      b.agent('late', (id) => b.resolve('Environment', 'TOKEN').set(id, 'other', stack));
    });
    equal(vm.executionState.kind, 'Halted');
    const { model, role, extra } = vm.config.agents.get('a') ?? {};
    deepEqual([model, role], ['$TOKEN', 'plain']);
    deepEqual(extra, new Map([['deep', [{ Environment: 'TOKEN' }]]]));
  });

  it('a variable that holds a secret passes it on as a secret', () => {
    const { vm } = expectNoSecret((b) => {
      b.context('k', (id) => {
        b.secret(id, 'token', 'Environment', 'TOKEN');
        b.resolve('Environment', 'TOKEN').set(id, '/variables/v', stack);
      });
      b.agent('a', (id) => b.resolve('Variable', 'v').set(id, 'p', stack));
    });
    deepEqual(vm.config.agents.get('a')?.extra, new Map([['p', { Environment: 'TOKEN' }]]));
  });

  it('a secret where a number is wanted is an error that does not tell it', () => {
    const { vm } = expectNoSecret((b) => {
      context(b);
      b.agent('a', (id) => b.resolve('Environment', 'TOKEN').set(id, 'temperature', stack));
    });
    equal(vm.error?.message, 'agent property temperature takes a number');
  });
});
