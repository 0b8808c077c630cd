import { decodePath, type Instruction, type Module } from '@mso/bytecode';
import type { DataTarget } from './data-target.js';

/** What an instruction does to a target: it may also write it, which its value then shows. */
export type Access = 'reads' | 'writes' | 'may write';

/** The instructions that access a target, by their addresses. */
export function accessesIn(module: Module, target: DataTarget): ReadonlyMap<number, Access> {
  const found = new Map<number, Access>();
  const accessOf = accessTo(module, target);
  module.code.forEach((instruction, address) => {
    const access = accessOf(instruction, address);
    if (access) found.set(address, access);
  });
  return found;
}

type AccessOf = (instruction: Instruction, address: number) => Access | undefined;

function accessTo(module: Module, target: DataTarget): AccessOf {
  switch (target.kind) {
    case 'property':
      return accessToProperty(module, target.entity, target.key);
    case 'cell':
      return (instruction) => accessToCell(instruction, target.address);
    case 'local': {
      const { start, slot } = target;
      const end = module.functions.find((each) => each.kind !== 'builtin' && each.start === start);
      const last = end === undefined || end.kind === 'builtin' ? start : end.end;
      return (instruction, address) => {
        if (address < start || address >= last) return undefined;
        if (!('operand' in instruction) || instruction.operand !== slot) return undefined;
        if (instruction.op === 'StoreVar') return 'writes';
        return instruction.op === 'LoadVar' ? 'reads' : undefined;
      };
    }
  }
}

function accessToProperty(module: Module, entity: number, key: string): AccessOf {
  // The end of a block fills in what the block itself leaves out.
  const ends = new Set(
    module.blocks.filter((block) => block.entity === entity).map(({ end }) => end - 1),
  );
  return (instruction, address) => {
    if (instruction.op === 'SetProperty' && instruction.target === entity) {
      const { parts } = decodePath(module.strings[instruction.keyIndex] ?? '');
      if (parts[0] === key) return 'writes';
    }
    const mayWrite =
      (instruction.op === 'SetCapability' && instruction.agent === entity) ||
      (instruction.op === 'SetSecret' && instruction.context === entity) ||
      (instruction.op === 'DefinePipeline' && instruction.workflow === entity);
    return mayWrite || ends.has(address) ? 'may write' : undefined;
  };
}

function accessToCell(instruction: Instruction, address: number): Access | undefined {
  switch (instruction.op) {
    case 'MemStore':
    case 'MemEmbed':
      return instruction.operand >>> 0 === address ? 'writes' : undefined;
    case 'MemLoad':
      return instruction.operand >>> 0 === address ? 'reads' : undefined;
    case 'SetField':
    case 'AppendArray':
    case 'SetProperty':
    case 'Pipeline':
      return 'may write';
    default:
      return undefined;
  }
}
