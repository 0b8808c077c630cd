import type { PipelineNode } from '@mso/bytecode';
import type { Declarations } from '../machine/declarations.js';
import { Fault } from '../machine/runtime-error.js';
import { type Entity, isWord, type Value } from '../values/value.js';

/**
 * What the steps of a workflow wait for: by `depends_on`, and by the arrows of the pipeline.
 *
 * The steps come first, in the order of their declaration; behind them stand the decisions of the
 * pipeline, and a joint for each arrow, so that many branches behind many others take an edge
 * each and not one for each pair.
 */
export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
}

export type FlowNode = StepNode | DecisionNode | JointNode;

interface NodeBase {
  /** The nodes that must be over before this one begins. */
  readonly after: ReadonlySet<number>;
  /**
   * The decisions that it takes; it runs where one of them is as it says, or where there is none.
   * A step that the pipeline names in several places has one for each.
   */
  readonly guards: readonly Guard[];
}

export interface StepNode extends NodeBase {
  readonly kind: 'step';
  readonly step: Entity;
  /** It runs in a thread of its own. */
  readonly isParallel: boolean;
}

export interface DecisionNode extends NodeBase {
  readonly kind: 'decision';
  /** The address of the function that says whether the condition holds. */
  readonly condition: number;
}

export interface JointNode extends NodeBase {
  readonly kind: 'joint';
}

export interface Guard {
  readonly decision: number;
  readonly branch: boolean;
}

/**
 * The graph of a workflow or a pipeline of stages.
 *
 * @throws Fault ResourceNotFound where it names a step that its owner does not have
 */
export function flowGraph(declarations: Declarations, owner: Entity): FlowGraph {
  const builder = new GraphBuilder(declarations, owner);
  const pipeline = declarations.pipelines.get(owner.id);
  if (pipeline) builder.sequence(pipeline, { isParallel: false });
  return { nodes: builder.nodes };
}

/** Where a node of the pipeline stands. */
interface Place {
  readonly guard?: Guard;
  /** Within brackets: its steps run beside each other. */
  readonly isParallel: boolean;
}

/** The nodes that a part of the pipeline begins and ends with. */
interface Ends {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

const nowhere: Ends = { first: [], last: [] };

interface BuiltNode {
  readonly kind: FlowNode['kind'];
  readonly step: Entity;
  readonly condition: number;
  readonly after: Set<number>;
  guards: Guard[];
  isParallel: boolean;
}

class GraphBuilder {
  private readonly built: BuiltNode[] = [];
  private readonly indexOfStep = new Map<number, number>();
  /** Steps that some place of the pipeline runs in any case. */
  private readonly unguarded = new Set<number>();

  constructor(
    declarations: Declarations,
    private readonly owner: Entity,
  ) {
    const steps = declarations.stepsOf(owner.id);
    const byName = new Map(steps.map((step) => [step.name, step]));
    for (const step of steps) {
      this.indexOfStep.set(step.id, this.add('step', { step }));
    }
    steps.forEach((step, index) => {
      for (const name of names(step.properties.get('depends_on'))) {
        const needed = byName.get(name);
        if (needed === undefined) throw this.noStep(step, name);
        this.after(index, this.indexOfStep.get(needed.id) ?? index);
      }
    });
  }

  get nodes(): readonly FlowNode[] {
    return this.built.map((node): FlowNode => {
      const { kind, after, guards, step, condition, isParallel } = node;
      switch (kind) {
        case 'step':
          return {
            kind,
            after,
            guards,
            step,
            isParallel: isParallel || step.properties.get('parallel') === true,
          };
        case 'decision':
          return { kind, after, guards, condition };
        case 'joint':
          return { kind, after, guards };
      }
    });
  }

  /** Adds nodes that follow each other. */
  sequence(nodes: readonly PipelineNode[], place: Place): Ends {
    let first: readonly number[] = [];
    let last: readonly number[] = [];
    for (const node of nodes) {
      const ends = this.node(node, place);
      if (ends.first.length === 0) continue;
      if (first.length === 0) first = ends.first;
      else {
        const joint = this.add('joint', {});
        for (const earlier of last) this.after(joint, earlier);
        for (const later of ends.first) this.after(later, joint);
      }
      last = ends.last;
    }
    return { first, last };
  }

  private node(node: PipelineNode, place: Place): Ends {
    switch (node.kind) {
      case 'Step':
        return this.step(node.id, place);
      case 'Parallel':
        return join(node.nodes.map((branch) => this.node(branch, { ...place, isParallel: true })));
      case 'Conditional':
        return this.decision(node, place);
    }
  }

  private step(id: number, { guard, isParallel }: Place): Ends {
    const index = this.indexOfStep.get(id);
    const node = this.built[index ?? -1];
    if (index === undefined || node === undefined) {
      throw new Fault(
        'ResourceNotFound',
        `the pipeline of ${title(this.owner)} names step #${id}, which is none of its steps`,
      );
    }
    node.isParallel ||= isParallel;
    if (guard === undefined) {
      this.unguarded.add(index);
      node.guards = [];
    } else if (!this.unguarded.has(index)) node.guards.push(guard);
    return { first: [index], last: [index] };
  }

  private decision(
    { condition, thenBranch, elseBranch }: Extract<PipelineNode, { kind: 'Conditional' }>,
    place: Place,
  ): Ends {
    const decision = this.add('decision', {
      condition,
      ...(place.guard && { guard: place.guard }),
    });
    const branch = (nodes: readonly PipelineNode[], taken: boolean): Ends => {
      const ends = this.sequence(nodes, { ...place, guard: { decision, branch: taken } });
      for (const first of ends.first) this.after(first, decision);
      return ends.first.length === 0 ? nowhere : ends;
    };
    const branches = join([branch(thenBranch, true), branch(elseBranch ?? [], false)]);
    return { first: [decision], last: [decision, ...branches.last] };
  }

  private add(
    kind: FlowNode['kind'],
    given: { step?: Entity; condition?: number; guard?: Guard },
  ): number {
    return (
      this.built.push({
        kind,
        step: given.step ?? this.owner,
        condition: given.condition ?? 0,
        after: new Set(),
        guards: given.guard ? [given.guard] : [],
        isParallel: false,
      }) - 1
    );
  }

  private after(later: number, earlier: number): void {
    this.built[later]?.after.add(earlier);
  }

  private noStep(step: Entity, name: string): Fault {
    return new Fault(
      'ResourceNotFound',
      `${title(step)} depends on ${JSON.stringify(name)}, which is no step of ${title(this.owner)}`,
    );
  }
}

function join(branches: readonly Ends[]): Ends {
  return {
    first: branches.flatMap(({ first }) => first),
    last: branches.flatMap(({ last }) => last),
  };
}

/** What a person calls an entity. */
export function title({ kind, name }: Entity): string {
  return `${kind} ${JSON.stringify(name)}`;
}

/** The names in a property that holds one, or a list of them. */
export function names(value: Value | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter(isWord) : [];
}
