import { deepEqual, equal, ok } from 'node:assert/strict';
import { assemble, instructionTable, type Module, type Op } from '@mso/bytecode';
import { HelixVM } from '@mso/vm';
import { prepareFlow } from '../support/flow.js';

/** What stands before an instruction, and its operand. */
const examples: Readonly<Partial<Record<Op, readonly [before: string, operand: string]>>> = {
  ...{ Push: ['', '1'], Pop: ['1', ''], Dup: ['1', ''], Swap: ['1 2', ''] },
  ...{ LoadVar: ['', '0'], StoreVar: ['1', '0'], LoadRef: ['', '16'] },
  ...{ Jump: ['', '+0'], JumpIf: ['true', '+0'], Call: ['"ab"', 'f1'] },
  ...{ CreateObject: ['', ''], SetField: ['{} 1', '"a"'], GetField: ['{"a"=1}', '"a"'] },
  ...{ CreateArray: ['', ''], AppendArray: ['[] 1', ''] },
  ...{ MemStore: ['1', '20'], MemLoad: ['', '16'], MemEmbed: ['1', '20'] },
  ...{ Add: ['1 2', ''], Sub: ['1 2', ''], Mul: ['1 2', ''], Div: ['1 2', ''], Mod: ['1 2', ''] },
  ...{ Eq: ['1 2', ''], Ne: ['1 2', ''], Lt: ['1 2', ''], Le: ['1 2', ''], Gt: ['1 2', ''] },
  ...{ Ge: ['1 2', ''], And: ['1 2', ''], Or: ['1 2', ''], Not: ['1', ''] },
  ...{ Nop: ['', ''], Halt: ['', ''], Debug: ['', '"a"'] },
};

/** Those that need a workflow. */
const workflowOps = ['Return', 'InvokeAgent', 'InvokeCrew', 'Pipeline'] as const;

/** Those whose result in the example is null, false, or empty. */
const givesNothing: ReadonlySet<string> = new Set([
  ...['LoadVar', 'CreateObject', 'CreateArray', 'Eq', 'Gt', 'Ge', 'Not'],
]);

/** Values before and after, by the picture of the table; a call takes what its function does. */
function pictured(op: Op): number {
  const [before = '', after = ''] = instructionTable[op].stack.split('--');
  const words = (text: string): number => text.split(' ').filter((word) => word !== '').length;
  return words(after) - words(before);
}

function moduleWith(op: Op, pushes: readonly string[], operand: string): Module {
  const result = assemble(
    [
      ...['.mso-assembly 1', '.compiler "1"', '.heap 256', '.string "a"', '.string "ab"'],
      ...['.declarations-end start', '.cell 16 memory #0 "m" key="m"'],
      '.function expression "f" entity=#0 start=start end=end parameters=0 locals=1',
      ...['.builtin "len" 1', '.code', 'Push 7', 'MemStore 16', 'Call f0', 'Pop', 'start:'],
      ...pushes.map((value) => `Push ${value}`),
      ...[`${op} ${operand}`, 'Push 1', 'Return', 'end:'],
    ].join('\n'),
  );
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.module;
}

describe('the machine does what the instruction table says', () => {
  it('which has an example for every instruction of the stack', () => {
    const stackOps = Object.keys(instructionTable).filter(
      (op) => instructionTable[op as Op].tag >= instructionTable.Push.tag,
    );
    deepEqual([...Object.keys(examples), ...workflowOps].sort(), stackOps.sort());
  });

  for (const [name, [before, operand]] of Object.entries(examples)) {
    const op = name as Op;
    for (const flag of [true, false]) {
      it(`${op} with flags that are ${flag}`, () => {
        const pushes = before === '' ? [] : before.split(' ');
        const vm = new HelixVM(moduleWith(op, pushes, operand));
        vm.run({ maxInstructions: 3 + pushes.length });
        equal(vm.registers.programCounter, 4 + pushes.length);
        const depth = vm.stack.size;
        const { flags } = vm.registers;
        [flags.zero, flags.overflow] = [flag, flag];
        vm.run({ maxInstructions: 1 });
        equal(vm.error, undefined);
        equal(vm.stack.size - depth, pictured(op));
        const may = instructionTable[op].flags.split(' ');
        for (const each of ['zero', 'overflow'] as const) {
          const isLeft = vm.registers.flags[each] === flag;
          ok(isLeft || may.includes(each), `${op} changed ${each}`);
          if (!may.includes(each)) continue;
          equal(vm.registers.flags[each], each === 'zero' && givesNothing.has(op));
        }
      });
    }
  }
});

/** Its functions have the others in them. */
const program = `agent "writer" { model = "m" }
crew "pair" { agents = ["writer"] }
workflow "w" {
  step "one" {
    agent = "writer"
    task = "Write"
  }
  step "two" {
    crew = "pair"
    task = "Check"
    depends_on = ["one"]
  }
  pipeline { one -> two }
}
`;

interface Shown {
  readonly depth: number;
  readonly zero: boolean;
  readonly overflow: boolean;
}

/** Looks at the machine before the first instruction of a kind, and when it goes on behind it. */
function around(op: Op, flag: boolean): readonly [before: Shown, behind: Shown] {
  const { vm } = prepareFlow(program);
  const { registers, module } = vm;
  const shown = (): Shown => {
    const { zero, overflow } = vm.registers.flags;
    return { depth: vm.stack.size, zero, overflow };
  };
  vm.run({ stopBefore: () => module.code.at(registers.programCounter)?.op === op });
  equal(vm.executionState.kind, 'Paused');
  const frames = vm.callStack.length;
  const goesOnAt = op === 'Return' ? registers.returnAddress : registers.programCounter + 1;
  [registers.flags.zero, registers.flags.overflow] = [flag, flag];
  const before = shown();
  vm.run({
    resume: true,
    stopBefore: () => registers.programCounter === goesOnAt && vm.callStack.length <= frames,
  });
  equal(vm.executionState.kind, 'Paused');
  return [before, shown()];
}

describe('the machine does what the instruction table says in workflows', () => {
  for (const op of workflowOps) {
    for (const flag of [true, false]) {
      it(`${op} with flags that are ${flag}`, () => {
        const [before, behind] = around(op, flag);
        equal(behind.depth - before.depth, pictured(op));
        equal(behind.overflow, flag);
        equal(instructionTable[op].flags, 'zero');
        // The outputs are texts, and no step fails.
        equal(behind.zero, op === 'Pipeline');
      });
    }
  }
});
