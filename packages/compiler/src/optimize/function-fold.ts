import { type Instruction, type Module, type OperandInstruction, statementAt } from '@mso/bytecode';
import type { CodeEdit } from './code-edit.js';
import { Arrivals, reachable, targetOf } from './code-paths.js';
import {
  foldBinary,
  foldCall,
  type Known,
  knownValue,
  pushOf,
  setsOverflow,
} from './constant-code.js';
import type { FoldCounts } from './fold-functions.js';
import type { GrowingStrings } from './growing-strings.js';

export interface FoldSetup {
  readonly strings: GrowingStrings;
  readonly counts: FoldCounts;
  readonly foldsArithmetic: boolean;
}

/** One round may make room for another; code of programs needs two or three. */
const roundsMax = 16;

/**
 * Folds the functions of a module, one after the other. A round walks a function from its first
 * instruction to its last and keeps those that are needed on a list, from whose end it takes the
 * known values that an instruction works on. Nothing is moved over a place that a jump leads to,
 * nor from one statement to another.
 */
export class FunctionFold {
  /** How many jumps lead to each instruction. */
  private readonly jumpsTo: Int32Array;
  /** The instructions that are kept so far, by their addresses. */
  private kept: number[] = [];
  /** Where in `kept` the instructions begin that no jump leads between. */
  private straightFrom = 0;
  /** Whether one gets to the next instruction from the one before it. */
  private fallsThrough = true;
  private arrivals: Arrivals;
  private changes = 0;

  constructor(
    private readonly module: Module,
    private readonly edit: CodeEdit,
    private readonly setup: FoldSetup,
  ) {
    this.jumpsTo = new Int32Array(module.code.length + 1);
    this.arrivals = new Arrivals(edit.code, 0, 0);
  }

  run(start: number, end: number): void {
    for (let round = 0; round < roundsMax; round++) {
      this.changes = 0;
      this.arrivals = new Arrivals(this.edit.code, start, end);
      this.lengthenJumps(start, end);
      this.removeUnreachable(start, end);
      this.countJumps(start, end);
      this.kept = [];
      this.straightFrom = 0;
      this.fallsThrough = true;
      for (let address = start; address < end; address++) this.visit(address);
      if (this.changes === 0) return;
    }
  }

  private lengthenJumps(start: number, end: number): void {
    for (let address = start; address < end; address++) {
      const instruction = this.edit.code[address];
      if (instruction === undefined || !isJump(instruction)) continue;
      const target = this.arrivals.at(targetOf(address, instruction));
      if (target < start || target >= end) continue;
      const operand = target - address - 1;
      if (operand === instruction.operand) continue;
      this.edit.replace(address, { op: instruction.op, operand });
      this.count('jumps');
    }
  }

  private removeUnreachable(start: number, end: number): void {
    const reached = reachable(this.edit.code, start, end);
    for (let address = start; address < end; address++) {
      if (reached[address - start] === 1 || this.edit.code[address] === undefined) continue;
      this.edit.remove(address);
      this.count('unreachable');
    }
  }

  private countJumps(start: number, end: number): void {
    this.jumpsTo.fill(0, start, end);
    for (let address = start; address < end; address++) {
      const instruction = this.edit.code[address];
      if (instruction && isJump(instruction)) this.addJump(targetOf(address, instruction), 1);
    }
  }

  private addJump(target: number, count: number): void {
    this.jumpsTo[target] = (this.jumpsTo[target] ?? 0) + count;
  }

  private visit(address: number): void {
    const instruction = this.edit.code[address];
    if (instruction === undefined) return;
    if (!this.fallsThrough && this.jumpsTo[address] === 0) {
      if (isJump(instruction)) this.addJump(targetOf(address, instruction), -1);
      this.edit.remove(address);
      this.count('unreachable');
      return;
    }
    this.endJumpsTo(address);
    if ((this.jumpsTo[address] ?? 0) > 0) this.straightFrom = this.kept.length;
    this.fallsThrough = true;
    this.keepOrFold(address, instruction);
  }

