import { errorAt } from '../diagnostic.js';
import type { StepModel } from '../model/model.js';
import type { Flow, FlowNode } from '../syntax/tree.js';
import type { Span } from '../text/span.js';
import { titleOf } from './blocks.js';
import type { CheckContext, Part } from './context.js';

/** What `depends_on` and the pipeline's order say together must be possible. */
export function checkCycles(context: CheckContext): (part: Part) => void {
  return ({ declaration, workflow, pipeline }) => {
    const steps = workflow?.steps ?? pipeline?.stages;
    if (steps === undefined) return;
    const graph = new OrderGraph(steps, workflow?.pipeline?.flow);
    reportCycle(context, graph, titleOf(declaration));
  };
}

function reportCycle({ report }: CheckContext, graph: OrderGraph, owner: string): void {
  const steps = graph.findCycle()?.filter(({ name }) => name !== '') ?? [];
  const last = steps.at(-1);
  if (last === undefined) return;
  const way = [last, ...steps].map(({ name }) => name).join(' -> ');
  const related = steps
    .slice(0, -1)
    .map(({ name, place }) => ({ span: place, message: `'${name}' comes after this` }));
  const message = `circular dependency in ${owner}: ${way}`;
  report(errorAt(last.place, 'CircularDependency', message, { related }));
}

/** One step of a cycle: the vertex reached, and what makes it come after the one before. */
interface Reached {
  /** Empty for the joints between the parts of a pipeline. */
  readonly name: string;
  readonly place: Span;
}

interface Edge {
  readonly target: number;
  readonly place: Span;
}

/**
 * Which step comes before which. A vertex is a step, or a joint where the branches of a
 * pipeline part or meet; joints keep the number of edges linear.
 */
class OrderGraph {
  private readonly names: string[] = [];
  private readonly edges: Edge[][] = [];
  private readonly vertices = new Map<string, number>();
  /** Whether an edge leads to an earlier vertex: a cycle has one. */
  private hasEdgeBack = false;

  constructor(steps: readonly StepModel[], flow: Flow | undefined) {
    for (const { name } of steps) {
      if (!this.vertices.has(name.text)) this.vertices.set(name.text, this.addVertex(name.text));
    }
    for (const { name, dependsOn } of steps) {
      for (const use of dependsOn) {
        this.addEdge(this.vertices.get(use.text), this.vertices.get(name.text), use);
      }
    }
    if (flow !== undefined) this.addFlow(flow, undefined);
  }

  /** The vertices of one cycle in order, or undefined where there is none. */
  findCycle(): readonly Reached[] | undefined {
    if (!this.hasEdgeBack) return undefined;
    const done = new Set<number>();
    for (let vertex = 0; vertex < this.names.length; vertex++) {
      const cycle = done.has(vertex) ? undefined : this.searchFrom(vertex, done);
      if (cycle !== undefined) return cycle;
    }
    return undefined;
  }

  /** Depth first, with a path of its own instead of recursion: chains may be very long. */
  private searchFrom(root: number, done: Set<number>): readonly Reached[] | undefined {
    const path: { vertex: number; place: Span; next: number }[] = [];
    const depthOf = new Map<number, number>();
    const enter = (vertex: number, place: Span): void => {
      depthOf.set(vertex, path.length);
      path.push({ vertex, place, next: 0 });
    };
    enter(root, { start: 0, end: 0 });
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = this.edges[top.vertex]?.[top.next++];
      if (edge === undefined) {
        depthOf.delete(top.vertex);
        done.add(top.vertex);
        path.pop();
        continue;
      }
      const depth = depthOf.get(edge.target);
      if (depth !== undefined) {
        const onCycle = [...path.slice(depth + 1), { vertex: edge.target, place: edge.place }];
        return onCycle.map(({ vertex, place }) => ({ name: this.names[vertex] ?? '', place }));
      }
      if (!done.has(edge.target)) enter(edge.target, edge.place);
    }
    return undefined;
  }

  private addVertex(name: string): number {
    this.edges.push([]);
    return this.names.push(name) - 1;
  }

  private addEdge(from: number | undefined, to: number | undefined, place: Span): void {
    if (from === undefined || to === undefined) return;
    this.edges[from]?.push({ target: to, place });
    if (to <= from) this.hasEdgeBack = true;
  }

  /** Adds a flow that follows `before`, and returns the vertex that its end is. */
  private addFlow(flow: Flow, before: number | undefined): number | undefined {
    let last = before;
    for (const node of flow.nodes) last = this.addNode(node, last) ?? last;
    return last;
  }

  private addNode(node: FlowNode, before: number | undefined): number | undefined {
    switch (node.kind) {
      case 'StepNode': {
        const vertex = this.vertices.get(node.name.text);
        this.addEdge(before, vertex, node.name);
        return vertex;
      }
      case 'ParallelNode': {
        const joint = this.addVertex('');
        for (const branch of node.branches) {
          this.addEdge(this.addNode(branch, before), joint, branch);
        }
        this.addEdge(before, joint, node);
        return joint;
      }
      case 'ConditionalNode': {
        const joint = this.addVertex('');
        this.addEdge(this.addFlow(node.thenFlow, before), joint, node);
        if (node.elseFlow !== undefined) {
          this.addEdge(this.addFlow(node.elseFlow, before), joint, node);
        }
        this.addEdge(before, joint, node);
        return joint;
      }
    }
  }
}
