import type { PipelineNode } from '@mso/bytecode';
import type {
  Flow,
  FlowModel,
  FlowNode,
  Member,
  PipelineModel,
  SourceFile,
  StepModel,
  TriggerModel,
  WorkflowModel,
} from '@mso/language';
import type { Emitter } from './emitter.js';
import type { Ids } from './ids.js';
import { emitRetry, emitStep } from './steps.js';
import {
  below,
  emitConstant,
  emitDuration,
  emitNames,
  emitProperty,
  stringConstant,
  type Target,
} from './values.js';

/** Emits the body of a workflow's block, member by member in source order. */
export function emitWorkflow(
  emitter: Emitter,
  ids: Ids,
  file: SourceFile,
  workflow: WorkflowModel,
): void {
  const id = ids.entity(workflow);
  const emitted = new Set<StepModel>();
  for (const member of workflow.declaration.block?.members ?? []) {
    for (const step of workflow.steps) {
      if (emitted.has(step) || !contains(member, step)) continue;
      emitStep(emitter, ids, { id, steps: workflow.steps }, step);
      emitted.add(step);
    }
    if (workflow.pipeline && sameSpan(member, workflow.pipeline.span)) {
      emitPipeline(emitter, ids, file, id, workflow, workflow.pipeline);
    } else if (member.kind === 'Property') {
      emitWorkflowProperty(emitter, id, workflow, member);
    }
  }
}

function contains(member: Member, step: StepModel): boolean {
  return member.start <= step.source.start && step.source.end <= member.end;
}

function sameSpan(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start === b.start && a.end === b.end;
}

function emitWorkflowProperty(
  emitter: Emitter,
  id: number,
  workflow: WorkflowModel,
  property: Member & { kind: 'Property' },
): void {
  const target: Target = { id, path: [property.key.text] };
  switch (property.key.text) {
    case 'steps':
    case 'pipeline':
      return;
    case 'trigger':
      if (workflow.trigger) return emitTrigger(emitter, target, workflow.trigger);
      break;
    case 'timeout':
      if (workflow.timeout) return emitDuration(emitter, target, workflow.timeout, property);
      break;
    case 'retry':
      if (workflow.retry) return emitRetry(emitter, target, workflow.retry);
      break;
    case 'outputs':
      return emitNames(emitter, target, workflow.outputs, property);
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

/** A trigger as `kind:argument`; the fields of the object form go to `trigger_options`. */
function emitTrigger(emitter: Emitter, target: Target, trigger: TriggerModel): void {
  const word = triggerWords[trigger.kind];
  const text = trigger.kind === 'Manual' ? word : `${word}:${trigger.argument}`;
  emitConstant(emitter, target, stringConstant(emitter, text), trigger.property);
  for (const field of trigger.fields) {
    emitProperty(emitter, { id: target.id, path: ['trigger_options', field.key.text] }, field);
  }
}

function emitPipeline(
  emitter: Emitter,
  ids: Ids,
  file: SourceFile,
  id: number,
  workflow: WorkflowModel,
  pipeline: FlowModel,
): void {
  const stepIds = new Map(workflow.steps.map((step) => [step.name.text, ids.step(step)]));
  emitter.statement();
  const nodes = lowerNodes(emitter, file, stepIds, pipeline.flow.nodes);
  emitter.emit({ op: 'DefinePipeline', workflow: id, nodes }, pipeline.span);
}

function lowerNodes(
  emitter: Emitter,
  file: SourceFile,
  steps: ReadonlyMap<string, number>,
  nodes: readonly FlowNode[],
): PipelineNode[] {
  const lower = (flow: Flow) => lowerNodes(emitter, file, steps, flow.nodes);
  return nodes.flatMap((node): PipelineNode[] => {
    switch (node.kind) {
      case 'StepNode': {
        const id = steps.get(node.name.text);
        return id === undefined ? [] : [{ kind: 'Step', id }];
      }
      case 'ParallelNode':
        return [{ kind: 'Parallel', nodes: lowerNodes(emitter, file, steps, node.branches) }];
      case 'ConditionalNode': {
        const text = file.text.slice(node.condition.start, node.condition.end);
        return [
          {
            kind: 'Conditional',
            condition: emitter.constant(stringConstant(emitter, text)),
            thenBranch: lower(node.thenFlow),
            ...(node.elseFlow && { elseBranch: lower(node.elseFlow) }),
          },
        ];
      }
    }
  });
}

/** The names of a flow's steps in the order in which they are written. */
export function flowNames(flow: Flow): string[] {
  return flow.nodes.flatMap((node): string[] => {
    switch (node.kind) {
      case 'StepNode':
        return [node.name.text];
      case 'ParallelNode':
        return flowNames({ ...flow, nodes: node.branches });
      case 'ConditionalNode':
        return [...flowNames(node.thenFlow), ...(node.elseFlow ? flowNames(node.elseFlow) : [])];
    }
  });
}

/** Emits the body of a top-level `pipeline`: the names of its flow, or its stages. */
export function emitTopPipeline(emitter: Emitter, ids: Ids, pipeline: PipelineModel): void {
  const id = ids.entity(pipeline);
  if (pipeline.flow) {
    const { flow, span } = pipeline.flow;
    const names = flowNames(flow).map((text) => ({ text, ...span }));
    emitNames(emitter, { id, path: ['stages'] }, names, span);
  }
  for (const member of pipeline.declaration.block?.members ?? []) {
    const stage = pipeline.stages.find((candidate) => candidate.source === member);
    if (stage) emitStep(emitter, ids, { id, steps: pipeline.stages }, stage);
    else if (member.kind === 'Property') {
      emitProperty(emitter, below({ id, path: [] }, member.key.text), member);
    }
  }
}
