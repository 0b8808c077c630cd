import type { Model, SourceSet, TriggerModel, WorkflowModel } from '@mso/language';
import { FlowBuilder } from './flow-builder.js';
import { conditionText, durationText, placeOf, stepFacts } from './step-node.js';
import { Workers } from './workers.js';
import type { WorkflowGraph } from './workflow-graph.js';

/**
 * The graphs of a program's workflows, in the order of their declaration. Of a program with errors
 * there is what could be read: a name that means nothing is in no graph.
 */
export function workflowGraphs(model: Model, sources: SourceSet): readonly WorkflowGraph[] {
  const workers = new Workers(model);
  return model.workflows.map((workflow) => {
    const { nodes, edges, groups } = flowOf(sources, workers, workflow);
    return { ...headOf(sources, workflow), nodes, edges, groups };
  });
}

function headOf(
  sources: SourceSet,
  { name, declaration, trigger, timeout, onError }: WorkflowModel,
): Omit<WorkflowGraph, 'nodes' | 'edges' | 'groups'> {
  return {
    name,
    place: placeOf(sources, declaration),
    ...(trigger && { trigger: triggerText(trigger) }),
    ...(timeout && { timeout: durationText(timeout) }),
    ...(onError && { onError: onError.text }),
  };
}

function flowOf(sources: SourceSet, workers: Workers, workflow: WorkflowModel): FlowBuilder {
  const builder = new FlowBuilder(({ condition }) => ({
    condition: conditionText(sources, condition),
    place: placeOf(sources, condition),
  }));
  for (const step of workflow.steps) {
    const facts = stepFacts(sources, workers, workflow, step);
    builder.step({ kind: 'step', id: `step:${facts.name}`, ...facts });
  }
  if (workflow.pipeline) builder.pipeline(workflow.pipeline.flow);
  for (const { name, dependsOn } of workflow.steps) {
    for (const needed of dependsOn) builder.dependency(name.text, needed.text);
  }
  return builder;
}

const triggerWords = {
  Manual: 'manual',
  Schedule: 'schedule',
  Webhook: 'webhook',
  Event: 'event',
  FileWatch: 'file_watch',
} as const;

function triggerText({ kind, argument }: TriggerModel): string {
  const word = triggerWords[kind];
  return argument === '' ? word : `${word}: ${argument}`;
}