  /** A jump to the instruction behind it is none. */
  private endJumpsTo(address: number): void {
    const last = this.kept.at(-1);
    const instruction = last === undefined ? undefined : this.edit.code[last];
    if (last === undefined || instruction === undefined || !isJump(instruction)) return;
    const target = targetOf(last, instruction);
    if (target <= last || target > address) return;
    this.addJump(target, -1);
    this.count('jumps');
    if (instruction.op === 'JumpIf') return this.edit.replace(last, { op: 'Pop' });
    this.edit.remove(last);
    this.kept.pop();
    this.straightFrom = Math.min(this.straightFrom, this.kept.length);
  }

  private keepOrFold(address: number, instruction: Instruction): void {
    if (instruction.op === 'Nop') {
      this.edit.remove(address);
      return this.count('idle');
    }
    if (instruction.op === 'Not' && this.endsWith(producesBool, isNot)) {
      this.removeLast(1);
      this.edit.remove(address);
      return this.count('idle', 2);
    }
    // A list that is pushed leaves the flag `zero` otherwise than its truth value, and what fails
    // behind the jump lets it be seen.
    if (
      instruction.op === 'JumpIf' &&
      this.endsWith(isNot, isNot) &&
      this.setsZeroAt(targetOf(address, instruction), address) &&
      this.setsZeroAt(address + 1, address)
    ) {
      this.removeLast(2);
      this.count('idle', 2);
    }
    if (instruction.op === 'JumpIf' && this.decide(address, instruction)) return;
    if (this.compute(address, instruction)) return this.count('folded');
    this.kept.push(address);
    this.fallsThrough = !['Jump', 'Return', 'Halt'].includes(instruction.op);
  }

  /** Whether the last instructions are of these kinds, with no jump that leads between them. */
  private endsWith(...kinds: readonly IsKind[]): boolean {
    const first = this.kept.length - kinds.length;
    if (first < this.straightFrom) return false;
    return kinds.every((isKind, index) => {
      const instruction = this.edit.code[this.kept[first + index] ?? -1];
      return instruction !== undefined && isKind(instruction, this.module);
    });
  }

  private removeLast(count: number): void {
    for (const each of this.kept.splice(this.kept.length - count)) this.edit.remove(each);
  }

  /** Replaces an instruction and the values it takes by the value that it leaves. */
  private compute(address: number, instruction: Instruction): boolean {
    const taken = valuesTaken(this.module, instruction);
    const values = taken > 0 ? this.lastValues(taken, address) : undefined;
    if (values === undefined) return false;
    if (setsOverflow(instruction.op, values) && !this.setup.foldsArithmetic) return false;
    const result = this.resultOf(instruction, values);
    const push =
      result === undefined ? undefined : pushOf(result, (text) => this.setup.strings.intern(text));
    const first = this.kept.at(-taken);
    if (push === undefined || first === undefined) return false;
    this.edit.replace(first, push);
    this.edit.showAs(first, address);
    this.removeLast(taken - 1);
    this.edit.remove(address);
    return true;
  }

  private resultOf(instruction: Instruction, values: readonly Known[]): Known | undefined {
    const [left = null, right = null] = values;
    if (instruction.op === 'Not') return foldBinary('And', left, true) === false;
    if (instruction.op !== 'Call') return foldBinary(instruction.op, left, right);
    return foldCall(this.module.functions[instruction.operand]?.name ?? '', values);
  }

