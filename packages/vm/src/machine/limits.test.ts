import { deepEqual, equal } from 'node:assert/strict';
import type { ModuleBuilder } from '../testing/module-builder.js';
import { errorOf, prepare, run } from '../testing/run.js';
import { defaultVMConfig, type VMConfig } from './vm-config.js';

const environment = { A: 'a' };

const pushes =
  (count: number) =>
  (b: ModuleBuilder): void => {
    for (let index = 0; index < count; index++) b.resolve('Environment', 'A');
  };

const agents =
  (count: number) =>
  (b: ModuleBuilder): void => {
    for (let index = 0; index < count; index++) b.agent(`a${index}`);
  };

/** Blocks in blocks, which no source can write so deep. */
const nested =
  (depth: number) =>
  (b: ModuleBuilder): void => {
    const inner = (left: number): void => {
      if (left > 0) b.agent(`a${left}`, () => inner(left - 1));
    };
    inner(depth);
  };

interface Limit {
  readonly what: string;
  readonly option: keyof VMConfig;
  readonly program: (count: number) => (b: ModuleBuilder) => void;
  /** What the program uses beside what is counted. */
  readonly besides: number;
  readonly error: (limit: number) => string;
}

const limits: readonly Limit[] = [
  {
    what: 'values on the stack',
    option: 'maxStackSize',
    program: pushes,
    besides: 0,
    error: () => 'StackOverflow: Stack overflow',
  },
  {
    what: 'cells of memory',
    option: 'maxMemory',
    program: agents,
    besides: 0,
    error: (limit) =>
      `MemoryAccessViolation: Invalid memory access at address ${16 + limit}: ` +
      `all ${limit} cells are in use`,
  },
  {
    what: 'call frames, the program among them',
    option: 'maxCallDepth',
    program: nested,
    besides: 1,
    error: (limit) => `StackOverflow: Stack overflow: ${limit} call frames`,
  },
];

describe('limits', () => {
  it('are those of the documentation unless they are set', () => {
    deepEqual(defaultVMConfig, {
      maxStackSize: 1024,
      maxMemory: 65_536,
      maxCallDepth: 256,
      enableGc: false,
      gcThreshold: 1000,
    });
    deepEqual(prepare(() => {}, { config: { maxStackSize: 5 } }).vm.vmConfig, {
      ...defaultVMConfig,
      maxStackSize: 5,
    });
  });

  for (const { what, option, program, besides, error } of limits) {
    for (const limit of [3, defaultVMConfig[option] as number]) {
      const config = { [option]: limit };
      it(`${limit} ${what} are allowed`, () => {
        equal(errorOf(program(limit - besides), { environment, config }), 'Halted');
      });
      it(`${limit + 1} ${what} are too many for a limit of ${limit}`, () => {
        equal(errorOf(program(limit - besides + 1), { environment, config }), error(limit));
      });
    }
  }

  it('a stack that overflows keeps what it held', () => {
    const { vm } = run(pushes(4), { environment, config: { maxStackSize: 3 } });
    equal(vm.stack.size, 3);
    equal(vm.registers.stackPointer, 3);
    equal(vm.registers.programCounter, 3);
  });

  it('the figures of a run have their peaks', () => {
    const { vm } = prepare(
      (b) => {
        b.workflow('w', (w) => {
          b.step(w, 's', {}, () => pushes(2)(b));
          b.step(w, 't');
        });
        b.agent('a');
      },
      { environment },
    );
    deepEqual(vm.stats, {
      instructionsExecuted: 0,
      stackSize: 0,
      memoryUsage: 0,
      callDepth: 1,
      peakStackSize: 0,
      peakMemoryUsage: 0,
      peakCallDepth: 1,
      collections: 0,
      cellsFreed: 0,
    });
    vm.continueExecution();
    deepEqual(vm.stats, {
      instructionsExecuted: 6,
      stackSize: 0,
      memoryUsage: 4,
      callDepth: 1,
      peakStackSize: 2,
      peakMemoryUsage: 4,
      peakCallDepth: 3,
      collections: 0,
      cellsFreed: 0,
    });
  });
});
