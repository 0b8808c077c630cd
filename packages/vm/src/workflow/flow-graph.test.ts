import { deepEqual, equal, throws } from 'node:assert/strict';
import type { PipelineNode } from '@mso/bytecode';
import { Declarations } from '../machine/declarations.js';
import { Memory } from '../machine/memory.js';
import { moduleOf } from '../testing/module-builder.js';
import { type FlowGraph, flowGraph } from './flow-graph.js';

const s = (id: number): PipelineNode => ({ kind: 'Step', id });
const all = (...nodes: PipelineNode[]): PipelineNode => ({ kind: 'Parallel', nodes });
const when = (thenBranch: PipelineNode[], elseBranch?: PipelineNode[]): PipelineNode => ({
  ...{ kind: 'Conditional', condition: 7, thenBranch },
  ...(elseBranch && { elseBranch }),
});

/** The graph of a workflow with steps 2 to 5, called a to d. */
function graphOf(
  pipeline: readonly PipelineNode[] | undefined,
  dependsOn: Readonly<Record<string, string[]>> = {},
): FlowGraph {
  const declarations = new Declarations(
    moduleOf(() => {}),
    new Memory(100, 50),
  );
  const owner = declarations.declare(1, 'workflow', 'w');
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
    const step = declarations.declare(2 + index, 'step', name, 1);
    step.properties.set('depends_on', dependsOn[name] ?? []);
  }
  if (pipeline) declarations.pipelines.set(1, pipeline);
  return flowGraph(declarations, owner);
}

/** Each node as `NAME after NAMES if DECISIONS`, where n0 is the first node behind the steps. */
function describeGraph({ nodes }: FlowGraph): string[] {
  const nameOf = (index: number): string => 'abcd'[index] ?? `n${index - 4}`;
  return nodes.map(({ kind, after, guards, ...node }, index) => {
    const parallel = 'isParallel' in node && node.isParallel ? ' parallel' : '';
    const waits = after.size > 0 ? ` after ${[...after].map(nameOf).sort().join(' ')}` : '';
    const ifs = guards.map(({ decision, branch }) => ` if ${nameOf(decision)}=${branch}`).join('');
    return `${kind} ${nameOf(index)}${parallel}${waits}${ifs}`;
  });
}

const table: readonly (readonly [string, FlowGraph, readonly string[]])[] = [
  ['no pipeline', graphOf(undefined), ['step a', 'step b', 'step c', 'step d']],
  [
    'depends_on alone',
    graphOf(undefined, { b: ['a'], d: ['a', 'c'] }),
    ['step a', 'step b after a', 'step c', 'step d after a c'],
  ],
  [
    'an arrow',
    graphOf([s(3), s(2)]),
    ['step a after n0', 'step b', 'step c', 'step d', 'joint n0 after b'],
  ],
  [
    'branches behind branches, with a joint between them',
    graphOf([all(s(2), s(3)), all(s(4), s(5))]),
    [
      'step a parallel',
      'step b parallel',
      'step c parallel after n0',
      'step d parallel after n0',
      'joint n0 after a b',
    ],
  ],
  [
    'a condition with both branches, and a step behind it',
    graphOf([when([s(2)], [s(3)]), s(4)]),
    [
      'step a after n0 if n0=true',
      'step b after n0 if n0=false',
      'step c after n1',
      'step d',
      'decision n0',
      'joint n1 after a b n0',
    ],
  ],
  [
    'a condition in a condition',
    graphOf([when([when([s(2)])], [s(3)])]),
    [
      'step a after n1 if n1=true',
      'step b after n0 if n0=false',
      'step c',
      'step d',
      'decision n0',
      'decision n1 after n0 if n0=true',
    ],
  ],
  [
    'a step in two branches',
    graphOf([all(when([s(2)]), when([s(2)]))]),
    [
      'step a parallel after n0 n1 if n0=true if n1=true',
      'step b',
      'step c',
      'step d',
      'decision n0',
      'decision n1',
    ],
  ],
  [
    'a step in a branch and outside of it',
    graphOf([all(when([s(2)]), s(2), when([s(2)]))]),
    ['step a parallel after n0 n1', 'step b', 'step c', 'step d', 'decision n0', 'decision n1'],
  ],
  [
    'nothing within brackets and branches',
    graphOf([s(2), all(), when([]), s(3)]),
    [
      'step a',
      'step b after n2',
      'step c',
      'step d',
      'decision n0 after n1',
      'joint n1 after a',
      'joint n2 after n0',
    ],
  ],
];

describe('the graph of a workflow', () => {
  for (const [what, graph, nodes] of table) {
    it(`of ${what}`, () => deepEqual(describeGraph(graph), nodes));
  }

  it('takes an edge for each branch, not for each pair', () => {
    const many = Array.from({ length: 1_000 }, () => s(2));
    const graph = graphOf([all(...many), all(...many.map(() => s(3)))]);
    equal(
      graph.nodes.reduce((edges, { after }) => edges + after.size, 0),
      2,
    );
  });

  it('refuses steps that are not its own', () => {
    throws(() => graphOf([s(9)]), /the pipeline of workflow "w" names step #9/);
    throws(() => graphOf(undefined, { a: ['z'] }), /step "a" depends on "z", which is no step/);
  });
});