  /** The values of the last instructions, where they push values that are known. */
  private lastValues(count: number, address: number): Known[] | undefined {
    if (this.kept.length - count < this.straightFrom) return undefined;
    const values: Known[] = [];
    for (const each of this.kept.slice(this.kept.length - count)) {
      const instruction = this.edit.code[each];
      if (instruction?.op !== 'Push' || !this.isSameStatement(each, address)) return undefined;
      const value = knownValue(this.setup.strings.list, instruction.value);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  }

  /**
   * Makes a jump of which is known whether it is taken a plain jump, or nothing. What is executed
   * next sets the flag `zero`, so that it is not missed that the condition did.
   */
  private decide(address: number, instruction: OperandInstruction): boolean {
    const [condition] = this.lastValues(1, address) ?? [];
    const from = this.kept.at(-1);
    if (condition === undefined || from === undefined) return false;
    const isTaken = foldBinary('And', condition, true) === true;
    const target = targetOf(address, instruction);
    if (!this.setsZeroAt(isTaken ? target : address + 1, address)) return false;
    this.edit.remove(address);
    if (isTaken) {
      this.edit.replace(from, { op: 'Jump', operand: target - from - 1 });
      this.edit.showAs(from, address);
      this.fallsThrough = false;
    } else {
      this.addJump(target, -1);
      this.removeLast(1);
    }
    this.count('folded');
    return true;
  }

  private setsZeroAt(next: number, address: number): boolean {
    const arrival = this.arrivals.at(next);
    const instruction = this.edit.code[arrival];
    if (instruction === undefined || !setsZero.has(instruction.op)) return false;
    // A container takes memory, of which there may be none left.
    if (instruction.op === 'Push' && !plainKinds.has(instruction.value.kind)) return false;
    return this.isSameStatement(arrival, address);
  }

  private isSameStatement(one: number, other: number): boolean {
    const { debug } = this.module;
    return debug === undefined || statementAt(debug, one) === statementAt(debug, other);
  }

  private count(what: keyof FoldCounts, instructions = 1): void {
    this.setup.counts[what] += instructions;
    this.changes++;
  }
}

function isJump(instruction: Instruction): instruction is OperandInstruction & {
  readonly op: 'Jump' | 'JumpIf';
} {
  return instruction.op === 'Jump' || instruction.op === 'JumpIf';
}

/** Instructions that set the flag `zero` and cannot fail. */
const setsZero: ReadonlySet<string> = new Set(['Push', 'LoadVar', 'LoadRef', 'Dup', 'Return']);

/** What can be pushed without making something of it. */
const plainKinds: ReadonlySet<string> = new Set([
  ...['String', 'Number', 'Bool', 'Duration', 'Null', 'Reference'],
]);

type IsKind = (instruction: Instruction, module: Module) => boolean;

/** Twice `Not` makes a truth value of something: of a truth value itself. */
function isNot({ op }: Instruction): boolean {
  return op === 'Not';
}

function producesBool(instruction: Instruction, { functions }: Module): boolean {
  if (instruction.op !== 'Call') return boolOps.has(instruction.op);
  const called = functions[instruction.operand];
  return called?.kind === 'builtin' && boolFunctions.has(called.name);
}

const boolOps: ReadonlySet<string> = new Set([
  ...['Eq', 'Ne', 'Lt', 'Le', 'Gt', 'Ge', 'And', 'Or', 'Not'],
]);

const boolFunctions: ReadonlySet<string> = new Set([
  ...['in', 'matches', 'contains', 'startsWith', 'endsWith'],
  ...['has .', 'has []', 'has $', 'has @', 'has @[]', 'has name'],
]);

const binary: ReadonlySet<string> = new Set([
  ...['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Eq', 'Ne', 'Lt', 'Le', 'Gt', 'Ge', 'And', 'Or'],
]);

/** How many values an instruction takes whose result follows from them alone; else 0. */
function valuesTaken({ functions }: Module, instruction: Instruction): number {
  if (instruction.op === 'Not') return 1;
  if (instruction.op !== 'Call') return binary.has(instruction.op) ? 2 : 0;
  const called = functions[instruction.operand];
  return called?.kind === 'builtin' ? called.parameters : 0;
}
