import type { Flow, FlowNode } from '@mso/language';
import type {
  Branch,
  EdgeReason,
  GraphEdge,
  GraphNode,
  Guard,
  ParallelGroup,
} from './workflow-graph.js';

/** What is known of a node before its place in the pipeline is. */
export type NodeFacts = { readonly [Node in GraphNode as Node['kind']]: Facts<Node> }[NodeKind];

type NodeKind = GraphNode['kind'];
type Facts<Node extends GraphNode> = Omit<Node, 'guards' | 'group'>;

/** A decision without its id, which the builder gives. */
export type DecisionFacts = Omit<Extract<NodeFacts, { kind: 'decision' }>, 'kind' | 'id'>;

/** Where a part of the pipeline stands. */
interface Stand {
  readonly guard?: Guard;
  /** Within brackets: its steps run side by side. */
  readonly isParallel: boolean;
  readonly group?: string;
  /** It stands in brackets itself, not in a flow within them. */
  readonly isBranch: boolean;
}

/** A way out of a part of the pipeline: behind a node, or past a decision. */
interface Way {
  readonly node: number;
  readonly branch?: Branch;
}

/** The nodes that a part of the pipeline begins with, and the ways that lead on from it. */
interface Ends {
  readonly first: readonly number[];
  readonly last: readonly Way[];
}

interface BuiltNode {
  readonly facts: NodeFacts;
  guards: Guard[];
  isParallel: boolean;
  group?: string;
}

interface BuiltEdge {
  readonly from: number;
  readonly to: number;
  readonly reasons: Set<EdgeReason>;
  /** Undefined stands for a way that is none of a decision. */
  readonly branches: Set<Branch | undefined>;
}

/**
 * Puts the graph of a workflow together, from its steps and then from its pipeline. What a broken
 * program names and does not have is passed over.
 */
export class FlowBuilder {
  private readonly built: BuiltNode[] = [];
  private readonly indexOfStep = new Map<string, number>();
  private readonly edgeOf = new Map<string, BuiltEdge>();
  private readonly found: ParallelGroup[] = [];
  /** Steps that some place of the pipeline runs in any case. */
  private readonly unguarded = new Set<number>();
  private readonly counts = { decision: 0, joint: 0 };

  constructor(private readonly decisionFacts: (node: ConditionalNode) => DecisionFacts) {}

  /** Adds a step; of two with one name the first counts. */
  step(facts: Extract<NodeFacts, { kind: 'step' }>): void {
    if (this.indexOfStep.has(facts.name)) return;
    this.indexOfStep.set(facts.name, this.add(facts, { isParallel: facts.isParallel }));
  }

  /** Says that a step waits for another one. */
  dependency(step: string, needed: string): void {
    const from = this.indexOfStep.get(needed);
    const to = this.indexOfStep.get(step);
    if (from !== undefined && to !== undefined) this.connect({ node: from }, to, 'depends_on');
  }

  pipeline({ nodes }: Flow): void {
    this.sequence(nodes, { isParallel: false, isBranch: false });
  }

  get nodes(): readonly GraphNode[] {
    return this.built.map(({ facts, guards, group, isParallel }): GraphNode => {
      const place = { guards, ...(group !== undefined && { group }) };
      return facts.kind === 'step' ? { ...facts, isParallel, ...place } : { ...facts, ...place };
    });
  }

  get edges(): readonly GraphEdge[] {
    const sorted = [...this.edgeOf.values()].sort((one, other) => one.from - other.from);
    return sorted.map(({ from, to, reasons, branches }): GraphEdge => {
      const source = this.built[from]?.facts;
      const [branch] = branches;
      const isOneWay = branches.size === 1 && branch !== undefined && source?.kind === 'decision';
      return {
        ...{ from: this.idOf(from), to: this.idOf(to), reasons: [...reasons].sort() },
        ...(isOneWay && { branch, condition: source.condition }),
      };
    });
  }

  /** Those that hold something. */
  get groups(): readonly ParallelGroup[] {
    const used = new Set(this.built.map(({ group }) => group));
    for (const { id, parent } of this.found.toReversed()) if (used.has(id)) used.add(parent);
    return this.found.filter(({ id }) => used.has(id));
  }

  private sequence(nodes: readonly FlowNode[], stand: Stand): Ends {
    let ends: Ends = { first: [], last: [] };
    for (const node of nodes) {
      const next = this.part(node, stand);
      if (next.first.length === 0) continue;
      this.follow(ends.last, next.first, stand);
      ends = { first: ends.first.length === 0 ? next.first : ends.first, last: next.last };
    }
    return ends;
  }

