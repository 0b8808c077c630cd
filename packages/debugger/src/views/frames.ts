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

/**
 * The frame at a depth. Made on demand, so that a deep stack costs what is shown of it; it reads
 * the machine when it is asked, so that a register that was set shows at once.
 */
export function frameAt(vm: HelixVM, depth: number): Frame | undefined {
  const call = vm.callStack[depth];
  if (call === undefined) return undefined;
  const above = vm.callStack[depth + 1];
  const entity = call.entity === undefined ? undefined : vm.declarations.get(call.entity);
  const address = (): number => above?.callAddress ?? vm.registers.programCounter;
  return {
    depth,
    call,
    name: `${call.kind} ${JSON.stringify(call.name)}`,
    entity,
    get address() {
      return address();
    },
    get span() {
      return spanShownAt(vm, address());
    },
    get registers() {
      return {
        pc: address(),
        sp: above?.framePointer ?? vm.stack.size,
        fp: call.framePointer,
        ra: call.returnAddress,
      };
    },
  };
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
