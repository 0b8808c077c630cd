import { type CodeSpan, spanAt } from '@mso/bytecode';
import type { CallFrame, Entity, HelixVM, Thread } from '@mso/vm';

/** One frame of the stack as it is shown: where it stands, and its registers. */
export interface Frame {
  readonly thread: Thread;
  /** 0 is the thread's first frame; a frame keeps its number while it is on the stack. */
  readonly depth: number;
  readonly call: CallFrame;
  /** `agent "writer"`, `attempt 2 of step "review"`. */
  readonly name: string;
  readonly entity: Entity | undefined;
  /** The instruction that runs next in this frame, or that entered the frame above it. */
  readonly address: number;
  readonly span: CodeSpan | undefined;
  readonly registers: FrameRegisters;
}

export interface FrameRegisters {
  readonly pc: number;
  readonly sp: number;
  readonly fp: number;
  readonly ra: number;
}

/** The frame at a depth. Made on demand, so that a deep stack costs what is shown of it. */
export function frameAt(
  vm: HelixVM,
  depth: number,
  thread: Thread = vm.scheduler.current,
): Frame | undefined {
  const call = thread.callStack[depth];
  return call && new MachineFrame(vm, thread, depth, call);
}

/**
 * Reads the machine when it is asked, so that a register that was set shows at once, and a
 * condition, which needs little of it, pays for no more.
 */
class MachineFrame implements Frame {
  constructor(
    private readonly vm: HelixVM,
    readonly thread: Thread,
    readonly depth: number,
    readonly call: CallFrame,
  ) {}

  get name(): string {
    const { kind, name, attempt } = this.call;
    if (attempt !== undefined) return `attempt ${attempt} of step ${JSON.stringify(name)}`;
    return kind === 'expression' ? name : `${kind} ${JSON.stringify(name)}`;
  }

  get entity(): Entity | undefined {
    const { entity } = this.call;
    return entity === undefined ? undefined : this.vm.declarations.get(entity);
  }

  get address(): number {
    return this.above?.callAddress ?? this.thread.registers.programCounter;
  }

  get span(): CodeSpan | undefined {
    const { debug, code, declarationsEnd } = this.vm.module;
    // Behind its last instruction the program still stands there, while its workflows run too.
    const end = this.call.kind === 'program' ? declarationsEnd : code.length;
    return debug && spanAt(debug, Math.min(this.address, end - 1));
  }

  get registers(): FrameRegisters {
    return {
      pc: this.address,
      sp: this.above?.framePointer ?? this.thread.stack.size,
      fp: this.call.framePointer,
      ra: this.call.returnAddress,
    };
  }

  private get above(): CallFrame | undefined {
    return this.thread.callStack[this.depth + 1];
  }
}

/** The innermost frame. */
export function topFrame(vm: HelixVM): Frame {
  const frame = frameAt(vm, vm.callStack.length - 1);
  if (frame === undefined) throw new Error('the call stack has lost its first frame');
  return frame;
}
