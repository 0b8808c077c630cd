import type { StrictOperator } from '@mso/values';
import { callFunction, returnFromFunction } from '../machine/frames.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { isZero, Reference, type Value } from '../values/value.js';
import { append, memberOf, setMember } from './members.js';
import { operate } from './operate.js';
import { Tag } from './tags.js';

/**
 * Executes instructions of the stack from the program counter on, and answers with how many.
 *
 * It leaves before the first instruction that is not its own: a declaration, an invocation, a
 * breakpoint; and when a function has returned to code that is not a function. Everything the
 * machine shows (registers, flags) is kept in variables here and is right again when it leaves,
 * also with a fault: then the counter stands at the instruction that failed, and the values it
 * took are still on the stack.
 *
 * @param tags the module's tags, with or without breakpoints
 * @throws Fault
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one loop, whose state is its variables
export function runStackCode(vm: HelixVM, tags: Uint8Array, budget: number): number {
  const { operands, pushed } = vm.decoded;
  const { stack, memory, registers } = vm;
  const { values, maxSize } = stack;
  const { flags } = registers;
  let pc = registers.programCounter;
  let sp = stack.size;
  let peak = stack.peakSize;
  let locals = vm.currentFrame.locals;
  let produced: Value | undefined;
  let executed = 0;

  try {
    for (; executed < budget; executed++) {
      switch (tags[pc]) {
        case Tag.Push:
          produced = pushed[operands[pc] ?? 0] ?? null;
          break;
        case Tag.LoadVar:
          produced = locals[operands[pc] ?? 0] ?? null;
          break;
        case Tag.StoreVar:
          if (sp <= 0) throw underflow();
          locals[operands[pc] ?? 0] = values[--sp] ?? null;
          pc++;
          continue;
        case Tag.Add: {
          if (sp < 2) throw underflow();
          const right = values[sp - 1] ?? null;
          const left = values[sp - 2] ?? null;
          produced =
            typeof left === 'number' && typeof right === 'number'
              ? checked(left + right, left, right, flags)
              : operateSlowly(vm, '+', pc, sp, peak);
          sp -= 2;
          break;
        }
        case Tag.Sub: {
          if (sp < 2) throw underflow();
          const right = values[sp - 1] ?? null;
          const left = values[sp - 2] ?? null;
          produced =
            typeof left === 'number' && typeof right === 'number'
              ? checked(left - right, left, right, flags)
              : operateSlowly(vm, '-', pc, sp, peak);
          sp -= 2;
          break;
        }
        case Tag.Mul: {
          if (sp < 2) throw underflow();
          const right = values[sp - 1] ?? null;
          const left = values[sp - 2] ?? null;
          produced =
            typeof left === 'number' && typeof right === 'number'
              ? checked(left * right, left, right, flags)
              : operateSlowly(vm, '*', pc, sp, peak);
          sp -= 2;
          break;
        }
        case Tag.Div:
        case Tag.Mod: {
          if (sp < 2) throw underflow();
          const right = values[sp - 1] ?? null;
          const left = values[sp - 2] ?? null;
          const isMod = tags[pc] === Tag.Mod;
          produced =
            typeof left === 'number' && typeof right === 'number' && right !== 0
              ? finite(isMod ? left % right : left / right)
              : operateSlowly(vm, isMod ? '%' : '/', pc, sp, peak);
          flags.overflow = false;
          sp -= 2;
          break;
        }
        case Tag.Lt: {
          if (sp < 2) throw underflow();
          const right = values[sp - 1] ?? null;
          const left = values[sp - 2] ?? null;
          produced =
            typeof left === 'number' && typeof right === 'number'
              ? left < right
              : operateSlowly(vm, '<', pc, sp, peak);
          sp -= 2;
          break;
        }
        case Tag.Le:
        case Tag.Gt:
        case Tag.Ge:
        case Tag.Eq:
        case Tag.Ne: {
          if (sp < 2) throw underflow();
          const right = values[sp - 1] ?? null;
          const left = values[sp - 2] ?? null;
          produced =
            typeof left === 'number' && typeof right === 'number'
              ? compareNumbers(tags[pc] ?? 0, left, right)
              : operateSlowly(vm, comparisons[tags[pc] ?? 0] ?? '==', pc, sp, peak);
          sp -= 2;
          break;
        }
        case Tag.And:
          if (sp < 2) throw underflow();
          produced = !isZero(vm.settled(values[sp - 1])) && !isZero(vm.settled(values[sp - 2]));
          sp -= 2;
          break;
        case Tag.Or:
          if (sp < 2) throw underflow();
          produced = !isZero(vm.settled(values[sp - 1])) || !isZero(vm.settled(values[sp - 2]));
          sp -= 2;
          break;
        case Tag.Not:
          if (sp <= 0) throw underflow();
          produced = isZero(vm.settled(values[--sp]));
          break;
        case Tag.Jump:
          pc += 1 + (operands[pc] ?? 0);
          continue;
        case Tag.JumpIf: {
          if (sp <= 0) throw underflow();
          const value = values[--sp];
          const jumps = typeof value === 'boolean' ? value : !isZero(vm.settled(value));
          pc += jumps ? 1 + (operands[pc] ?? 0) : 1;
          continue;
        }
        case Tag.Pop:
          if (sp <= 0) throw underflow();
          sp--;
          pc++;
          continue;
        case Tag.Dup:
          if (sp <= 0) throw underflow();
          produced = values[sp - 1] ?? null;
          break;
        case Tag.Swap: {
          if (sp < 2) throw underflow();
          const top = values[sp - 1] ?? null;
          values[sp - 1] = values[sp - 2] ?? null;
          values[sp - 2] = top;
          pc++;
          continue;
        }
        case Tag.Call: {
          settle(vm, pc, sp, peak);
          const result = callFunction(vm, operands[pc] ?? 0);
          sp = registers.stackPointer;
          if (result === undefined) {
            pc = registers.programCounter;
            locals = vm.currentFrame.locals;
            continue;
          }
          produced = result;
          break;
        }
        case Tag.Return: {
          if (sp <= 0) throw underflow();
          const result = values[sp - 1] ?? null;
          settle(vm, pc, sp, peak);
          const goesOn = returnFromFunction(vm, result);
          pc = registers.programCounter;
          sp = registers.stackPointer;
          produced = result;
          if (!goesOn) return ++executed;
          locals = vm.currentFrame.locals;
          continue;
        }
        case Tag.CreateObject:
          settle(vm, pc, sp, peak);
          vm.collectWhereDue();
          produced = memory.allocate(new Map());
          break;
        case Tag.CreateArray:
          settle(vm, pc, sp, peak);
          vm.collectWhereDue();
          produced = memory.allocate([]);
          break;
        case Tag.SetField:
          if (sp < 2) throw underflow();
          produced = settleZero(vm, produced);
          setMember(memory, values[sp - 2] ?? null, vm.text(operands[pc]), values[sp - 1] ?? null);
          sp--;
          pc++;
          continue;
        case Tag.GetField:
          if (sp <= 0) throw underflow();
          produced = memberOf(memory, values[sp - 1] ?? null, vm.text(operands[pc]), 'error');
          sp--;
          break;
        case Tag.AppendArray:
          if (sp < 2) throw underflow();
          produced = settleZero(vm, produced);
          append(memory, values[sp - 2] ?? null, values[sp - 1] ?? null, vm.vmConfig.maxMemory);
          sp--;
          pc++;
          continue;
        case Tag.MemLoad:
          produced = memory.load((operands[pc] ?? 0) >>> 0);
          break;
        case Tag.MemStore:
        case Tag.MemEmbed:
          if (sp <= 0) throw underflow();
          produced = settleZero(vm, produced);
          memory.store((operands[pc] ?? 0) >>> 0, values[sp - 1] ?? null);
          sp--;
          pc++;
          continue;
        case Tag.Nop:
          pc++;
          continue;
        default:
          return executed;
      }
      if (sp >= maxSize) throw new Fault('StackOverflow', 'Stack overflow');
      values[sp++] = produced;
      if (sp > peak) peak = sp;
      pc++;
    }
    return executed;
  } finally {
    settle(vm, pc, sp, peak);
    if (produced !== undefined) flags.zero = isZero(vm.settled(produced));
    vm.executedInstructions += executed;
    vm.work += executed;
  }
}

/** Before something in memory changes: `zero` tells what was produced, not what became of it. */
function settleZero(vm: HelixVM, produced: Value | undefined): Value | undefined {
  if (!(produced instanceof Reference)) return produced;
  vm.registers.flags.zero = isZero(vm.settled(produced));
  return undefined;
}

