import type { PipelineNode } from '@mso/bytecode';
import {
  type ConditionalNode,
  expressionText,
  type Flow,
  type FlowNode,
  type Member,
  type Name,
  type PipelineMember,
  type PipelineModel,
  type Property,
  type SourceFile,
  type StepModel,
  type TriggerModel,
  type WorkflowModel,
} from '@mso/language';
import type { Emitter } from './emitter.js';
import type { Ids } from './ids.js';
import { emitRetry, emitStep, type StepOwner, stepIdsOf } from './steps.js';
import {
  below,
  effectiveMembers,
  effectiveProperties,
  emitConstant,
  emitDuration,
  emitMarker,
  emitNameList,
  emitNames,
  emitProperty,
  stringConstant,
  type Target,
} from './values.js';
import { conditionFunction, type WorkflowCode } from './workflow-code.js';

/** Emits the body of a workflow's block, member by member in source order. */
export function emitWorkflow(code: WorkflowCode, file: SourceFile): void {
  const { emitter, ids, workflow } = code;
  const id = ids.entity(workflow);
  const stepIds = stepIdsOf(ids, workflow.steps);
  const steps = new Map(workflow.steps.map((step) => [step.source, step]));
  const members = workflow.declaration.block?.members ?? [];
  const effective = new Set(effectiveMembers(members));
  for (const member of members) {
    for (const source of stepSources(member)) {
      const step = steps.get(source);
      if (step) emitStep(emitter, ids, { id, stepIds, code }, step);
    }
    if (member.kind === 'PipelineMember') {
      emitPipeline(code, file, { id, stepIds }, member);
    } else if (member.kind === 'Property' && effective.has(member)) {
      emitWorkflowProperty(emitter, id, workflow, member);
    }
  }
}

/** Where a member holds steps: the `step` block itself, or the objects of `steps = [ … ]`. */
function stepSources(member: Member): StepModel['source'][] {
  if (member.kind === 'Section') return [member];
  if (member.kind !== 'Property' || member.key.text !== 'steps') return [];
  return member.value.kind === 'Array'
    ? member.value.items.filter((item) => item.kind === 'Object')
    : [];
}

function emitWorkflowProperty(
  emitter: Emitter,
  id: number,
  workflow: WorkflowModel,
  property: Property,
): void {
  const target: Target = { id, path: [property.key.text] };
  switch (property.key.text) {
    case 'steps':
      return;
    case 'trigger':
      return emitTrigger(emitter, target, property, workflow.trigger);
    case 'timeout':
      if (workflow.timeout) return emitDuration(emitter, target, workflow.timeout, property);
      break;
    case 'retry':
      if (workflow.retry) return emitRetry(emitter, target, workflow.retry);
      break;
    case 'outputs':
      return emitNameList(emitter, target, property);
  }
  emitProperty(emitter, target, property);
}

const triggerWords = {
  Manual: 'manual',
  Schedule: 'schedule',
  Webhook: 'webhook',
  Event: 'event',
  FileWatch: 'file_watch',
} as const;

/**
 * A trigger as `kind:argument`; the other fields of the object form go to `trigger_options`.
 *
 * `trigger` is absent where the kind is looked up when the program runs.
 */
function emitTrigger(
  emitter: Emitter,
  target: Target,
  property: Property,
  trigger: TriggerModel | undefined,
): void {
  const { value } = property;
  const fields = value.kind === 'Object' ? effectiveProperties(value.block.members) : [];
  const type = fields.find(({ key }) => key.text === 'type');
  if (trigger) {
    const word = triggerWords[trigger.kind];
    const text = trigger.kind === 'Manual' ? word : `${word}:${trigger.argument}`;
    emitConstant(emitter, target, stringConstant(emitter, text), property);
  } else {
    emitProperty(emitter, target, type ?? property);
  }
  const options = fields.filter((field) => field !== type);
  if (options.length === 0) return;
  const into: Target = { id: target.id, path: ['trigger_options'] };
  emitMarker(emitter, into, options, property);
  for (const field of options) emitProperty(emitter, below(into, field.key.text), field);
}

