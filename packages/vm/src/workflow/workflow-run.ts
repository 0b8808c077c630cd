import type { Kept, Snapshot } from '../journal/snapshot.js';
import type { Thread } from '../machine/thread.js';
import type { Entity, ObjectValue, Value } from '../values/value.js';
import type { FlowGraph, FlowNode } from './flow-graph.js';
import { ReadyQueue } from './ready-queue.js';
import type { StepRun } from './step-run.js';

/** `blocked`: over without what those need that come after it. */
type NodeState = 'open' | 'started' | 'over' | 'blocked';

/** What the workflow's thread is to do next. */
export type NextTurn =
  | {
      readonly kind: 'step';
      readonly index: number;
      readonly run: StepRun;
      readonly isParallel: boolean;
    }
  | { readonly kind: 'decision'; readonly index: number; readonly condition: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'over' };

/** Where a run comes from. */
export interface WorkflowStart {
  /** Runs are counted from 0. */
  readonly number: number;
  readonly input: ObjectValue;
  readonly startedMs: number;
  readonly graph: FlowGraph;
  readonly runs: readonly StepRun[];
  /** The machine time at which it fails. */
  readonly deadlineMs: number | undefined;
  /** The run whose failure it handles. */
  readonly handles: WorkflowRun | undefined;
  readonly place: PipelinePlace;
}

/** The `Pipeline` that runs a workflow, and the thread that stands there. */
export interface PipelinePlace {
  readonly thread: Thread;
  readonly address: number;
}

/**
 * One run of a workflow: which of its steps are over, which may begin, and which never will.
 *
 * Joints settle by themselves. A step whose decision went the other way is skipped, and what
 * comes after it goes on; a step that needs one that failed is skipped with all that need it.
 */
export class WorkflowRun implements Kept {
  /** By name, in the order of their declaration. */
  readonly steps: ReadonlyMap<string, StepRun>;
  readonly number: number;
  readonly input: ObjectValue;
  readonly startedMs: number;
  readonly handles: WorkflowRun | undefined;
  place: PipelinePlace;
  /** The machine time at which it fails. */
  deadlineMs: number | undefined;
  status: 'running' | 'completed' | 'failed' = 'running';
  /** Why it failed as a whole, where that is not for a step. */
  error: string | undefined;
  endedMs: number | undefined;
  /** What the workflow's own thread has begun; it comes back to the pipeline with a result. */
  busyWith: Exclude<NextTurn, { kind: 'wait' | 'over' }> | { readonly kind: 'handler' } | undefined;
  /** Its `Pipeline` has been executed, and comes back to itself until all is over. */
  isUnderWay = false;
  /** The workflow that `on_error` names has been called. */
  isHandlingError = false;
  private readonly graph: FlowGraph;
  private readonly states: NodeState[];
  private openNodes: number;
  private readonly decisions = new Map<number, boolean>();
  /** The step whose failure blocks a node. */
  private readonly culprits = new Map<number, string>();
  private readonly followers: number[][];
  /** How many nodes each one waits for. */
  private readonly waitsFor: number[];
  /** Nodes that wait for nothing more. */
  private readonly ready = new ReadyQueue();
  /** Those of them that are left for the workflow's own thread. */
  private readonly own = new ReadyQueue();

  constructor(
    readonly workflow: Entity,
    start: WorkflowStart,
  ) {
    this.number = start.number;
    this.input = start.input;
    this.startedMs = start.startedMs;
    this.handles = start.handles;
    this.place = start.place;
    this.deadlineMs = start.deadlineMs;
    this.graph = start.graph;
    const { nodes } = start.graph;
    this.steps = new Map(start.runs.map((run) => [run.step.name, run]));
    this.states = nodes.map(() => 'open');
    this.openNodes = nodes.length;
    this.waitsFor = nodes.map(({ after }) => after.size);
    this.followers = nodes.map(() => []);
    nodes.forEach(({ after, kind }, index) => {
      for (const earlier of after) this.followers[earlier]?.push(index);
      if (after.size === 0) this.ready.add(index, kind === 'step');
    });
  }

  /**
   * The next turn; what settles by itself is settled on the way. With `parallel only`, the turns
   * of the workflow's own thread are left for later.
   */
  next(nowMs: number, mode?: 'parallel only'): NextTurn {
    for (let index = this.ready.take(); index !== undefined; index = this.ready.take()) {
      const node = this.graph.nodes[index];
      if (node === undefined || this.settlesByItself(index, node, nowMs)) continue;
      if (node.kind === 'step' && node.isParallel) return this.turnOf(index, node);
      this.own.add(index, node.kind === 'step');
    }
    const index = mode === undefined ? this.own.take() : undefined;
    const node = this.graph.nodes[index ?? -1];
    if (index !== undefined && node) return this.turnOf(index, node);
    return { kind: this.openNodes === 0 ? 'over' : 'wait' };
  }

