import type { PipelineNode } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import type { Entity, Value } from '../values/value.js';
import type { InstructionOf } from './execute.js';
import { factsOf } from './module-facts.js';

/** How deep the nodes of a pipeline may nest: those who walk them must be able to recurse. */
const nestingMax = 1_000;

/** Records the nodes for the link. Its workflow may be declared after it. */
export function definePipeline(
  vm: HelixVM,
  { workflow, nodes }: InstructionOf<'DefinePipeline'>,
): void {
  checkNesting(nodes);
  vm.declarations.pipelines.set(workflow, nodes);
  const owner = vm.declarations.get(workflow);
  if (owner) showPipeline(vm, owner);
}

/** Sets on a workflow its pipeline as a person reads it. */
export function showPipeline(vm: HelixVM, owner: Entity): void {
  const nodes = vm.declarations.pipelines.get(owner.id);
  if (nodes === undefined) return;
  owner.properties.set(
    'pipeline',
    new Map<string, Value>([
      ['stages', stepIds(nodes).map((id) => stepName(vm, id))],
      ['flow', describe(vm, nodes)],
    ]),
  );
}

function checkNesting(nodes: readonly PipelineNode[]): void {
  let level = nodes;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > nestingMax) {
      throw new Fault('InvalidInstruction', `a pipeline nests deeper than ${nestingMax} levels`);
    }
    level = level.flatMap(innerNodes);
  }
}

function innerNodes(node: PipelineNode): readonly PipelineNode[] {
  switch (node.kind) {
    case 'Step':
      return [];
    case 'Parallel':
      return node.nodes;
    case 'Conditional':
      return [...node.thenBranch, ...(node.elseBranch ?? [])];
  }
}

/** The ids of a pipeline's steps in the order in which they are written. */
function stepIds(nodes: readonly PipelineNode[]): number[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'Step':
        return [node.id];
      case 'Parallel':
        return stepIds(node.nodes);
      case 'Conditional':
        return [...stepIds(node.thenBranch), ...stepIds(node.elseBranch ?? [])];
    }
  });
}

function describe(vm: HelixVM, nodes: readonly PipelineNode[]): string {
  return nodes.map((node) => describeNode(vm, node)).join(' -> ');
}

function describeNode(vm: HelixVM, node: PipelineNode): string {
  switch (node.kind) {
    case 'Step':
      return stepName(vm, node.id);
    case 'Parallel':
      return `[${node.nodes.map((branch) => describeNode(vm, branch)).join(' | ')}]`;
    case 'Conditional': {
      const otherwise = node.elseBranch ? ` else { ${describe(vm, node.elseBranch)} }` : '';
      const condition = conditionText(vm, node.condition);
      return `if ${condition} { ${describe(vm, node.thenBranch)} }${otherwise}`;
    }
  }
}

function conditionText(vm: HelixVM, entry: number): string {
  const condition = factsOf(vm.module).functionsByStart.get(entry);
  if (condition === undefined) {
    throw new Fault('InvalidInstruction', `no function starts at address ${entry}`);
  }
  return condition.name;
}

function stepName(vm: HelixVM, id: number): string {
  return factsOf(vm.module).stepNames.get(id) ?? `#${id}`;
}
