import type { Instruction, PipelineNode, StepDefinition } from './instructions.js';
import type { Module, WorkflowSymbol } from './module.js';

export type MapEntry = (entry: number) => number;

/** A module in which every entry (of a step, a workflow, a condition) is what `map` makes of it. */
export function mapEntries(module: Module, map: MapEntry): Module {
  const workflows = [...module.symbols.workflows].map(
    ([id, symbol]) => [id, withEntry(symbol, map)] as const,
  );
  return {
    ...module,
    symbols: { ...module.symbols, workflows: new Map(workflows) },
    code: module.code.map((instruction) => placed(instruction, map)),
  };
}

function placed(instruction: Instruction, map: MapEntry): Instruction {
  switch (instruction.op) {
    case 'DefineStep':
      return { ...instruction, step: withEntry(instruction.step, map) };
    case 'DefinePipeline':
      return { ...instruction, nodes: placeConditions(instruction.nodes, map) };
    default:
      return instruction;
  }
}

function withEntry<T extends StepDefinition | WorkflowSymbol>(value: T, map: MapEntry): T {
  return value.entry === undefined ? value : { ...value, entry: map(value.entry) };
}

function placeConditions(nodes: readonly PipelineNode[], map: MapEntry): PipelineNode[] {
  return nodes.map((node): PipelineNode => {
    switch (node.kind) {
      case 'Step':
        return node;
      case 'Parallel':
        return { ...node, nodes: placeConditions(node.nodes, map) };
      case 'Conditional':
        return {
          ...node,
          condition: map(node.condition),
          thenBranch: placeConditions(node.thenBranch, map),
          ...(node.elseBranch && { elseBranch: placeConditions(node.elseBranch, map) }),
        };
    }
  });
}
