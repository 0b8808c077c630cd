import { type Block, decodePath, type Module } from '@mso/bytecode';

/** What a module says about its blocks before it runs. */
export interface DeclaredNames {
  /** The innermost block around an address, the declaring instruction not counted. */
  blockAt(address: number): Block | undefined;
  /** What the locals of the function are called that an address lies in. */
  localsAt(address: number): readonly string[];
  /** The properties that the code sets on an entity. */
  propertiesOf(entity: number): ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export function declaredNames(module: Module): DeclaredNames {
  const properties = new Map<number, Set<string>>();
  for (const instruction of module.code) {
    if (instruction.op !== 'SetProperty') continue;
    const [name] = decodePath(module.strings[instruction.keyIndex] ?? '').parts;
    if (name === undefined) continue;
    const names = properties.get(instruction.target) ?? new Set();
    properties.set(instruction.target, names.add(name));
  }
  for (const { target, name } of otherProperties(module)) {
    properties.set(target, (properties.get(target) ?? new Set()).add(name));
  }
  const innermost = innermostBlocks(module);
  return {
    blockAt: (address) => innermost[address],
    localsAt: (address) => localsAt(module, address),
    propertiesOf: (entity) => properties.get(entity) ?? none,
  };
}

function localsAt({ functions, debug }: Module, address: number): readonly string[] {
  const number = functions.findIndex(
    (each) => each.kind !== 'builtin' && each.start <= address && address < each.end,
  );
  return debug?.localNames.get(number) ?? [];
}

/** The block around each address; inner blocks come behind their outer one and write over it. */
function innermostBlocks({ blocks, code }: Module): readonly (Block | undefined)[] {
  const found = new Array<Block | undefined>(code.length).fill(undefined);
  for (const block of blocks) found.fill(block, block.start + 1, block.end);
  return found;
}

/** Properties that are set by instructions of their own. */
function* otherProperties(module: Module): Iterable<{ target: number; name: string }> {
  for (const instruction of module.code) {
    if (instruction.op === 'SetCapability') {
      yield { target: instruction.agent, name: 'capabilities' };
    } else if (instruction.op === 'SetSecret') {
      yield { target: instruction.context, name: 'secrets' };
    } else if (instruction.op === 'DefinePipeline') {
      yield { target: instruction.workflow, name: 'pipeline' };
    }
  }
}
