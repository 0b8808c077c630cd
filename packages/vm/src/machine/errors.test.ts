import { deepEqual, equal } from 'node:assert/strict';
import { DebugInfoBuilder } from '@mso/bytecode';
import { ModuleBuilder, stack } from '../testing/module-builder.js';
import { errorOf, run } from '../testing/run.js';

const fields: readonly (readonly [
  kind: 'agent' | 'crew' | 'context' | 'workflow',
  key: string,
  value: string,
  error: string,
])[] = [
  ['agent', 'temperature', 'warm', 'agent property temperature takes a number'],
  ['agent', 'temperature', '', 'agent property temperature takes a number'],
  ['agent', 'max_tokens', '1.5', 'agent property max_tokens takes a whole number'],
  ['agent', 'timeout', 'soon', 'agent property timeout takes a duration such as 30s'],
  ['crew', 'verbose', 'yes', 'crew property verbose takes true or false'],
  ['context', 'debug', '1', 'context property debug takes true or false'],
  ['workflow', '/retry/delay', '5', 'workflow property retry.delay takes a duration such as 30s'],
  ['agent', '/model/0', 'x', 'agent property model takes a string'],
  ['agent', '/model/-', '[]', 'agent property model takes a string'],
];

describe('runtime errors', () => {
  it('an operand that is not there is a StackUnderflow', () => {
    equal(
      errorOf((b) => b.agent('a', (id) => b.set(id, 'p', stack))),
      'StackUnderflow: Stack underflow',
    );
  });

  for (const [kind, key, value, message] of fields) {
    it(`${key} of a ${kind} set to ${JSON.stringify(value)} is a TypeConversion`, () => {
      equal(
        errorOf((b) => b[kind]('x', (id) => b.set(id, key, value))),
        `TypeConversion: ${message}`,
      );
    });
  }

  it('an unknown instruction is an InvalidInstruction', () => {
    const module = new ModuleBuilder().build();
    const code = JSON.parse('[{"op":"Explode"}]');
    equal(
      errorOf({ ...module, code, declarationsEnd: 1 }),
      'InvalidInstruction: there is no instruction Explode',
    );
  });

  it('the stack trace names the counter, then every frame from the outside in', () => {
    const { vm } = run((b) => {
      b.workflow('w', (w) => b.step(w, 's "x"', {}, () => b.set(99, 'p', 1)));
    });
    equal(vm.error?.kind, 'ResourceNotFound');
    deepEqual(vm.error?.stackTrace, [
      'PC: 2',
      'Frame 0: return address 3, program "hand.mso"',
      'Frame 1: return address 3, workflow "w"',
      'Frame 2: return address 3, step "s \\"x\\""',
    ]);
  });

  it('with debug info it names the lines', () => {
    const builder = new ModuleBuilder();
    builder.agent('a', () => builder.set(99, 'p', 1));
    const debug = new DebugInfoBuilder();
    for (const line of [4, 5]) {
      debug.add({ source: 0, startLine: line, startColumn: 1, endLine: line, endColumn: 9 }, line);
    }
    const { vm } = run(builder.build({ debug: debug.build([{ path: 'x', text: '' }]) }));
    deepEqual(vm.error?.stackTrace, [
      'PC: 1 line 5',
      'Frame 0: return address 2, program "hand.mso"',
      'Frame 1: return address 2, agent "a" line 4',
    ]);
  });

  it('leaves the machine as it was for inspection', () => {
    const { vm } = run((b) => b.agent('a', (id) => b.set(id, 'model', 'm').set(99, 'p', 1)));
    equal(vm.registers.programCounter, 2);
    equal(vm.callStack.length, 2);
    equal(vm.config.agents.get('a')?.model, 'm');
    deepEqual(vm.executionState, { kind: 'Error', message: 'there is no entity #99' });
  });

  it('an address outside memory is no place to read', () => {
    const { vm } = run((b) => b.agent('a'));
    for (const address of [15, 17, -1, 2 ** 32]) {
      try {
        vm.memory.load(address);
        equal(address, 'refused');
      } catch (problem) {
        const message = problem instanceof Error ? problem.message : '';
        equal(message, `Invalid memory access at address ${address}`);
      }
    }
  });
});
