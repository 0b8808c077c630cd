import { deepEqual } from 'node:assert/strict';
import { type WorkflowGraph, workflowGraphs } from '@mso/graph';
import { check, parse, SourceFile, SourceSet } from '@mso/language';
import { type FlowGraph, flowGraph } from '@mso/vm';
import fc from 'fast-check';
import { textOf, workflowSpec } from '../machine/model/random-workflow.js';
import { moduleOfText, runFlow } from '../support/flow.js';

/** Which step or decision comes before which, and what each of them takes to run. */
interface Order {
  /** By the names of steps and the numbers of decisions, without joints. */
  readonly edges: ReadonlySet<string>;
  readonly guards: Readonly<Record<string, readonly string[]>>;
  readonly parallel: readonly string[];
}

function drawnOrder({ nodes, edges }: WorkflowGraph): Order {
  const follows = new Map(nodes.map(({ id }) => [id, new Set<string>()]));
  for (const { from, to } of edges) follows.get(to)?.add(from);
  const nameOf = (id: string): string | undefined =>
    id.startsWith('joint:') ? undefined : id.replace('step:', '');
  return {
    edges: edgesWithoutJoints(
      nodes.map(({ id }) => id),
      (id) => follows.get(id) ?? new Set(),
      nameOf,
    ),
    guards: Object.fromEntries(
      nodes.flatMap(({ id, guards }) => {
        const name = nameOf(id);
        const texts = guards.map(({ decision, branch }) => `${decision} ${branch}`);
        return name === undefined ? [] : [[name, texts]];
      }),
    ),
    parallel: nodes.flatMap((node) => (node.kind === 'step' && node.isParallel ? [node.name] : [])),
  };
}

function machineOrder({ nodes }: FlowGraph): Order {
  let decisions = 0;
  const names = nodes.map((node) => {
    if (node.kind === 'step') return node.step.name;
    return node.kind === 'decision' ? `decision:${++decisions}` : undefined;
  });
  return {
    edges: edgesWithoutJoints(
      [...nodes.keys()],
      (index) => nodes[index]?.after ?? new Set(),
      (index) => names[index],
    ),
    guards: Object.fromEntries(
      nodes.flatMap(({ guards }, index) => {
        const name = names[index];
        const texts = guards.map(
          ({ decision, branch }) => `${names[decision]} ${branch ? 'then' : 'else'}`,
        );
        return name === undefined ? [] : [[name, texts]];
      }),
    ),
    parallel: nodes.flatMap((node) =>
      node.kind === 'step' && node.isParallel ? [node.step.name] : [],
    ),
  };
}

function edgesWithoutJoints<Id>(
  ids: readonly Id[],
  before: (id: Id) => ReadonlySet<Id>,
  nameOf: (id: Id) => string | undefined,
): ReadonlySet<string> {
  const named = (id: Id): readonly string[] =>
    [...before(id)].flatMap((earlier) => nameOf(earlier) ?? named(earlier));
  return new Set(
    ids.flatMap((id) => {
      const name = nameOf(id);
      return name === undefined ? [] : named(id).map((earlier) => `${earlier} -> ${name}`);
    }),
  );
}

/** Every pair of which one comes before the other, on whatever way. */
function closure(edges: ReadonlySet<string>): ReadonlySet<string> {
  const follows = new Map<string, string[]>();
  for (const edge of edges) {
    const [from = '', to = ''] = edge.split(' -> ');
    follows.set(from, [...(follows.get(from) ?? []), to]);
  }
  const reached = (from: string, seen = new Set<string>()): Set<string> => {
    for (const to of follows.get(from) ?? []) if (!seen.has(to)) reached(to, seen.add(to));
    return seen;
  };
  return new Set([...follows.keys()].flatMap((a) => [...reached(a)].map((b) => `${a} -> ${b}`)));
}

describe('the graph that is drawn and the one that the machine runs', () => {
  it('say the same of any workflow', () => {
    let impliedCount = 0;
    fc.assert(
      fc.property(workflowSpec, (spec) => {
        const text = textOf(spec);
        const file = new SourceFile('flow.mso', text);
        const [graph] = workflowGraphs(check(parse(file)).model, new SourceSet([file]));
        const { vm } = runFlow(moduleOfText(text), { workflows: [] });
        const [workflow] = vm.declarations.ofKind('workflow');
        if (graph === undefined || workflow === undefined) throw new Error('there is a workflow');
        const drawn = drawnOrder(graph);
        const run = machineOrder(flowGraph(vm.declarations, workflow));
        deepEqual(drawn.guards, run.guards, text);
        deepEqual(drawn.parallel, run.parallel, text);
        // The machine also has an edge past both branches of a decision. It follows from theirs.
        const extra = [...drawn.edges].filter((edge) => !run.edges.has(edge));
        deepEqual(extra, [], text);
        const left = [...run.edges].filter((edge) => !drawn.edges.has(edge));
        deepEqual(
          left.filter((edge) => !edge.startsWith('decision:')),
          [],
          text,
        );
        deepEqual([...closure(drawn.edges)].sort(), [...closure(run.edges)].sort(), text);
        impliedCount += left.length;
      }),
      { seed: 20_261_126, numRuns: 500 },
    );
    deepEqual(impliedCount > 0, true);
  });
});