  /** Says how a decision came out. */
  decide(index: number, holds: boolean): void {
    this.decisions.set(index, holds);
    this.settle(index, 'over');
  }

  /** Says that a step is over; its run tells how. */
  stepEnded({ status, step, index }: StepRun): void {
    if (status === 'failed') this.culprits.set(index, step.name);
    this.settle(index, status === 'failed' ? 'blocked' : 'over');
  }

  /** Skips whatever has not begun. */
  skipRest(reason: string, nowMs: number): void {
    this.ready.clear();
    this.own.clear();
    this.graph.nodes.forEach((node, index) => {
      if (this.states[index] !== 'open') return;
      this.states[index] = 'blocked';
      this.openNodes--;
      this.skip(node, reason, nowMs);
    });
  }

  /** What it yields: the outputs of these steps, else that of the last step, or last steps. */
  output(names: readonly string[]): Value {
    if (names.length > 0) {
      return new Map(names.map((name) => [name, this.steps.get(name)?.output ?? null]));
    }
    const [last, ...others] = this.lastSteps();
    if (others.length === 0) return last?.output ?? null;
    return new Map(this.lastSteps().map((run) => [run.step.name, run.output]));
  }

  keep(snapshot: Snapshot): void {
    const { place, deadlineMs, status, error, endedMs, busyWith, openNodes } = this;
    const { isUnderWay, isHandlingError } = this;
    snapshot.fields(9, () => {
      Object.assign(this, { place, deadlineMs, status, error, endedMs, busyWith, openNodes });
      Object.assign(this, { isUnderWay, isHandlingError });
    });
    snapshot.list(this.states);
    snapshot.list(this.waitsFor);
    snapshot.map(this.decisions);
    snapshot.map(this.culprits);
    snapshot.add(this.ready);
    snapshot.add(this.own);
    for (const run of this.steps.values()) snapshot.add(run);
    snapshot.value(this.input);
  }

  private turnOf(index: number, node: FlowNode): NextTurn {
    this.states[index] = 'started';
    if (node.kind === 'decision') return { kind: 'decision', index, condition: node.condition };
    if (node.kind === 'joint') throw new Error('a joint has no turn');
    const run = this.runOf(node.step);
    return { kind: 'step', index, run, isParallel: node.isParallel };
  }

  /** Settles joints, and nodes that will not run. */
  private settlesByItself(index: number, node: FlowNode, nowMs: number): boolean {
    const blocking = [...node.after].find((earlier) => this.states[earlier] === 'blocked');
    if (blocking !== undefined) {
      const culprit = this.culprits.get(blocking) ?? '';
      this.culprits.set(index, culprit);
      this.skip(node, `it needs step ${JSON.stringify(culprit)}, which failed`, nowMs);
      this.settle(index, 'blocked');
      return true;
    }
    const isChosen = this.isChosen(node);
    if (isChosen && node.kind !== 'joint') return false;
    if (!isChosen) this.skip(node, 'its condition does not hold', nowMs);
    this.settle(index, 'over');
    return true;
  }

  private skip(node: FlowNode, reason: string, nowMs: number): void {
    if (node.kind === 'step') this.runOf(node.step).skip(reason, nowMs);
  }

  /** A decision that was not chosen itself has no outcome: neither of its branches runs. */
  private isChosen({ guards }: FlowNode): boolean {
    if (guards.length === 0) return true;
    return guards.some(({ decision, branch }) => this.decisions.get(decision) === branch);
  }

  private settle(index: number, state: 'over' | 'blocked'): void {
    this.states[index] = state;
    this.openNodes--;
    for (const later of this.followers[index] ?? []) {
      const left = (this.waitsFor[later] ?? 0) - 1;
      this.waitsFor[later] = left;
      const isOpen = this.states[later] === 'open';
      if (left === 0 && isOpen) this.ready.add(later, this.graph.nodes[later]?.kind === 'step');
    }
  }

  private runOf({ name }: Entity): StepRun {
    const run = this.steps.get(name);
    if (run === undefined) throw new Error(`there is no run of step ${name}`);
    return run;
  }

  /** The completed steps that no other completed step comes after. */
  private lastSteps(): StepRun[] {
    const { nodes } = this.graph;
    const completed = [...this.steps.values()].filter(({ status }) => status === 'completed');
    const followed = new Set<number>();
    const open = completed.flatMap(({ index }) => [...(nodes[index]?.after ?? [])]);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (followed.has(next)) continue;
      followed.add(next);
      open.push(...(nodes[next]?.after ?? []));
    }
    return completed.filter(({ index }) => !followed.has(index));
  }
}
