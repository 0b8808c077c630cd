/**
 * A workflow as a graph: what waits for what, as data that can be drawn, written and compared.
 *
 * Its edges are those by which the machine runs the steps, without what follows from others: an
 * arrow of the pipeline between one and many is an edge for each, and only where many meet many
 * there is a joint between them. A graph is plain data and the same for the same program.
 */
export interface WorkflowGraph {
  readonly name: string;
  readonly place: Place;
  /** As in `schedule: 0 6 * * 1`. */
  readonly trigger?: string;
  readonly timeout?: string;
  /** The workflow that runs when this one has failed. */
  readonly onError?: string;
  /** The steps in the order of their declaration; then decisions and joints of the pipeline. */
  readonly nodes: readonly GraphNode[];
  /** By the nodes they leave; those that leave the same one in the order of the pipeline. */
  readonly edges: readonly GraphEdge[];
  readonly groups: readonly ParallelGroup[];
}

export type GraphNode = StepNode | DecisionNode | JointNode;

interface NodeBase {
  /** Unique in its graph. */
  readonly id: string;
  /** The decisions it takes: it runs where one of them is as it says, or where there is none. */
  readonly guards: readonly Guard[];
  /** The group that it stands in, the innermost one. */
  readonly group?: string;
}

export interface StepNode extends NodeBase {
  readonly kind: 'step';
  readonly name: string;
  readonly place: Place;
  /** Who does it; absent where nobody does: such a step yields what it is given. */
  readonly worker?: Worker;
  /** As written, so that no placeholder and no variable is filled in. */
  readonly task?: string;
  /** The step is skipped where this is false. */
  readonly when?: string;
  /** The policy that holds for it: its own, or that of the workflow. */
  readonly retry?: Retry;
  readonly timeout?: string;
  /** It runs in a thread of its own. */
  readonly isParallel: boolean;
}

export interface DecisionNode extends NodeBase {
  readonly kind: 'decision';
  readonly condition: string;
  readonly place: Place;
}

/** Where many branches meet many others. */
export interface JointNode extends NodeBase {
  readonly kind: 'joint';
}

export type Branch = 'then' | 'else';

export interface Guard {
  /** The id of the decision. */
  readonly decision: string;
  readonly branch: Branch;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** What says that `to` waits for `from`; never empty. */
  readonly reasons: readonly EdgeReason[];
  /** Behind a decision: how it comes out this way; absent where both ways lead along here. */
  readonly branch?: Branch;
  /** Of an edge with a branch: the condition of the decision it leaves. */
  readonly condition?: string;
}

export type EdgeReason = 'depends_on' | 'pipeline';

/** Brackets in a pipeline: what stands in them runs side by side. */
export interface ParallelGroup {
  readonly id: string;
  readonly parent?: string;
}

export type Worker = AgentWorker | CrewWorker;

export interface AgentWorker {
  readonly kind: 'agent';
  readonly name: string;
  readonly model?: string;
}

export interface CrewWorker {
  readonly kind: 'crew';
  /** Absent where the step itself lists several workers. */
  readonly name?: string;
  readonly process: 'sequential' | 'hierarchical' | 'parallel' | 'consensus';
  readonly members: readonly string[];
}

export interface Retry {
  readonly attemptsMax: number;
  /** Before the second attempt. */
  readonly delay: string;
  readonly backoff: 'fixed' | 'linear' | 'exponential';
}

/** Where something stands in a source text; lines and columns start at 1, the end is exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
