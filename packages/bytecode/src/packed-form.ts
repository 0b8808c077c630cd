import type { Instruction } from './instructions.js';
import { instructionTable, type Op, opOfTag } from './opcodes.js';

/** Instructions that are more than two numbers and a constant. */
export type WholeInstruction = Extract<
  Instruction,
  { readonly op: 'SetSecret' | 'DefineStep' | 'DefinePipeline' | 'ResolveReference' | 'Push' }
>;

/** What the operands of an instruction are. */
export const packedForm = {
  none: 0,
  /** The id of what is declared. */
  id: 1,
  /** One number: an index, an address, or how far a jump leads. */
  unsigned: 2,
  signed: 3,
  /** Two numbers. */
  capability: 4,
  metadata: 5,
  /** Two numbers and a constant. */
  property: 6,
  whole: 7,
} as const;

const declared: Readonly<Partial<Record<Op, number>>> = {
  ...{ DeclareAgent: packedForm.id, DeclareWorkflow: packedForm.id },
  ...{ DeclareContext: packedForm.id, DeclareCrew: packedForm.id },
  ...{ SetCapability: packedForm.capability, SetMetadata: packedForm.metadata },
  SetProperty: packedForm.property,
  ...{ SetSecret: packedForm.whole, DefineStep: packedForm.whole },
  ...{ DefinePipeline: packedForm.whole, ResolveReference: packedForm.whole },
  Push: packedForm.whole,
};

function formOf(op: Op): number {
  const known = declared[op];
  if (known !== undefined) return known;
  const [operand] = instructionTable[op].operands;
  if (operand === undefined) return packedForm.none;
  return operand === 'offset' ? packedForm.signed : packedForm.unsigned;
}

export const formOfTag: Uint8Array = Uint8Array.from(opOfTag, formOf);
