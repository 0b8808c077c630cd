import type { Instruction, Module, SetProperty } from '@mso/bytecode';
import { CodeEdit } from './code-edit.js';

/**
 * Drops the agents that nothing uses: no step, no crew, no workflow, and no agent that is used
 * itself. Everything else that is declared stays: it says something about the program as a whole.
 *
 * An agent is used where its id or its name stands. Where a program says only when it runs which
 * agent it means, every agent may be meant.
 */
export function dropUnusedAgents(module: Module): { module: Module; agents: number } {
  const unused = unusedAgents(module);
  if (unused.size === 0) return { module, agents: 0 };
  const edit = new CodeEdit(module);
  for (const { entity, start, end } of module.blocks) {
    if (!unused.has(entity)) continue;
    for (let address = start; address < end; address++) edit.remove(address);
  }
  const without = {
    blocks: module.blocks.filter(({ entity }) => !unused.has(entity)),
    cells: module.cells.filter(({ entity }) => !unused.has(entity)),
    symbols: {
      ...module.symbols,
      agents: new Map([...module.symbols.agents].filter(([id]) => !unused.has(id))),
    },
  };
  return { module: edit.apply(without), agents: unused.size };
}

/** Properties that name agents. */
const naming: ReadonlySet<string> = new Set(['agent', 'agents', 'crew', 'manager']);

function unusedAgents(module: Module): ReadonlySet<number> {
  const uses = new Uses(module);
  for (const { agentIds, managerId } of module.symbols.crews.values()) {
    for (const id of agentIds) uses.use(id);
    if (managerId !== undefined) uses.use(managerId);
  }
  for (const instruction of module.code) uses.read(instruction);
  return uses.unused();
}

class Uses {
  private readonly isUsed = new Set<number>();
  private readonly byName = new Map<string, number[]>();
  /** The names that the properties of an agent hold, which count once the agent is used. */
  private readonly namesIn = new Map<number, string[]>();
  private mayBeAny = false;

  constructor(private readonly module: Module) {
    for (const [id, { nameIndex }] of module.symbols.agents) {
      const name = module.strings[nameIndex] ?? '';
      const known = this.byName.get(name);
      if (known) known.push(id);
      else this.byName.set(name, [id]);
    }
  }

  read(instruction: Instruction): void {
    switch (instruction.op) {
      case 'SetProperty':
        return this.readProperty(instruction);
      case 'DefineStep': {
        const { agentId, crewIds = [] } = instruction.step;
        if (agentId !== undefined) this.use(agentId);
        for (const id of crewIds) this.use(id);
        return;
      }
      case 'InvokeAgent':
        return this.use(instruction.operand);
    }
  }

  use(id: number): void {
    const waiting = [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (this.isUsed.has(next)) continue;
      this.isUsed.add(next);
      const names = this.namesIn.get(next) ?? [];
      waiting.push(...names.flatMap((name) => this.byName.get(name) ?? []));
      this.namesIn.delete(next);
    }
  }

  unused(): ReadonlySet<number> {
    if (this.mayBeAny) return new Set();
    return new Set([...this.module.symbols.agents.keys()].filter((id) => !this.isUsed.has(id)));
  }

  private readProperty({ target, keyIndex, value }: SetProperty): void {
    const { strings, symbols } = this.module;
    if (value.kind === 'Stack') {
      const parts = (strings[keyIndex] ?? '').split('/');
      if (!symbols.agents.has(target) && parts.some((part) => naming.has(part))) {
        this.mayBeAny = true;
      }
    } else if (value.kind === 'String') {
      const name = strings[value.index] ?? '';
      if (!this.byName.has(name)) return;
      if (!symbols.agents.has(target) || this.isUsed.has(target)) this.useNamed(name);
      else this.nameIn(target, name);
    }
  }

  private nameIn(agent: number, name: string): void {
    const known = this.namesIn.get(agent);
    if (known) known.push(name);
    else this.namesIn.set(agent, [name]);
  }

  private useNamed(name: string): void {
    for (const id of this.byName.get(name) ?? []) this.use(id);
  }
}
