import type { Flow, FlowNode, StepModel, WorkflowModel } from '@mso/language';

export interface StepPlace {
  /** From 1; steps with the same number may run side by side. */
  readonly turn: number;
  /** The steps that must be done before, by the pipeline and by `depends_on`. */
  readonly after: readonly string[];
}

/** When the steps of a workflow have their turn; nothing for those on a circle. */
export function orderOfSteps({ steps, pipeline }: WorkflowModel): ReadonlyMap<string, StepPlace> {
  const before = new Map<string, Set<string>>();
  for (const { name, dependsOn } of steps) {
    before.set(name.text, new Set(dependsOn.map(({ text }) => text)));
  }
  if (pipeline !== undefined) addFlow(before, pipeline.flow, []);
  return placesOf(steps, before);
}

/** Adds what a flow says, and returns the steps that its end waits for. */
function addFlow(
  before: ReadonlyMap<string, Set<string>>,
  { nodes }: Flow,
  start: readonly string[],
): readonly string[] {
  return nodes.reduce((ends, node) => addNode(before, node, ends), start);
}

function addNode(
  before: ReadonlyMap<string, Set<string>>,
  node: FlowNode,
  ends: readonly string[],
): readonly string[] {
  switch (node.kind) {
    case 'StepNode': {
      const step = before.get(node.name.text);
      if (step === undefined) return ends;
      for (const end of ends) step.add(end);
      return [node.name.text];
    }
    case 'ParallelNode':
      return distinct(node.branches.flatMap((branch) => addNode(before, branch, ends)));
    case 'ConditionalNode': {
      const done = addFlow(before, node.thenFlow, ends);
      const other = node.elseFlow === undefined ? ends : addFlow(before, node.elseFlow, ends);
      return distinct([...done, ...other]);
    }
  }
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

/** Takes away, turn by turn, the steps that wait for nothing any more. */
function placesOf(
  steps: readonly StepModel[],
  before: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, StepPlace> {
  const places = new Map<string, StepPlace>();
  let waiting = steps.map(({ name }) => name.text);
  for (let turn = 1; waiting.length > 0; turn++) {
    const waits = (name: string): boolean =>
      [...(before.get(name) ?? [])].some((other) => before.has(other) && !places.has(other));
    const ready = waiting.filter((name) => !waits(name));
    if (ready.length === 0) break;
    for (const name of ready) places.set(name, { turn, after: [...(before.get(name) ?? [])] });
    waiting = waiting.filter((name) => !places.has(name));
  }
  return places;
}
