import { type Instruction, instructionTable, type Module, type PushValue } from '@mso/bytecode';
import { factsOf } from '../handlers/module-facts.js';
import { Duration, type Value } from '../values/value.js';

/** Stands in `tags` where a breakpoint is: the loop leaves, and the machine looks closer. */
export const breakpointTag = 255;

/** Stands in `tags` where an instruction is not for the loop. */
export const otherTag = 254;

/** Stands in `tags` where generated code can be entered; lower ones are for the loop. */
export const entryTag = 253;

/**
 * A module's instructions as numbers, for the loop that executes those of the stack.
 *
 * An address is an index into `tags` and `operands`. `tags` have breakpoints in them, `freeTags`
 * have not; in both are the entries of generated code, of which `plainTags` know nothing. The
 * operand of `Push` is an index into `pushed`.
 */
export class DecodedCode {
  readonly tags: Uint8Array;
  readonly freeTags: Uint8Array;
  readonly plainTags: Uint8Array;
  readonly operands: Int32Array;
  readonly pushed: Value[] = [];

  constructor(module: Module) {
    const { code } = module;
    this.plainTags = new Uint8Array(code.length).fill(otherTag);
    this.operands = new Int32Array(code.length);
    const { memoryCells } = factsOf(module);
    code.forEach((instruction, address) => {
      if ('operand' in instruction) this.operands[address] = instruction.operand;
      if (instruction.op === 'Push') this.decodePush(module, address, instruction.value);
      else {
        const tag = loopTagOf(instruction, memoryCells);
        if (tag !== undefined) this.plainTags[address] = tag;
      }
    });
    this.tags = this.plainTags.slice();
    this.freeTags = this.plainTags.slice();
  }

  /** Makes the loop leave before an instruction. */
  setBreakpoint(address: number): void {
    if (address < this.tags.length) this.tags[address] = breakpointTag;
  }

  removeBreakpoint(address: number): void {
    const tag = this.plainTags[address];
    if (tag !== undefined) this.tags[address] = tag;
  }

  /** A container is made anew by each execution, which is not for the loop. */
  private decodePush(module: Module, address: number, value: PushValue): void {
    if (value.kind === 'Array' || value.kind === 'Object' || value.kind === 'Reference') return;
    this.operands[address] = this.pushed.push(constantOf(module, value)) - 1;
    this.plainTags[address] = instructionTable.Push.tag;
  }
}

type Constant = Exclude<PushValue, { readonly kind: 'Array' | 'Object' | 'Reference' }>;

/** The value of a constant; a string that the pool does not have is empty. */
export function constantOf({ strings }: Module, constant: Constant): Value {
  switch (constant.kind) {
    case 'String':
      return strings[constant.index] ?? '';
    case 'Number':
    case 'Bool':
      return constant.value;
    case 'Duration':
      return new Duration(constant.value.value, constant.value.unit);
    case 'Null':
      return null;
  }
}

/** Instructions of the stack that need more than the stack. */
const otherOps: ReadonlySet<string> = new Set([
  ...['LoadRef', 'InvokeAgent', 'InvokeCrew', 'Pipeline', 'Halt', 'Debug'],
]);

const cellOps: ReadonlySet<string> = new Set(['MemStore', 'MemLoad', 'MemEmbed']);

/** The tags of the instructions that the loop executes, if nothing in their operands forbids it. */
const loopTags: ReadonlyMap<string, number> = new Map(
  Object.entries(instructionTable)
    .filter(([op, { tag }]) => tag >= instructionTable.Push.tag && !otherOps.has(op))
    .map(([op, { tag }]) => [op, tag]),
);

/** Undefined where an instruction is not for the loop. */
function loopTagOf(
  instruction: Instruction,
  memoryCells: ReadonlyMap<number, string>,
): number | undefined {
  const { op } = instruction;
  const tag = loopTags.get(op);
  if (tag === undefined || !cellOps.has(op)) return tag;
  // The key of a memory is more than a cell.
  const isKey = 'operand' in instruction && memoryCells.has(instruction.operand >>> 0);
  return isKey ? undefined : tag;
}
