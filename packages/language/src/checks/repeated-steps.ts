import { warningAt } from '../diagnostic.js';
import type { NameUse } from '../model/model.js';
import type { Flow, FlowNode } from '../syntax/tree.js';
import type { CheckContext, Part } from './context.js';

/**
 * Steps that two parallel branches hold. One after the other they wait for themselves, which is
 * a cycle; in the two branches of a condition only one of them runs.
 */
export function checkRepeatedSteps(context: CheckContext): (part: Part) => void {
  return ({ workflow }) => {
    if (workflow?.pipeline) stepsOfFlow(context, workflow.pipeline.flow);
  };
}

type Steps = Map<string, NameUse>;

function stepsOfFlow(context: CheckContext, { nodes }: Flow): Steps {
  let steps: Steps = new Map();
  for (const node of nodes) {
    if (node.kind === 'StepNode') addStep(steps, node.name);
    else steps = merge(steps, stepsOfNode(context, node));
  }
  return steps;
}

function addStep(steps: Steps, use: NameUse): void {
  if (!steps.has(use.text)) steps.set(use.text, use);
}

function stepsOfNode(context: CheckContext, node: FlowNode): Steps {
  switch (node.kind) {
    case 'StepNode':
      return new Map([[node.name.text, node.name]]);
    case 'ParallelNode': {
      const branches = node.branches.map((branch) => stepsOfNode(context, branch));
      return branches.reduce((all, branch) => mergeParallel(context, all, branch), new Map());
    }
    case 'ConditionalNode': {
      const steps = stepsOfFlow(context, node.thenFlow);
      return node.elseFlow === undefined
        ? steps
        : merge(steps, stepsOfFlow(context, node.elseFlow));
    }
  }
}

/** The smaller one is copied, so that deep nesting stays cheap. */
function merge(left: Steps, right: Steps): Steps {
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  for (const use of small.values()) addStep(large, use);
  return large;
}

function mergeParallel({ report }: CheckContext, all: Steps, branch: Steps): Steps {
  const [small, large] = all.size < branch.size ? [all, branch] : [branch, all];
  for (const name of small.keys()) {
    const [first, second] = [all.get(name), branch.get(name)];
    if (!large.has(name) || first === undefined || second === undefined) continue;
    const message = `step '${name}' stands in two branches; it runs once`;
    const related = [{ span: first, message: 'the first one' }];
    const hint = 'leave it out of one of them';
    report(warningAt(second, 'W0312', message, { hint, related }));
  }
  return merge(all, branch);
}
