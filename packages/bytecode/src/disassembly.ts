import type { CodeFunction } from './functions.js';
import type {
  ConstantValue,
  Instruction,
  OperandInstruction,
  PipelineNode,
  PushValue,
} from './instructions.js';
import type { Module } from './module.js';
import { instructionTable } from './opcodes.js';

/** One instruction as text: its name and its operands with names instead of numbers. */
export function describeInstruction(module: Module, instruction: Instruction): string {
  return [instruction.op, ...operands(module, instruction)].join(' ');
}

function operands(module: Module, instruction: Instruction): string[] {
  const text = (index: number): string => JSON.stringify(module.strings[index] ?? '');
  const entity = (id: number): string => `#${id}`;
  switch (instruction.op) {
    case 'DeclareAgent':
    case 'DeclareWorkflow':
    case 'DeclareContext':
    case 'DeclareCrew':
      return [entity(instruction.id), text(nameOf(module, instruction.id))];
    case 'SetProperty':
      return [
        entity(instruction.target),
        text(instruction.keyIndex),
        describeConstant(module, instruction.value),
      ];
    case 'SetCapability':
      return [entity(instruction.agent), text(instruction.capabilityIndex)];
    case 'SetSecret':
      return [
        entity(instruction.context),
        text(instruction.keyIndex),
        `${instruction.secret.kind}(${text(instruction.secret.index)})`,
      ];
    case 'DefineStep':
      return [
        entity(instruction.owner),
        entity(instruction.step.id),
        text(instruction.step.nameIndex),
      ];
    case 'DefinePipeline':
      return [entity(instruction.workflow), describeNodes(module, instruction.nodes, ' -> ')];
    case 'ResolveReference':
      return [instruction.kind, text(instruction.index)];
    case 'SetMetadata':
      return [text(instruction.keyIndex), text(instruction.valueIndex)];
    case 'Push':
      return [describePushed(module, instruction.value)];
    default:
      return 'operand' in instruction ? [describeOperand(module, instruction)] : [];
  }
}

function describePushed(module: Module, value: PushValue): string {
  switch (value.kind) {
    case 'Reference':
      return `@${value.address}`;
    case 'Array':
      return `[${value.items.map((item) => describePushed(module, item)).join(', ')}]`;
    case 'Object': {
      const entries = value.entries.map((entry) => {
        const key = JSON.stringify(module.strings[entry.keyIndex] ?? '');
        return `${key}: ${describePushed(module, entry.value)}`;
      });
      return `{${entries.join(', ')}}`;
    }
    default:
      return describeConstant(module, value);
  }
}

function describeOperand(module: Module, { op, operand }: OperandInstruction): string {
  const [kind] = instructionTable[op].operands;
  switch (kind) {
    case 'key':
    case 'string':
      return JSON.stringify(module.strings[operand] ?? '');
    case 'agent':
    case 'workflow':
    case 'crew':
      return `#${operand}`;
    case 'function':
      return module.functions[operand]?.name ?? String(operand);
    case 'offset':
      return operand < 0 ? String(operand) : `+${operand}`;
    default:
      return String(operand);
  }
}

function nameOf(module: Module, id: number): number {
  const { agents, workflows, contexts, crews } = module.symbols;
  const symbol = agents.get(id) ?? workflows.get(id) ?? contexts.get(id) ?? crews.get(id);
  return symbol?.nameIndex ?? -1;
}

function describeConstant(module: Module, value: ConstantValue): string {
  switch (value.kind) {
    case 'String':
      return JSON.stringify(module.strings[value.index] ?? '');
    case 'Number':
    case 'Bool':
      return String(value.value);
    case 'Duration':
      return `${value.value.value}${value.value.unit.charAt(0).toLowerCase()}`;
    case 'Null':
      return 'null';
    case 'Stack':
      return 'Stack';
  }
}

function describeNodes(module: Module, nodes: readonly PipelineNode[], separator: string): string {
  return nodes.map((node) => describeNode(module, node)).join(separator);
}

function describeNode(module: Module, node: PipelineNode): string {
  switch (node.kind) {
    case 'Step':
      return `#${node.id}`;
    case 'Parallel':
      return `[${describeNodes(module, node.nodes, ' | ')}]`;
    case 'Conditional': {
      const condition = functionAt(module, node.condition)?.name ?? `@${node.condition}`;
      const otherwise = node.elseBranch
        ? ` else { ${describeNodes(module, node.elseBranch, ' -> ')} }`
        : '';
      return `if ${condition} { ${describeNodes(module, node.thenBranch, ' -> ')} }${otherwise}`;
    }
  }
}

function functionAt(module: Module, entry: number): CodeFunction | undefined {
  return module.functions.find(
    (each): each is CodeFunction => each.kind !== 'builtin' && each.start === entry,
  );
}