function underflow(): Fault {
  return new Fault('StackUnderflow', 'Stack underflow');
}

const largest = Number.MAX_SAFE_INTEGER;

/** A sum, difference or product of numbers; ints that leave their range set `overflow`. */
function checked(
  result: number,
  left: number,
  right: number,
  flags: { overflow: boolean },
): number {
  const small = result | 0;
  if (small === result) {
    flags.overflow = false;
    return small;
  }
  if (result <= largest && result >= -largest) {
    flags.overflow = false;
    return result;
  }
  if (!Number.isFinite(result)) throw new Fault('LimitExceeded', 'The number is too large');
  flags.overflow = Number.isSafeInteger(left) && Number.isSafeInteger(right);
  return result;
}

/** A quotient or a remainder; no negative zero. */
function finite(result: number): number {
  if (!Number.isFinite(result)) throw new Fault('LimitExceeded', 'The number is too large');
  return result + 0;
}

const comparisons: Readonly<Record<number, StrictOperator>> = {
  [Tag.Le]: '<=',
  [Tag.Gt]: '>',
  [Tag.Ge]: '>=',
  [Tag.Eq]: '==',
  [Tag.Ne]: '!=',
};

function compareNumbers(tag: number, left: number, right: number): boolean {
  switch (tag) {
    case Tag.Le:
      return left <= right;
    case Tag.Gt:
      return left > right;
    case Tag.Ge:
      return left >= right;
    case Tag.Eq:
      return left === right;
    default:
      return left !== right;
  }
}

/** Makes the machine show what the loop has in its variables. */
function settle({ registers, stack }: HelixVM, pc: number, sp: number, peak: number): void {
  registers.programCounter = pc;
  registers.stackPointer = sp;
  stack.settle(sp, peak);
}

/** What may allocate. Its operands are still on the stack, where the collector finds them. */
function operateSlowly(
  vm: HelixVM,
  operator: StrictOperator,
  pc: number,
  sp: number,
  peak: number,
): Value {
  settle(vm, pc, sp, peak);
  vm.collectWhereDue();
  const { values } = vm.stack;
  return operate(vm.memory, operator, values[sp - 2] ?? null, values[sp - 1] ?? null);
}
