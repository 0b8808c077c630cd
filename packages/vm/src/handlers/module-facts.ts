import type { CodeFunction, Module, PropertyPath } from '@mso/bytecode';
import { SecretReference } from '../values/value.js';

/** What handlers need to know of the whole code, read from it once a module. */
export interface ModuleFacts {
  /** The environment variables that some context of the program names as a secret. */
  readonly secretVariables: ReadonlySet<string>;
  /** Where the program's secrets are to be found, each place once. */
  readonly secrets: readonly SecretReference[];
  /** The environment variables that the program's code reads or names as a secret. */
  readonly environmentVariables: ReadonlySet<string>;
  /** Names of all steps by id; a use may stand above the step's own definition. */
  readonly stepNames: ReadonlyMap<number, string>;
  /** The functions made of instructions by the address of their first. */
  readonly functionsByStart: ReadonlyMap<number, CodeFunction>;
  /** What keys of properties lead to, by their numbers in the pool, once they were asked for. */
  readonly paths: Map<number, PropertyPath>;
  /** What the locals of functions are called, where the module says it. */
  readonly localNames: ReadonlyMap<CodeFunction, readonly string[]>;
  /** What `@path` the cells stand for that are keys of a memory. */
  readonly memoryCells: ReadonlyMap<number, string>;
  /** The cells of what steps yield, by the steps' ids. */
  readonly outputCells: ReadonlyMap<number, readonly number[]>;
}

const known = new WeakMap<Module, ModuleFacts>();

export function factsOf(module: Module): ModuleFacts {
  const facts = known.get(module);
  if (facts) return facts;
  const read = readFacts(module);
  known.set(module, read);
  return read;
}

function readFacts(module: Module): ModuleFacts {
  const secrets = new Map<string, SecretReference>();
  const secretVariables = new Set<string>();
  const environmentVariables = new Set<string>();
  const stepNames = new Map<number, string>();
  module.code.forEach((instruction) => {
    if (instruction.op === 'SetSecret') {
      const { kind, index } = instruction.secret;
      const name = module.strings[index];
      if (name === undefined) return;
      secrets.set(`${kind}:${name}`, new SecretReference(kind, name));
      if (kind !== 'Environment') return;
      secretVariables.add(name);
      environmentVariables.add(name);
    } else if (instruction.op === 'ResolveReference' && instruction.kind === 'Environment') {
      const name = module.strings[instruction.index];
      if (name !== undefined) environmentVariables.add(name);
    } else if (instruction.op === 'DefineStep') {
      const name = module.strings[instruction.step.nameIndex];
      if (name !== undefined) stepNames.set(instruction.step.id, name);
    }
  });
  const functionsByStart = new Map<number, CodeFunction>();
  const localNames = new Map<CodeFunction, readonly string[]>();
  for (const [number, each] of module.functions.entries()) {
    if (each.kind === 'builtin') continue;
    functionsByStart.set(each.start, each);
    const names = module.debug?.localNames.get(number);
    if (names !== undefined) localNames.set(each, names);
  }
  return {
    ...{ secretVariables, environmentVariables, stepNames, functionsByStart, localNames },
    secrets: [...secrets.values()],
    paths: new Map(),
    memoryCells: memoryCellsOf(module),
    outputCells: outputCellsOf(module),
  };
}

function memoryCellsOf({ cells }: Module): ReadonlyMap<number, string> {
  const keys = new Map<number, string>();
  for (const { kind, address, key } of cells) {
    if (kind === 'memory' && key !== undefined) keys.set(address, key);
  }
  return keys;
}

function outputCellsOf({ cells }: Module): ReadonlyMap<number, readonly number[]> {
  const byStep = new Map<number, number[]>();
  for (const { kind, entity, address } of cells) {
    if (kind !== 'output') continue;
    const known = byStep.get(entity);
    if (known) known.push(address);
    else byStep.set(entity, [address]);
  }
  return byStep;
}
