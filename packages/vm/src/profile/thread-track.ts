import type { CallFrame } from '../machine/call-frame.js';
import type { Thread } from '../machine/thread.js';
import type { CallTree, ProfileNode } from './call-tree.js';
import type { Figures } from './figures.js';
import { Timeline } from './timeline.js';

/** Where a thread stands in the tree of calls, and since when. */
export class ThreadTrack {
  /** Its machine time. */
  readonly timeline = new Timeline();
  node: ProfileNode;
  cell: Figures;
  /** The frames that it was in when it last moved, and their nodes. */
  private readonly frames: CallFrame[] = [];
  private readonly nodes: ProfileNode[] = [];
  private readonly threadNode: ProfileNode;

  constructor(
    private readonly tree: CallTree,
    readonly thread: Thread,
    /** The machine time up to which it has been counted. */
    private countedMs: number,
  ) {
    this.threadNode = tree.threadNode(thread);
    this.threadNode.calls++;
    this.node = this.innermost();
    this.cell = this.node.cellAt(thread.registers.programCounter);
  }

  /** Notes that the thread is about to execute an instruction, or waits before it. */
  moveTo(address: number, nowMs: number): void {
    this.countUntil(nowMs);
    this.node = this.innermost();
    this.cell = this.node.cellAt(address);
  }

  /** Counts the machine time that has passed to where the thread stands. */
  countUntil(nowMs: number): void {
    if (nowMs <= this.countedMs) return;
    const ms = nowMs - this.countedMs;
    this.countedMs = nowMs;
    this.cell.machineMs += ms;
    this.timeline.add(this.node, ms);
  }

  /** A frame that is still there has all those around it still around it. */
  private innermost(): ProfileNode {
    const { frames, nodes } = this;
    const { callStack } = this.thread;
    let depth = Math.min(frames.length, callStack.length);
    while (depth > 0 && frames[depth - 1] !== callStack[depth - 1]) depth--;
    if (depth === frames.length && depth === callStack.length) return this.node;
    frames.length = depth;
    nodes.length = depth;
    let node = nodes.at(-1) ?? this.threadNode;
    for (const frame of callStack.slice(depth)) {
      node = this.tree.frameNode(node, frame);
      node.calls++;
      frames.push(frame);
      nodes.push(node);
    }
    return node;
  }
}
