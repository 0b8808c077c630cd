import { type DebugInfo, type Module, spanAt } from '@mso/bytecode';
import type { CallFrame } from '../machine/call-frame.js';
import type { Thread } from '../machine/thread.js';
import { type Figures, noFigures } from './figures.js';

/** A line of a source, by the source's number in the debug information; lines start at 1. */
export interface Place {
  readonly source: number;
  readonly line: number;
}

export type NodeKind = 'root' | 'idle' | 'thread' | 'block' | CallFrame['kind'];

/** What tells nodes under one parent apart; it is the same in every run of one module. */
type NodeKey = string | number | NonNullable<CallFrame['function']>;

interface NodeFacts {
  readonly key: NodeKey;
  readonly kind: NodeKind;
  /** What a person reads: `step "draft"`. */
  readonly title: string;
  readonly place: Place | undefined;
}

/** One way by which a function or block was entered: it, and all that were open around it. */
export class ProfileNode {
  readonly key: NodeKey;
  readonly kind: NodeKind;
  readonly title: string;
  /** Where it stands in the source. */
  readonly place: Place | undefined;
  readonly children = new Map<NodeKey, ProfileNode>();
  /** What its own instructions have spent, by their addresses. */
  readonly cells = new Map<number, Figures>();
  /** How often it was entered. */
  calls = 0;

  constructor(
    /** Its number in the tree; a parent's is lower than those of its children. */
    readonly index: number,
    readonly parent: ProfileNode | undefined,
    { key, kind, title, place }: NodeFacts,
  ) {
    this.key = key;
    this.kind = kind;
    this.title = title;
    this.place = place;
  }

  cellAt(address: number): Figures {
    const known = this.cells.get(address);
    if (known) return known;
    const made = noFigures();
    this.cells.set(address, made);
    return made;
  }

  /** Whether it is not called, directly or not, by itself. */
  get isOutermost(): boolean {
    for (let outer = this.parent; outer; outer = outer.parent) {
      if (outer.key === this.key) return false;
    }
    return true;
  }
}

/**
 * Where a run has been: under the root its threads, under each of them the blocks and functions
 * that it has entered. Steps that are not parallel are under their workflow.
 */
export class CallTree {
  /** In the order in which they were first entered; the root is the first. */
  readonly nodes: ProfileNode[] = [];
  readonly root: ProfileNode;
  /** Where the machine is while it waits for what is outside of it. */
  readonly idle: ProfileNode;

  constructor(private readonly module: Module) {
    const none = { place: undefined };
    this.root = this.add(undefined, { key: '', kind: 'root', title: '(root)', ...none });
    this.idle = this.add(this.root, { key: 'idle', kind: 'idle', title: '(idle)', ...none });
  }

  /** Threads of one step are one node, in whichever run of the workflow they began. */
  threadNode({ name, callStack: [first] }: Thread): ProfileNode {
    const key = `thread ${first?.entity ?? 0} ${name}`;
    const known = this.root.children.get(key);
    return known ?? this.add(this.root, { key, kind: 'thread', title: name, place: undefined });
  }

  /** The node of a frame within that of the frame around it. */
  frameNode(parent: ProfileNode, frame: CallFrame): ProfileNode {
    const isProgram = frame.kind === 'program';
    const key = isProgram ? 'program' : (frame.function ?? frame.callAddress);
    return parent.children.get(key) ?? this.add(parent, { key, ...this.factsOf(frame) });
  }

  private factsOf(frame: CallFrame): Omit<NodeFacts, 'key'> {
    const { debug } = this.module;
    const name = `${frame.kind} ${JSON.stringify(frame.name)}`;
    if (frame.kind === 'program') {
      return { kind: 'program', title: name, place: debug && { source: 0, line: 1 } };
    }
    if (frame.function) {
      return { kind: frame.kind, title: name, place: placeAt(debug, frame.function.start) };
    }
    return { kind: 'block', title: `block ${name}`, place: placeAt(debug, frame.callAddress) };
  }

  private add(parent: ProfileNode | undefined, facts: NodeFacts): ProfileNode {
    const node = new ProfileNode(this.nodes.length, parent, facts);
    this.nodes.push(node);
    parent?.children.set(facts.key, node);
    return node;
  }
}

/** The line that an instruction came from, where the module says so. */
export function placeAt(debug: DebugInfo | undefined, address: number): Place | undefined {
  const span = debug && spanAt(debug, address);
  return span && { source: span.source, line: span.startLine };
}