function emitPipeline(
  code: WorkflowCode,
  file: SourceFile,
  owner: StepOwner,
  pipeline: PipelineMember,
): void {
  const { emitter } = code;
  emitter.statement(pipeline);
  const nodes = lowerNodes(code, file, owner.stepIds, pipeline.flow.nodes);
  emitter.emit({ op: 'DefinePipeline', workflow: owner.id, nodes }, pipeline);
}

function lowerNodes(
  code: WorkflowCode,
  file: SourceFile,
  steps: ReadonlyMap<string, number>,
  nodes: readonly FlowNode[],
): PipelineNode[] {
  const lower = (flow: Flow) => lowerNodes(code, file, steps, flow.nodes);
  return nodes.flatMap((node): PipelineNode[] => {
    switch (node.kind) {
      case 'StepNode': {
        const id = steps.get(node.name.text);
        return id === undefined ? [] : [{ kind: 'Step', id }];
      }
      case 'ParallelNode':
        return [{ kind: 'Parallel', nodes: lowerNodes(code, file, steps, node.branches) }];
      case 'ConditionalNode': {
        return [
          {
            kind: 'Conditional',
            condition: conditionFunction(code, node.condition, conditionText(file, node)),
            thenBranch: lower(node.thenFlow),
            ...(node.elseFlow && { elseBranch: lower(node.elseFlow) }),
          },
        ];
      }
    }
  });
}

/** The names of a flow's steps in the order in which they are written. */
export function flowNames(flow: Flow): Name[] {
  return flow.nodes.flatMap((node): Name[] => {
    switch (node.kind) {
      case 'StepNode':
        return [node.name];
      case 'ParallelNode':
        return flowNames({ ...flow, nodes: node.branches });
      case 'ConditionalNode':
        return [...flowNames(node.thenFlow), ...(node.elseFlow ? flowNames(node.elseFlow) : [])];
    }
  });
}

/** Emits the body of a top-level `pipeline`: its flow, or its stages. */
export function emitTopPipeline(
  emitter: Emitter,
  ids: Ids,
  file: SourceFile,
  pipeline: PipelineModel,
): void {
  const id = ids.entity(pipeline);
  if (pipeline.flow) {
    const { flow, span } = pipeline.flow;
    emitNames(emitter, { id, path: ['stages'] }, flowNames(flow), span);
    if (flow.nodes.some((node) => node.kind !== 'StepNode')) {
      const text = stringConstant(emitter, describeFlow(file, flow.nodes));
      emitConstant(emitter, { id, path: ['flow'] }, text, span);
    }
  }
  const stepIds = stepIdsOf(ids, pipeline.stages);
  const stages = new Map(pipeline.stages.map((stage) => [stage.source, stage]));
  for (const member of effectiveMembers(pipeline.declaration.block?.members ?? [])) {
    const stage = member.kind === 'Section' ? stages.get(member) : undefined;
    if (stage) emitStep(emitter, ids, { id, stepIds }, stage);
    else if (member.kind === 'Property') {
      emitProperty(emitter, { id, path: [member.key.text] }, member);
    }
  }
}

/** A flow on one line; the names alone would not say what branches. */
export function describeFlow(file: SourceFile, nodes: readonly FlowNode[]): string {
  return nodes.map((node) => describeNode(file, node)).join(' -> ');
}

function describeNode(file: SourceFile, node: FlowNode): string {
  switch (node.kind) {
    case 'StepNode':
      return node.name.text;
    case 'ParallelNode':
      return `[${node.branches.map((branch) => describeNode(file, branch)).join(' | ')}]`;
    case 'ConditionalNode': {
      const { thenFlow, elseFlow } = node;
      const otherwise = elseFlow ? ` else { ${describeFlow(file, elseFlow.nodes)} }` : '';
      const condition = conditionText(file, node);
      return `if ${condition} { ${describeFlow(file, thenFlow.nodes)} }${otherwise}`;
    }
  }
}

function conditionText(file: SourceFile, { condition }: ConditionalNode): string {
  return expressionText(file.text.slice(condition.start, condition.end));
}
