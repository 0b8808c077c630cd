import { declarationTable } from './declaration-table.js';
import type { InstructionInfo } from './instruction-info.js';
import type { Instruction } from './instructions.js';
import { stackTable } from './stack-table.js';

export type Op = Instruction['op'];

/**
 * The instruction table: the one place that says in words which instructions exist and what each
 * takes and does. The machine, the verifier, the assembler, the disassembler, the file format and
 * the documentation are driven by it or held to it by tests.
 */
export const instructionTable: Readonly<Record<Op, InstructionInfo>> = {
  ...declarationTable,
  ...stackTable,
};

/** The instructions' names by their tags. */
export const opOfTag: readonly Op[] = Object.entries(instructionTable)
  .sort(([, { tag: a }], [, { tag: b }]) => a - b)
  .map(([op]) => op as Op);
