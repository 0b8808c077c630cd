import { type Module, spanAt } from '@mso/bytecode';
import { nearest } from '@mso/language';
import type { HelixVM } from '@mso/vm';
import type { Placement } from './locations.js';

/** Why there is no place for a breakpoint. */
export interface NoPlace {
  /** `pending`: there may be one later. */
  readonly reason: 'pending' | 'failed';
  readonly message: string;
}

/**
 * Where something of a name begins: the code of a workflow or a step that runs, the question to an
 * agent or a crew; where none of these is in the program, the block that declares it. `*` stands
 * for any letters, and a kind may stand before the name: `step review`.
 */
export function functionPlaces({ module }: HelixVM, pattern: string): Placement | NoPlace {
  const wanted = matcher(pattern);
  const running = [...codePlaces(module, wanted), ...questionPlaces(module, wanted)];
  const blocks = module.blocks.filter(({ kind, name }) => wanted(kind, name));
  const found = running.length > 0 ? running : blocks.map(({ start }) => start);
  const [address, ...others] = found.toSorted((a, b) => a - b);
  if (address !== undefined) return placement(module, address, others);
  const best = nearest(
    pattern,
    module.blocks.map(({ name }) => name),
  );
  const hint = best === undefined ? '' : `; did you mean ${best}?`;
  return { reason: 'failed', message: `the program has nothing named ${pattern}${hint}` };
}

/** The place of an instruction. */
export function instructionPlace(module: Module, address: number): Placement | NoPlace {
  const isThere = address >= 0 && address < module.code.length;
  if (isThere) return placement(module, address, []);
  return { reason: 'failed', message: `there is no instruction at address ${address}` };
}

function placement(module: Module, address: number, others: readonly number[]): Placement {
  const span = module.debug && spanAt(module.debug, address);
  return { address, others, ...(span && { span }) };
}

type Matcher = (kind: string, name: string) => boolean;

function matcher(pattern: string): Matcher {
  const [, kind, plain = ''] = /^(?:(\w+)\s+)?"?(.*?)"?$/.exec(pattern.trim()) ?? [];
  const letters = plain.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${letters.join('.*')}$`, 's');
  return (ownKind, name) => (kind === undefined || kind === ownKind) && expression.test(name);
}

function codePlaces({ functions }: Module, wanted: Matcher): number[] {
  return functions.flatMap((each) => {
    const isNamed = each.kind === 'workflow' || each.kind === 'step';
    return isNamed && wanted(each.kind, each.name) ? [each.start] : [];
  });
}

function questionPlaces(module: Module, wanted: Matcher): number[] {
  const { code, blocks } = module;
  const names = new Map(blocks.map(({ entity, name, kind }) => [entity, { name, kind }]));
  const places: number[] = [];
  code.forEach((instruction, address) => {
    if (instruction.op !== 'InvokeAgent' && instruction.op !== 'InvokeCrew') return;
    const asked = names.get(instruction.operand);
    const isWorker = asked?.kind === 'agent' || asked?.kind === 'crew';
    if (isWorker && wanted(asked.kind, asked.name)) places.push(address);
  });
  return places;
}
