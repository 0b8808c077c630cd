import { deepEqual, equal } from 'node:assert/strict';
import { graphsOf, pipelineGraph } from '../testing/graphs.js';
import { NodeDescriptions } from './describe.js';
import type { StepNode, WorkflowGraph } from './workflow-graph.js';

/** `a>b`, `d1?b` where it is taken, `d1:b` where it is not, `a~>b` by depends_on alone. */
function edgesOf({ edges }: WorkflowGraph): string {
  const short = (id: string): string =>
    id.replace('step:', '').replace('decision:', 'd').replace('joint:', 'j');
  return edges
    .map(({ from, to, branch, reasons }) => {
      const arrow = branch === 'then' ? '?' : branch === 'else' ? ':' : '>';
      const isDependency = reasons.length === 1 && reasons[0] === 'depends_on';
      return `${short(from)}${isDependency ? '~' : ''}${arrow}${short(to)}`;
    })
    .join(' ');
}

function stepNamed({ nodes }: WorkflowGraph, name: string): StepNode {
  const found = nodes.find((node) => node.id === `step:${name}`);
  if (found?.kind !== 'step') throw new Error(`there is a step ${name}`);
  return found;
}

const pipelines: readonly (readonly [string, string])[] = [
  ['a -> b -> c', 'a>b b>c'],
  ['a -> [b | c] -> d', 'a>b a>c b>d c>d'],
  ['[a | b] -> [c | d]', 'a>j1 b>j1 j1>c j1>d'],
  ['a -> if 1 { b } -> c', 'a>d1 b>c d1?b d1:c'],
  ['a -> if 1 { b } else { c } -> d', 'a>d1 b>d c>d d1?b d1:c'],
  ['if 1 { } else { b } -> c', 'b>c d1:b d1?c'],
  ['if 1 { } -> a', 'd1>a'],
  ['if 1 { a } else { a } -> b', 'a>b d1>a'],
  ['if 1 { if 2 { a } } -> b', 'a>b d1?d2 d1:b d2?a d2:b'],
  ['[if 1 { a } | b] -> c', 'a>c b>c d1?a d1:c'],
  ['[if 1 { a } | b] -> [c | d]', 'a>j1 b>j1 d1?a d1:j1 j1>c j1>d'],
  ['[a | a] -> b', 'a>b'],
  ['nobody -> a -> nothing -> b', 'a>b'],
];

describe('the graph of a workflow', () => {
  for (const [pipeline, edges] of pipelines) {
    it(`${pipeline} has the edges ${edges}`, () => {
      equal(edgesOf(pipelineGraph(pipeline)), edges);
    });
  }

  it('has an edge once, whether the pipeline, depends_on or both say it', () => {
    const graph = pipelineGraph('a -> b -> c', '  step c { depends_on = [b, a] }\n');
    equal(edgesOf(graph), 'a>b a~>c b>c');
    deepEqual(graph.edges.at(-1)?.reasons, ['depends_on', 'pipeline']);
  });

  it('knows which condition leads where', () => {
    const graph = pipelineGraph('a -> if steps.a.output   < 0.8 { b } else { c -> d } -> e');
    const [decision] = graph.nodes.filter(({ kind }) => kind === 'decision');
    equal(decision?.kind === 'decision' && decision.condition, 'steps.a.output < 0.8');
    deepEqual(
      graph.edges.flatMap(({ branch, condition }) => (branch ? [`${branch} ${condition}`] : [])),
      ['then steps.a.output < 0.8', 'else steps.a.output < 0.8'],
    );
    deepEqual(
      ['b', 'c', 'd', 'e'].map((name) => stepNamed(graph, name).guards.map((each) => each.branch)),
      [['then'], ['else'], ['else'], []],
    );
  });

  it('has a group for brackets that hold several branches, not for brackets in brackets', () => {
    const graph = pipelineGraph('[a | [b | c] | if 1 { [d | e] }] -> [f] -> g');
    deepEqual(graph.groups, [{ id: 'group:1' }, { id: 'group:2', parent: 'group:1' }]);
    const of = (name: string): string | undefined => stepNamed(graph, name).group;
    deepEqual([...'abcdefg'].map(of), [
      ...['group:1', 'group:1', 'group:1', 'group:2', 'group:2'],
      ...[undefined, undefined],
    ]);
    equal(stepNamed(graph, 'f').isParallel, true);
    equal(stepNamed(graph, 'g').isParallel, false);
  });
});

