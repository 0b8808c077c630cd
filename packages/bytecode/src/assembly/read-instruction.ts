import { nearest } from '@mso/values';
import type { OperandKind } from '../instruction-info.js';
import type { Instruction } from '../instructions.js';
import { instructionTable, type Op, opOfTag } from '../opcodes.js';
import { referenceKinds, stepFields } from './fields.js';
import type { LineCursor } from './line-cursor.js';
import { operandMembers } from './operand-members.js';
import { numbered, type TextReader } from './text-reader.js';

/** Reads an instruction with the operands that the instruction table gives it. */
export function readInstruction(
  reader: TextReader,
  cursor: LineCursor,
  address: number,
): Instruction {
  const op = readOp(cursor);
  const names = operandMembers(op);
  const instruction: Record<string, unknown> = { op };
  instructionTable[op].operands.forEach((kind, index) => {
    instruction[names[index] ?? 'operand'] = readOperand(reader, cursor, kind, address);
  });
  return instruction as unknown as Instruction;
}

function readOp(cursor: LineCursor): Op {
  const { text } = cursor.current;
  const op = cursor.is('word') ? opOfTag.find((each) => each === text) : undefined;
  if (op === undefined) {
    if (!cursor.is('word')) throw cursor.expected('an instruction');
    const meant = nearest(text, opOfTag);
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
    throw cursor.fail(`there is no instruction ${text}${hint}`);
  }
  cursor.take('word', 'an instruction');
  return op;
}

function readOperand(
  reader: TextReader,
  cursor: LineCursor,
  kind: OperandKind,
  address: number,
): unknown {
  switch (kind) {
    case 'key':
    case 'string':
      return reader.text(cursor);
    case 'value':
      return reader.constant(cursor);
    case 'constant':
      return reader.pushed(cursor);
    case 'secret':
      return reader.secret(cursor);
    case 'step':
      return reader.fields(cursor, stepFields);
    case 'nodes':
      return reader.nodes(cursor);
    case 'offset':
      return reader.offset(cursor, address);
    case 'function':
      return numbered(cursor, 'f', 'f and the number of a function');
    case 'referenceKind':
      return reader.word(cursor, referenceKinds);
    case 'local':
      return reader.integer(cursor, 'the number of a local');
    case 'cell':
      return reader.integer(cursor, 'the address of a cell');
    default:
      return reader.id(cursor);
  }
}
