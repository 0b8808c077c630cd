import type { Instruction } from '../instructions.js';

/** The members that hold an instruction's operands, in the order of the instruction table. */
const members: Readonly<Partial<Record<Instruction['op'], readonly string[]>>> = {
  DeclareAgent: ['id'],
  DeclareWorkflow: ['id'],
  DeclareContext: ['id'],
  DeclareCrew: ['id'],
  SetProperty: ['target', 'keyIndex', 'value'],
  SetCapability: ['agent', 'capabilityIndex'],
  SetSecret: ['context', 'keyIndex', 'secret'],
  DefineStep: ['owner', 'step'],
  DefinePipeline: ['workflow', 'nodes'],
  ResolveReference: ['kind', 'index'],
  SetMetadata: ['keyIndex', 'valueIndex'],
  Push: ['value'],
};

export function operandMembers(op: Instruction['op']): readonly string[] {
  return members[op] ?? ['operand'];
}