const program = `agent "writer" { model = "gpt-4" }
agent "reader" {}
crew "board" { agents = [writer, reader] process = "consensus" }
workflow "publish" {
  trigger = "schedule:0 6 * * 1"
  timeout = 90m
  on_error = "repair"
  agent = "reader"
  retry { max_attempts = 2 delay = 5s }
  step "draft" {
    agent = "writer"
    task = "Write about \${input.topic}"
    timeout = 10m
    when = input.topic  !=  ""
    retry { max_attempts = 4 delay = 1m backoff = "exponential" }
  }
  step "vote" { crew = ["board"] task = $TASK parallel = true }
  step "check" { crew = ["writer", "board"] }
  step "send" { crew = [writer] depends_on = [draft] }
  step "file" {}
}
workflow "repair" { step "mend" {} }
`;

describe('what a graph says about steps', () => {
  const [publish, repair] = graphsOf(program);
  if (publish === undefined || repair === undefined) throw new Error('there are two workflows');

  it('who works on them, as the compiler decides it', () => {
    const workers = publish.nodes.map((node) => (node.kind === 'step' ? node.worker : undefined));
    deepEqual(workers, [
      { kind: 'agent', name: 'writer', model: 'gpt-4' },
      { kind: 'crew', name: 'board', process: 'consensus', members: ['writer', 'reader'] },
      { kind: 'crew', process: 'sequential', members: ['writer', 'board'] },
      { kind: 'agent', name: 'writer', model: 'gpt-4' },
      { kind: 'agent', name: 'reader' },
    ]);
    equal(stepNamed(repair, 'mend').worker, undefined);
  });

  it('when, how often and how long they run, and where they stand', () => {
    const { when, retry, timeout, task, place } = stepNamed(publish, 'draft');
    deepEqual(
      { when, retry, timeout, task, place },
      {
        when: 'input.topic != ""',
        retry: { attemptsMax: 4, delay: '1m', backoff: 'exponential' },
        timeout: '10m',
        task: 'Write about ${input.topic}',
        place: { file: 'flow.mso', line: 10, column: 3, endLine: 16, endColumn: 4 },
      },
    );
    deepEqual(stepNamed(publish, 'file').retry, {
      ...{ attemptsMax: 2, delay: '5s', backoff: 'fixed' },
    });
    equal(stepNamed(publish, 'vote').task, '$TASK');
    equal(stepNamed(publish, 'vote').isParallel, true);
  });

  it('when and for how long the workflow runs, and what follows a failure', () => {
    const { name, trigger, timeout, onError, place } = publish;
    deepEqual(
      { name, trigger, timeout, onError, line: place.line },
      {
        ...{ name: 'publish', trigger: 'schedule: 0 6 * * 1', timeout: '90m' },
        ...{ onError: 'repair', line: 4 },
      },
    );
  });

  it('in words', () => {
    const descriptions = new NodeDescriptions(publish);
    deepEqual(
      publish.nodes.slice(0, 4).map((node) => descriptions.of(node)),
      [
        'step draft; agent writer; when input.topic != ""; ' +
          'up to 4 attempts, 1m apart, exponential; at most 10m an attempt',
        'step vote; crew board (consensus): writer, reader; in parallel; ' +
          'up to 2 attempts, 5s apart, fixed',
        'step check; crew (sequential): writer, board; up to 2 attempts, 5s apart, fixed',
        'step send; agent writer; after draft; up to 2 attempts, 5s apart, fixed',
      ],
    );
    const graph = pipelineGraph('[a | b] -> [c | d] -> if 1 { e } else { f }');
    const words = new NodeDescriptions(graph);
    const said = graph.nodes.map((node) => words.of(node));
    equal(said[2], 'step c; agent x; in parallel; after a, b');
    equal(said[4], 'step e; agent x; after c, d; if 1');
    equal(said[5], 'step f; agent x; after c, d; unless 1');
    deepEqual(said.slice(-2), ['all branches meet', 'decision: 1']);
  });
});
