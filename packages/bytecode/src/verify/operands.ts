import type { OperandKind } from '../instruction-info.js';
import type {
  ConstantValue,
  Instruction,
  OperandInstruction,
  PipelineNode,
  PlainInstruction,
  PushValue,
  StepDefinition,
} from '../instructions.js';
import type { Module } from '../module.js';
import { instructionTable, type Op } from '../opcodes.js';
import type { ModuleIndex } from './module-index.js';
import { isIndex, isUnsigned } from './problems.js';

/** How deep a value or a pipeline may nest: those who walk them must be able to recurse. */
const nestingMax = 1_000;

export type Say = (message: string) => void;

/** Checks what an instruction names: strings, functions, entities, locals. */
export function verifyOperands(
  index: ModuleIndex,
  address: number,
  instruction: Instruction,
  say: Say,
): void {
  const { module } = index;
  switch (instruction.op) {
    case 'DeclareAgent':
      return checkSymbol(module.symbols.agents, instruction.id, 'agent', say);
    case 'DeclareWorkflow':
      return checkSymbol(module.symbols.workflows, instruction.id, 'workflow', say);
    case 'DeclareContext':
      return checkSymbol(module.symbols.contexts, instruction.id, 'context', say);
    case 'DeclareCrew':
      return checkSymbol(module.symbols.crews, instruction.id, 'crew', say);
    case 'SetProperty':
      checkString(module, instruction.keyIndex, say);
      return checkConstant(module, instruction.value, say);
    case 'SetCapability':
      return checkString(module, instruction.capabilityIndex, say);
    case 'SetSecret':
      checkString(module, instruction.keyIndex, say);
      return checkString(module, instruction.secret.index, say);
    case 'DefineStep':
      return checkStep(index, instruction.step, say);
    case 'DefinePipeline':
      return checkNodes(index, instruction.nodes, say);
    case 'ResolveReference':
      return checkString(module, instruction.index, say);
    case 'SetMetadata':
      checkString(module, instruction.keyIndex, say);
      return checkString(module, instruction.valueIndex, say);
    case 'Push':
      return checkPushed(module, instruction.value, say, 0);
    default:
      return checkStackInstruction(index, address, instruction, say);
  }
}

function checkString({ strings }: Module, at: number, say: Say): void {
  if (!isIndex(at, strings.length)) say(`there is no string ${at}; there are ${strings.length}`);
}

function checkSymbol(
  table: ReadonlyMap<number, unknown>,
  id: number,
  kind: string,
  say: Say,
): void {
  if (!table.has(id)) say(`there is no ${kind} #${id}`);
}

function checkConstant(module: Module, value: ConstantValue, say: Say): void {
  if (value.kind === 'String') checkString(module, value.index, say);
  if (value.kind === 'Number') checkNumber(value.value, say);
  if (value.kind === 'Duration') checkNumber(value.value.value, say);
}

function checkNumber(value: number, say: Say): void {
  if (!Number.isFinite(value)) say(`${value} is no number of the machine`);
}

function checkPushed(module: Module, value: PushValue, say: Say, depth: number): void {
  if (depth > nestingMax) return say(`a value is nested deeper than ${nestingMax}`);
  switch (value.kind) {
    case 'Reference':
      if (!isUnsigned(value.address)) say(`${value.address} is no address`);
      return;
    case 'Array':
      for (const item of value.items) checkPushed(module, item, say, depth + 1);
      return;
    case 'Object':
      for (const entry of value.entries) {
        checkString(module, entry.keyIndex, say);
        checkPushed(module, entry.value, say, depth + 1);
      }
      return;
    default:
      checkConstant(module, value, say);
  }
}

function checkStep(index: ModuleIndex, step: StepDefinition, say: Say): void {
  index.stepIds.add(step.id);
  checkString(index.module, step.nameIndex, say);
  if (step.taskIndex !== undefined) checkString(index.module, step.taskIndex, say);
  if (!isUnsigned(step.id)) say(`${step.id} is no id`);
  if (step.entry !== undefined && index.functionAt(step.entry)?.kind !== 'step') {
    say(`no step's code starts at ${step.entry}`);
  }
}

/** Walks with a list of its own: hostile nodes may nest deeper than calls can. */
function checkNodes(index: ModuleIndex, nodes: readonly PipelineNode[], say: Say): void {
  const open = nodes.map((node) => ({ node, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    if (depth > nestingMax) return say(`a pipeline is nested deeper than ${nestingMax}`);
    if (node.kind === 'Step') continue;
    if (node.kind === 'Conditional' && index.functionAt(node.condition)?.kind !== 'expression') {
      say(`no condition's code starts at ${node.condition}`);
    }
    const inner =
      node.kind === 'Parallel' ? node.nodes : [...node.thenBranch, ...(node.elseBranch ?? [])];
    for (const child of inner) open.push({ node: child, depth: depth + 1 });
  }
}

/** What the first operand of each instruction is; undefined of those that have none. */
const operandKinds: ReadonlyMap<Op, OperandKind | undefined> = new Map(
  Object.entries(instructionTable).map(([op, { operands }]) => [op as Op, operands[0]]),
);

function checkStackInstruction(
  index: ModuleIndex,
  address: number,
  instruction: PlainInstruction | OperandInstruction,
  say: Say,
): void {
  const { op } = instruction;
  // A module that was made by hand may hold anything.
  if (!operandKinds.has(op)) return say(`there is no ${op}`);
  if ('operand' in instruction) {
    checkOperand(index, address, operandKinds.get(op), instruction.operand, say);
  }
}

function checkOperand(
  index: ModuleIndex,
  address: number,
  kind: OperandKind | undefined,
  operand: number,
  say: Say,
): void {
  const { module } = index;
  switch (kind) {
    case 'key':
    case 'string':
      return checkString(module, operand, say);
    case 'function':
      if (!isIndex(operand, module.functions.length)) say(`there is no function ${operand}`);
      return;
    case 'local': {
      const locals = index.functionAround(address)?.locals ?? 0;
      if (!isIndex(operand, locals)) say(`there is no local ${operand}; there are ${locals}`);
      return;
    }
    case 'cell':
      if (!isUnsigned(operand)) say(`${operand} is no address`);
      return;
    case 'agent':
      return checkSymbol(module.symbols.agents, operand, 'agent', say);
    case 'crew':
      if (module.symbols.crews.has(operand) || index.stepIds.has(operand)) return;
      return say(`there is no crew #${operand}`);
    case 'workflow':
      return checkSymbol(module.symbols.workflows, operand, 'workflow', say);
    default:
      if (!Number.isInteger(operand)) say(`${operand} is no offset`);
  }
}
