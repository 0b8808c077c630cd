import type { ConstantValue, Instruction, Module } from '@mso/bytecode';
import { schema } from '@mso/language';
import { targetOf } from './code-paths.js';

/**
 * Whether the flag `overflow` is clear whenever a function runs, whatever the program is given.
 * The last property that the declarations set must not have set it, and no function may have
 * arithmetic whose numbers are not known.
 */
export function neverOverflows(module: Module): boolean {
  return isClearAfterDeclarations(module) && !hasOpenArithmetic(module);
}

function isClearAfterDeclarations({ code, declarationsEnd, strings }: Module): boolean {
  let isClear = true;
  for (const instruction of code.slice(0, declarationsEnd)) {
    switch (instruction.op) {
      case 'SetProperty':
        isClear = !mayClamp(strings, strings[instruction.keyIndex] ?? '', instruction.value);
        break;
      case 'Add':
      case 'Sub':
      case 'Mul':
        isClear = false;
        break;
      case 'Jump':
      case 'JumpIf':
        return false;
      case 'Call':
        // The function runs here.
        if (!isClear) return false;
        break;
    }
  }
  return isClear;
}

/** Whether a field may be too narrow for a value. */
function mayClamp(strings: readonly string[], key: string, value: ConstantValue): boolean {
  if (!key.split('/').some((part) => numberNames.has(part))) return false;
  switch (value.kind) {
    case 'Number':
      return !isInRange(value.value);
    case 'String': {
      const number = Number(strings[value.index] ?? '');
      return Number.isFinite(number) && !isInRange(number);
    }
    case 'Bool':
    case 'Duration':
    case 'Null':
      return false;
    case 'Stack':
      return true;
  }
}

function isInRange(number: number): boolean {
  return number >= 0 && number <= 0xffff_ffff;
}

/** The names of all properties that are numbers, in whatever block. */
const numberNames: ReadonlySet<string> = new Set(
  Object.values(schema).flatMap(({ properties }) =>
    properties.filter(({ type }) => type === 'number').map(({ name }) => name),
  ),
);

function hasOpenArithmetic({ code, declarationsEnd, functions }: Module): boolean {
  const isTarget = new Uint8Array(code.length + 1);
  code.forEach((instruction, address) => {
    if (instruction.op === 'Jump' || instruction.op === 'JumpIf') {
      isTarget[targetOf(address, instruction)] = 1;
    }
  });
  const makesText = (instruction: Instruction | undefined): boolean => {
    if (instruction?.op === 'Push') return instruction.value.kind === 'String';
    return instruction?.op === 'Call' && functions[instruction.operand]?.name === 'text';
  };
  return code.slice(declarationsEnd).some((instruction, index) => {
    const address = declarationsEnd + index;
    if (instruction.op === 'Sub' || instruction.op === 'Mul') return true;
    if (instruction.op !== 'Add') return false;
    // A text is joined, or refused: numbers are not added.
    return isTarget[address] === 1 || !makesText(code.at(address - 1));
  });
}
