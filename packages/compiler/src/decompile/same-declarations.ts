import type { Module, PipelineNode, StepDefinition } from '@mso/bytecode';
import { CodeFacts } from './code-facts.js';
import type { DeclaredEntity } from './declarations.js';
import { Losses } from './losses.js';
import { readDeclarations } from './read-declarations.js';
import { isSame } from './same-module.js';

/** Whether two modules declare the same, whatever their ids, strings and code. */
export function declareTheSame(one: Module, other: Module): boolean {
  return isSame(declaredBy(one), declaredBy(other));
}

/** As plain data; what the order does not matter of is in maps. */
function declaredBy(module: Module): readonly object[] {
  const entities = readDeclarations(module, new Losses());
  const facts = new CodeFacts(module);
  const names = new Map<number, string>();
  for (const { id, kind, name, members } of entities) {
    names.set(id, `${kind} ${name}`);
    for (const member of members) {
      if (member.kind === 'Step') names.set(member.step.id, member.step.name);
    }
  }
  const nameOf = (id: number): string => names.get(id) ?? '';

  const nodeOf = (node: PipelineNode): unknown => {
    switch (node.kind) {
      case 'Step':
        return nameOf(node.id);
      case 'Parallel':
        return { parallel: node.nodes.map(nodeOf) };
      case 'Conditional':
        return {
          condition: facts.functionAt(node.condition)?.name,
          branches: [node.thenBranch.map(nodeOf), node.elseBranch?.map(nodeOf)],
        };
    }
  };
  const definitionOf = (step: StepDefinition): object => ({
    agent: step.agentId === undefined ? undefined : nameOf(step.agentId),
    crew: step.crewIds?.map(nameOf),
    task: step.taskIndex === undefined ? undefined : module.strings[step.taskIndex],
    needs: step.dependsOn.map(nameOf),
    timeout: step.timeout,
    retry: step.retry,
    isParallel: step.parallel,
  });
  const entityOf = ({ kind, name, members, definition }: DeclaredEntity): object => {
    const named = new Map<string, unknown>();
    const listed: unknown[] = [];
    for (const member of members) {
      switch (member.kind) {
        case 'Property':
        case 'Variable':
          named.set(`${member.kind} ${member.key}`, member.value);
          break;
        case 'Capabilities':
          named.set(member.kind, member.words);
          break;
        case 'Secrets':
          named.set(member.kind, new Map(member.secrets.map((each) => [each.key, each])));
          break;
        case 'Step':
          listed.push(entityOf(member.step));
          break;
        case 'Pipeline':
          listed.push(member.nodes.map(nodeOf));
      }
    }
    return { kind, name, named, listed, definition: definition && definitionOf(definition) };
  };
  return entities.map(entityOf);
}
