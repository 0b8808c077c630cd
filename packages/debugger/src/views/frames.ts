import { type CodeSpan, spanAt } from '@mso/bytecode';
import type { CallFrame, Entity, HelixVM } from '@mso/vm';

/** One frame of the stack as it is shown: where it stands, and its registers. */
export interface Frame {
  /** 0 is the program's own frame; a frame keeps its number while it is on the stack. */
  readonly depth: number;
  readonly call: CallFrame;
  /** `agent "writer"`. */
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
export function frameAt(vm: HelixVM, depth: number): Frame | undefined {
  const call = vm.callStack[depth];
  return call && new MachineFrame(vm, depth, call);
}

/**
 * Reads the machine when it is asked, so that a register that was set shows at once, and a
 * condition, which needs little of it, pays for no more.
 */
class MachineFrame implements Frame {
  constructor(
    private readonly vm: HelixVM,
    readonly depth: number,
    readonly call: CallFrame,
  ) {}

  get name(): string {
    return `${this.call.kind} ${JSON.stringify(this.call.name)}`;
  }

  get entity(): Entity | undefined {
    const { entity } = this.call;
    return entity === undefined ? undefined : this.vm.declarations.get(entity);
  }

  get address(): number {
    return this.above?.callAddress ?? this.vm.registers.programCounter;
  }

  get span(): CodeSpan | undefined {
    return spanShownAt(this.vm, this.address);
  }

  get registers(): FrameRegisters {
    return {
      pc: this.address,
      sp: this.above?.framePointer ?? this.vm.stack.size,
      fp: this.call.framePointer,
      ra: this.call.returnAddress,
    };
  }

  private get above(): CallFrame | undefined {
    return this.vm.callStack[this.depth + 1];
  }
}

/** The innermost frame. */
export function topFrame(vm: HelixVM): Frame {
  const frame = frameAt(vm, vm.callStack.length - 1);
  if (frame === undefined) throw new Error('the call stack has lost its first frame');
  return frame;
}

/** Behind the last instruction the program still stands at its last line. */
function spanShownAt(vm: HelixVM, address: number): CodeSpan | undefined {
  const { debug, code } = vm.module;
  return debug && spanAt(debug, Math.min(address, code.length - 1));
}