  /** Each edge by itself would be one for each pair; behind a joint it is one for each end. */
  private follow(last: readonly Way[], first: readonly number[], stand: Stand): void {
    if (last.length < 2 || first.length < 2) {
      for (const way of last) for (const node of first) this.connect(way, node, 'pipeline');
      return;
    }
    const facts = { kind: 'joint', id: `joint:${++this.counts.joint}` } as const;
    const joint = this.add(facts, { isParallel: false, ...groupOf(stand) });
    for (const way of last) this.connect(way, joint, 'pipeline');
    for (const node of first) this.connect({ node: joint }, node, 'pipeline');
  }

  private part(node: FlowNode, stand: Stand): Ends {
    switch (node.kind) {
      case 'StepNode':
        return this.named(node.name.text, stand);
      case 'ParallelNode':
        return this.parallel(node.branches, stand);
      case 'ConditionalNode':
        return this.decision(node, stand);
    }
  }

  private named(name: string, { guard, isParallel, group }: Stand): Ends {
    const index = this.indexOfStep.get(name);
    const node = this.built[index ?? -1];
    if (index === undefined || node === undefined) return { first: [], last: [] };
    node.isParallel ||= isParallel;
    if (group !== undefined) node.group ??= group;
    if (guard === undefined) {
      this.unguarded.add(index);
      node.guards = [];
    } else if (!this.unguarded.has(index)) node.guards.push(guard);
    return { first: [index], last: [{ node: index }] };
  }

  /** Brackets directly within others say the same as these; around one branch they say nothing. */
  private parallel(branches: readonly FlowNode[], stand: Stand): Ends {
    const isOwnGroup = branches.length > 1 && !(stand.isBranch && stand.group !== undefined);
    const group = isOwnGroup ? this.addGroup(stand.group) : stand.group;
    const within: Stand = {
      ...stand,
      ...{ isParallel: true, isBranch: true },
      ...(group !== undefined && { group }),
    };
    const ends = branches.map((branch) => this.part(branch, within));
    return {
      first: unique(ends.flatMap(({ first }) => first)),
      last: uniqueWays(ends.flatMap(({ last }) => last)),
    };
  }

  private decision(node: ConditionalNode, stand: Stand): Ends {
    const id = `decision:${++this.counts.decision}`;
    const facts = { kind: 'decision', id, ...this.decisionFacts(node) } as const;
    const { guard } = stand;
    const decision = this.add(facts, { isParallel: false, ...groupOf(stand) });
    if (guard) this.built[decision]?.guards.push(guard);
    const branchOf = (flow: Flow | undefined, branch: Branch): readonly Way[] => {
      const within: Stand = { ...stand, guard: { decision: id, branch }, isBranch: false };
      const { first, last } = this.sequence(flow?.nodes ?? [], within);
      for (const start of first) this.connect({ node: decision, branch }, start, 'pipeline');
      return first.length === 0 ? [{ node: decision, branch }] : last;
    };
    const last = [...branchOf(node.thenFlow, 'then'), ...branchOf(node.elseFlow, 'else')];
    return { first: [decision], last: uniqueWays(last) };
  }

  private addGroup(parent: string | undefined): string {
    const id = `group:${this.found.length + 1}`;
    this.found.push({ id, ...(parent !== undefined && { parent }) });
    return id;
  }

  private add(facts: NodeFacts, stand: Pick<BuiltNode, 'isParallel' | 'group'>): number {
    return this.built.push({ facts, guards: [], ...stand }) - 1;
  }

  private connect({ node: from, branch }: Way, to: number, reason: EdgeReason): void {
    const key = `${from} ${to}`;
    const known = this.edgeOf.get(key);
    const edge = known ?? { from, to, reasons: new Set(), branches: new Set() };
    if (known === undefined) this.edgeOf.set(key, edge);
    edge.reasons.add(reason);
    edge.branches.add(branch);
  }

  private idOf(index: number): string {
    return this.built[index]?.facts.id ?? '';
  }
}

type ConditionalNode = Extract<FlowNode, { kind: 'ConditionalNode' }>;

function groupOf({ group }: Stand): { readonly group?: string } {
  return group === undefined ? {} : { group };
}

function unique(items: readonly number[]): readonly number[] {
  return [...new Set(items)];
}

function uniqueWays(ways: readonly Way[]): readonly Way[] {
  return [...new Map(ways.map((way) => [`${way.node} ${way.branch}`, way])).values()];
}
