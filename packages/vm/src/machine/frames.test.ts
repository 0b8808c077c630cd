import { deepEqual, equal } from 'node:assert/strict';
import { moduleOf } from '../testing/module-builder.js';
import { prepare, run } from '../testing/run.js';
import { jumpTo } from './jump.js';

/**
 * 0 DeclareWorkflow · 1 SetProperty · 2 DefineStep s · 3 SetProperty · 4 SetProperty ·
 * 5 DefineStep t (no body) · 6 DeclareAgent · 7 SetProperty
 */
const nested = moduleOf((b) => {
  b.workflow('w', (w) => {
    b.set(w, 'a', 1);
    b.step(w, 's', {}, (s) => b.set(s, 'b', 2).set(s, 'c', 3));
    b.step(w, 't');
  });
  b.agent('x', (x) => b.set(x, 'model', 'm'));
});

interface Seen {
  readonly pc: number;
  readonly ra: number;
  readonly frames: string;
}

/** Where the machine stands before each instruction and at the end. */
function walk(): Seen[] {
  const { vm } = prepare(nested);
  const seen: Seen[] = [];
  const look = (): void => {
    const { programCounter: pc, returnAddress: ra } = vm.registers;
    seen.push({
      pc,
      ra,
      frames: vm.callStack.map(({ kind, name }) => `${kind} ${name}`).join('/'),
    });
  };
  look();
  while (vm.step() === 'stopped') look();
  look();
  return seen;
}

describe('frames', () => {
  it('a block is entered by its declaration and left at its end', () => {
    const program = 'program hand.mso';
    const workflow = `${program}/workflow w`;
    deepEqual(walk(), [
      { pc: 0, ra: 8, frames: program },
      { pc: 1, ra: 6, frames: workflow },
      { pc: 2, ra: 6, frames: workflow },
      { pc: 3, ra: 5, frames: `${workflow}/step s` },
      { pc: 4, ra: 5, frames: `${workflow}/step s` },
      { pc: 5, ra: 6, frames: workflow },
      { pc: 6, ra: 8, frames: program },
      { pc: 7, ra: 8, frames: `${program}/agent x` },
      { pc: 8, ra: 8, frames: program },
    ]);
  });

  it('a frame knows who called it and whose block it is', () => {
    const { vm } = prepare(nested);
    for (let count = 0; count < 3; count++) vm.step();
    deepEqual(
      vm.callStack.map(({ callAddress, returnAddress, entity }) => [
        callAddress,
        returnAddress,
        entity,
      ]),
      [
        [0, 8, undefined],
        [0, 6, 1],
        [2, 5, 2],
      ],
    );
  });

  it('a frame begins at the present depth of the stack, which is cut back at its end', () => {
    const { vm } = prepare(
      (b) => {
        b.workflow('w', (w) => {
          b.resolve('Environment', 'A');
          b.step(w, 's', {}, () => b.resolve('Environment', 'A').resolve('Environment', 'A'));
          b.set(w, 'x', 1);
        });
      },
      { environment: { A: 'a' } },
    );
    const seen: number[][] = [];
    do {
      const { stackPointer, framePointer } = vm.registers;
      seen.push([stackPointer, framePointer, vm.stack.size]);
    } while (vm.step() === 'stopped');
    deepEqual(seen, [
      [0, 0, 0],
      [0, 0, 0],
      [1, 0, 1],
      [1, 1, 1],
      [2, 1, 2],
      [1, 0, 1],
    ]);
    deepEqual([vm.registers.stackPointer, vm.stack.size], [0, 0]);
  });

  it('an entity is complete when its block has ended', () => {
    const { vm } = prepare(nested);
    vm.run({ stopBefore: () => vm.registers.programCounter === 4 });
    deepEqual(
      [1, 2].map((id) => vm.declarations.get(id)?.complete),
      [false, false],
    );
    vm.run({ stopBefore: () => vm.registers.programCounter === 5 });
    deepEqual(
      [1, 2].map((id) => vm.declarations.get(id)?.complete),
      [false, true],
    );
  });

  it('a step takes from its definition what its block did not set', () => {
    const { vm } = run((b) => {
      const agent = b.agent('ada');
      b.workflow('w', (w) => {
        const first = b.step(w, 'first', { agentId: agent });
        b.step(
          w,
          'second',
          {
            crewIds: [agent],
            taskIndex: b.text('from the definition'),
            timeout: { value: 5, unit: 'Minutes' },
            parallel: true,
            dependsOn: [first],
            retry: { maxAttempts: 2, delay: { value: 1, unit: 'Seconds' }, backoff: 'Linear' },
          },
          (id) => b.set(id, 'task', 'from the block'),
        );
      });
    });
    deepEqual(vm.config.workflows.get('w')?.steps, [
      { name: 'first', agent: 'ada', task: '', parallel: false, depends_on: [] },
      {
        name: 'second',
        crew: ['ada'],
        task: 'from the block',
        timeout: { value: 5, unit: 'Minutes' },
        parallel: true,
        depends_on: ['first'],
        retry: { max_attempts: 2, delay: { value: 1, unit: 'Seconds' }, backoff: 'Linear' },
      },
    ]);
  });

  const incomplete = [
    ['crew', 'process', 'hierarchical', 'crew "x" is hierarchical and has no manager'],
    ['plugin', 'version', '1', 'plugin "x" has no source'],
  ] as const;
  for (const [kind, key, value, warning] of incomplete) {
    it(`the end of a block warns that ${warning}`, () => {
      const { warnings } = run((b) => {
        if (kind === 'crew') b.crew('x', (id) => b.set(id, key, value));
        else b.other(kind, 'x', (id) => b.set(id, key, value));
      });
      deepEqual(warnings, [warning]);
    });
  }

  it('a jump stays within the frame and out of inner blocks', () => {
    const { vm } = prepare(nested);
    vm.run({ stopBefore: () => vm.registers.programCounter === 5 });
    jumpTo(vm, 1);
    equal(vm.registers.programCounter, 1);
    const outside = 'address 6 is not in the current frame, which goes from 1 to 5';
    const inner = 'address 3 is not in the current frame, which goes from 1 to 5 without 3 to 4';
    for (const [address, message] of [
      [6, outside],
      [0, outside.replace('6', '0')],
      [3, inner],
    ] as const) {
      try {
        jumpTo(vm, address);
        equal('moved', 'refused');
      } catch (problem) {
        equal(problem instanceof Error && problem.message, message);
      }
      equal(vm.registers.programCounter, 1);
    }
  });
});
