/** What an operand is, for the disassembly and for checks. */
export type OperandKind =
  | 'agent'
  | 'workflow'
  | 'context'
  | 'crew'
  | 'entity'
  | 'owner'
  | 'key'
  | 'string'
  | 'value'
  | 'secret'
  | 'step'
  | 'nodes'
  | 'referenceKind'
  | 'constant'
  | 'local'
  | 'cell'
  | 'offset'
  | 'function';

export interface InstructionInfo {
  /** The number that stands for the instruction in a file. */
  readonly tag: number;
  readonly operands: readonly OperandKind[];
  /** Before and after the instruction, top of the stack on the right. */
  readonly stack: string;
  /** The flags that the instruction may change, beside `error`. */
  readonly flags: string;
  readonly summary: string;
}
