import { builtinNames } from '../functions.js';
import type { Module, StaticCell } from '../module.js';
import type { ModuleIndex } from './module-index.js';
import { isIndex, isUnsigned, type Problems } from './problems.js';

/** Checks what surrounds the code: symbols, functions, blocks, cells, debug information. */
export function verifyTables(index: ModuleIndex, problems: Problems): void {
  const { module } = index;
  const { declarationsEnd, code } = module;
  if (!Number.isInteger(declarationsEnd) || declarationsEnd < 0 || declarationsEnd > code.length) {
    problems.in('declarationsEnd', `${declarationsEnd} is not in the code`);
  }
  verifyTexts(module, problems);
  verifySymbols(index, problems);
  verifyFunctions(index, problems);
  verifyBlocks(module, problems);
  verifyCells(module, problems);
  verifyDebug(module, problems);
}

/** UTF-8 has no half of a character that takes two units: a file would hold another text. */
function verifyTexts({ strings, functions, blocks, cells }: Module, problems: Problems): void {
  strings.forEach((text, number) => {
    if (!text.isWellFormed()) problems.in(`string ${number}`, 'it has half of a character');
  });
  const named = { function: functions, block: blocks, cell: cells };
  for (const [kind, all] of Object.entries(named)) {
    all.forEach(({ name }, number) => {
      if (!name.isWellFormed()) {
        problems.in(`${kind} ${number}`, 'its name has half of a character');
      }
    });
  }
}

function verifySymbols(index: ModuleIndex, problems: Problems): void {
  const { module } = index;
  const { agents, workflows, contexts, crews } = module.symbols;
  const check = (kind: string, id: number, each: number | undefined): void => {
    if (each === undefined || isIndex(each, module.strings.length)) return;
    problems.in(`${kind} #${id}`, `there is no string ${each}`);
  };
  for (const [id, agent] of agents) {
    check('agent', id, agent.nameIndex);
    check('agent', id, agent.modelIndex);
    check('agent', id, agent.roleIndex);
    check('agent', id, agent.backstoryIndex);
    for (const capability of agent.capabilities) check('agent', id, capability);
  }
  for (const [id, { nameIndex, trigger, entry }] of workflows) {
    check('workflow', id, nameIndex);
    check('workflow', id, trigger.argumentIndex);
    if (entry !== undefined && index.functionAt(entry)?.kind !== 'workflow') {
      problems.in(`workflow #${id}`, `no workflow's code starts at ${entry}`);
    }
  }
  for (const [id, { nameIndex, environmentIndex, secrets }] of contexts) {
    check('context', id, nameIndex);
    check('context', id, environmentIndex);
    for (const key of secrets.keys()) check('context', id, key);
    for (const secret of secrets.values()) check('context', id, secret.index);
  }
  for (const [id, { nameIndex }] of crews) check('crew', id, nameIndex);
}

function verifyFunctions(index: ModuleIndex, problems: Problems): void {
  const { functions, code, declarationsEnd } = index.module;
  functions.forEach((each, number) => {
    const say = (message: string): void => problems.in(`function ${number}`, message);
    if (!isUnsigned(each.parameters)) say(`${each.parameters} is no number of parameters`);
    if (each.kind === 'builtin') {
      if (!builtinNames.includes(each.name)) say(`there is no builtin '${each.name}'`);
      return;
    }
    if (!isUnsigned(each.locals) || each.locals < each.parameters) {
      say(`${each.parameters} parameters do not fit into ${each.locals} locals`);
    }
    if (each.locals > localsMax) say(`more than ${localsMax} locals`);
    const isInside = each.start >= declarationsEnd && each.end <= code.length;
    if (!isInside || !isUnsigned(each.start) || !(each.start < each.end)) {
      say(`${each.start} to ${each.end} is no range of the code behind the declarations`);
    }
  });
  index.codeFunctions.forEach((each, number) => {
    const next = index.codeFunctions[number + 1];
    if (next && next.start < each.end) {
      problems.in('functions', `'${each.name}' and '${next.name}' overlap`);
    }
  });
}

/** A frame makes room for all of its locals at once. */
const localsMax = 65_536;

function verifyBlocks({ blocks, declarationsEnd }: Module, problems: Problems): void {
  const open: number[] = [];
  let previous = -1;
  blocks.forEach(({ start, end, name }, number) => {
    const say = (message: string): void => problems.in(`block ${number} '${name}'`, message);
    const isRange = isUnsigned(start) && isUnsigned(end) && start < end && end <= declarationsEnd;
    if (!isRange) return say(`${start} to ${end} is no range of the declarations`);
    if (start <= previous) say('blocks are not in the order of their first instruction');
    previous = start;
    while (open.length > 0 && (open.at(-1) ?? 0) <= start) open.pop();
    if (end > (open.at(-1) ?? declarationsEnd)) say('it ends behind the block around it');
    open.push(end);
  });
}

function verifyCells({ cells, heapBase }: Module, problems: Problems): void {
  if (!isUnsigned(heapBase)) problems.in('heapBase', `${heapBase} is no address`);
  const isTaken = takenBefore(cells);
  for (const { address, name } of cells) {
    if (!isUnsigned(address) || address >= heapBase) {
      problems.in(
        `cell '${name}'`,
        `${address} is not below the heap, which begins at ${heapBase}`,
      );
    }
    if (isTaken(address)) problems.in(`cell '${name}'`, `${address} belongs to another cell`);
  }
}

/** Whether an address was asked about before; compilers number cells in their order. */
function takenBefore(cells: readonly StaticCell[]): (address: number) => boolean {
  let previous = -1;
  const areOrdered = cells.every(({ address }) => {
    const isHigher = address > previous;
    previous = address;
    return isHigher;
  });
  if (areOrdered) return () => false;
  const taken = new Set<number>();
  return (address) => taken.size === taken.add(address).size;
}

const width = 6;

function verifyDebug({ debug, code, functions }: Module, problems: Problems): void {
  if (debug === undefined) return;
  const { table, sources, localNames } = debug;
  if (table.length !== code.length * width) {
    problems.in('debug', `${table.length} numbers for ${code.length} instructions of ${width}`);
    return;
  }
  for (let address = 0; address < code.length && !problems.isFull; address++) {
    const row = address * width;
    const source = table[row] ?? -1;
    if (source === -1) continue;
    if (!isIndex(source, sources.length)) problems.at(address, `there is no source ${source}`);
    // The start and the end of its place, each a line and a column.
    for (let column = row + 1; column < row + 5; column++) {
      if ((table[column] ?? 0) >= 1) continue;
      problems.at(address, 'its place is not in a text');
      break;
    }
  }
  for (const number of localNames.keys()) {
    if (!isIndex(number, functions.length)) problems.in('debug', `there is no function ${number}`);
  }
}
