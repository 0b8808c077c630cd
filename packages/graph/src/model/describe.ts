import type { GraphNode, Retry, StepNode, Worker, WorkflowGraph } from './workflow-graph.js';

/** Says everything about the nodes of a graph, for those who hear it or point at it. */
export class NodeDescriptions {
  private readonly nodes: ReadonlyMap<string, GraphNode>;
  /** The ids of those with an edge to a node. */
  private readonly before = new Map<string, string[]>();

  constructor({ nodes, edges }: WorkflowGraph) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    for (const { from, to } of edges) {
      const known = this.before.get(to);
      if (known) known.push(from);
      else this.before.set(to, [from]);
    }
  }

  of(node: GraphNode): string {
    switch (node.kind) {
      case 'step':
        return this.step(node);
      case 'decision':
        return `decision: ${node.condition}`;
      case 'joint':
        return 'all branches meet';
    }
  }

  private step(step: StepNode): string {
    const { name, worker, when, retry, timeout, isParallel } = step;
    const before = this.stepsBefore(step.id);
    return [
      `step ${name}`,
      worker ? describeWorker(worker) : 'nobody works on it',
      ...(isParallel ? ['in parallel'] : []),
      ...(before.length > 0 ? [`after ${before.join(', ')}`] : []),
      ...this.guards(step),
      ...(when === undefined ? [] : [`when ${when}`]),
      ...(retry && retry.attemptsMax > 1 ? [describeRetry(retry)] : []),
      ...(timeout === undefined ? [] : [`at most ${timeout} an attempt`]),
    ].join('; ');
  }

  private guards({ guards }: StepNode): readonly string[] {
    return guards.map(({ decision, branch }) => {
      const node = this.nodes.get(decision);
      const condition = node?.kind === 'decision' ? node.condition : '';
      return `${branch === 'then' ? 'if' : 'unless'} ${condition}`;
    });
  }

  /** The names of the nearest steps on every way to a node. */
  private stepsBefore(id: string): readonly string[] {
    const names: string[] = [];
    const seen = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const earlier of this.before.get(next) ?? []) {
        if (seen.has(earlier)) continue;
        seen.add(earlier);
        const node = this.nodes.get(earlier);
        if (node?.kind === 'step') names.push(node.name);
        else open.push(earlier);
      }
    }
    return names;
  }
}

export function describeWorker(worker: Worker): string {
  if (worker.kind === 'agent') return `agent ${worker.name}`;
  const { name, process, members } = worker;
  const who = members.length > 0 ? `: ${members.join(', ')}` : '';
  return `${name === undefined ? 'crew' : `crew ${name}`} (${process})${who}`;
}

function describeRetry({ attemptsMax, delay, backoff }: Retry): string {
  return `up to ${attemptsMax} attempts, ${delay} apart, ${backoff}`;
}
