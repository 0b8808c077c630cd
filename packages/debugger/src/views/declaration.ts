import { decodePath, type Instruction, type Module } from '@mso/bytecode';
import type { HelixVM } from '@mso/vm';

/** Where the instructions are that declare an entity and give it its properties. */
interface Declaration {
  readonly start: number;
  readonly end: number;
  /** By key, what sets a property last; made when the first is asked for. */
  properties?: ReadonlyMap<string, number>;
}

const known = new WeakMap<Module, ReadonlyMap<number, Declaration>>();

/** The instruction that declares an entity; undefined where no block of the program does. */
export function declarationOf({ module }: HelixVM, entity: number): number | undefined {
  return declarationsOf(module).get(entity)?.start;
}

/** The instruction in an entity's block that gives a property its value; the last of several. */
export function propertyDeclarationOf(
  { module }: HelixVM,
  entity: number,
  key: string,
): number | undefined {
  const declaration = declarationsOf(module).get(entity);
  if (declaration === undefined) return undefined;
  declaration.properties ??= propertiesIn(module, entity, declaration);
  return declaration.properties.get(key);
}

function declarationsOf(module: Module): ReadonlyMap<number, Declaration> {
  const found = known.get(module);
  if (found !== undefined) return found;
  const made = new Map(module.blocks.map(({ entity, start, end }) => [entity, { start, end }]));
  known.set(module, made);
  return made;
}

function propertiesIn(
  module: Module,
  entity: number,
  { start, end }: Declaration,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let address = start; address < end; address++) {
    const instruction = module.code.at(address);
    const key = instruction && keySetBy(module, instruction, entity);
    if (key !== undefined) found.set(key, address);
  }
  return found;
}

function keySetBy(
  { strings }: Module,
  instruction: Instruction,
  entity: number,
): string | undefined {
  switch (instruction.op) {
    case 'SetProperty':
      if (instruction.target !== entity) return undefined;
      return decodePath(strings[instruction.keyIndex] ?? '').parts[0];
    case 'SetCapability':
      return instruction.agent === entity ? 'capabilities' : undefined;
    case 'SetSecret':
      return instruction.context === entity ? 'secrets' : undefined;
    case 'DefinePipeline':
      return instruction.workflow === entity ? 'pipeline' : undefined;
    default:
      return undefined;
  }
}
