import { check, parse, SourceFile, SourceSet } from '@mso/language';
import fc from 'fast-check';
import type {
  DecisionNode,
  GraphEdge,
  GraphNode,
  Place,
  StepNode,
  WorkflowGraph,
} from '../model/workflow-graph.js';
import { workflowGraphs } from '../model/workflow-graphs.js';

/** The graphs of a program, which may have errors. */
export function graphsOf(text: string): readonly WorkflowGraph[] {
  const file = new SourceFile('flow.mso', text);
  return workflowGraphs(check(parse(file)).model, new SourceSet([file]));
}

/** The graph of a workflow whose steps a to h have nothing but an agent. */
export function pipelineGraph(pipeline: string, steps = ''): WorkflowGraph {
  const others = [...'abcdefgh'].filter((name) => !steps.includes(`step ${name} `));
  const bare = others.map((name) => `  step ${name} {}`).join('\n');
  const [graph] = graphsOf(
    `agent x {}\nworkflow w {\n  agent = x\n${steps}\n${bare}\n  pipeline { ${pipeline} }\n}\n`,
  );
  if (graph === undefined) throw new Error('the program has a workflow');
  return graph;
}

const place: Place = { file: 'a.mso', line: 3, column: 1, endLine: 4, endColumn: 2 };

/** Any text that a program can hold, and more: quotes, backslashes, halves of characters. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(...'"\\<>&#;|`{}[]() \n\t', 'end', 'style', ':', '&quot;', '\ud800'),
    maxLength: 12,
  }),
);

/** A graph with any texts and any edges, cycles among them. */
export const anyGraph: fc.Arbitrary<WorkflowGraph> = fc
  .tuple(
    fc.uniqueArray(anyText, { minLength: 1, maxLength: 7 }),
    fc.array(anyText, { maxLength: 2 }),
    anyText,
  )
  .chain(([names, conditions, name]) => {
    const nodes: GraphNode[] = [...names.map(stepNode), ...conditions.map(decisionNode)];
    const ids = fc.constantFrom(...nodes.map(({ id }) => id));
    return fc
      .uniqueArray(fc.tuple(ids, ids, fc.constantFrom('then', 'else')), {
        maxLength: 12,
        selector: ([from, to]) => JSON.stringify([from, to]),
      })
      .map((pairs) => ({
        ...{ name, place, nodes, groups: [{ id: 'group:1' }] },
        edges: pairs.map(([from, to, branch]): GraphEdge => {
          const source = nodes.find(({ id }) => id === from);
          const isDecision = source?.kind === 'decision';
          return {
            ...{ from, to, reasons: isDecision ? ['pipeline'] : ['depends_on'] },
            ...(isDecision && { branch, condition: source.condition }),
          };
        }),
      }));
  });

function stepNode(name: string, index: number): StepNode {
  return {
    ...{ kind: 'step', id: `step:${name}`, name, place, guards: [], isParallel: index % 2 === 0 },
    ...(index % 3 === 0 && { group: 'group:1' }),
    worker:
      index % 2 === 0
        ? { kind: 'agent', name, model: name }
        : { kind: 'crew', name, process: 'parallel', members: [name] },
    ...{ when: name, task: name, timeout: '5m' },
    retry: { attemptsMax: 3, delay: '5s', backoff: 'linear' },
  };
}

function decisionNode(condition: string, index: number): DecisionNode {
  return { kind: 'decision', id: `decision:${index}`, condition, place, guards: [] };
}
