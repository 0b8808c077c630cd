import { type CodeSpan, spanAt } from '@mso/bytecode';
import type { CallFrame, Entity, HelixVM } from '@mso/vm';

/** One frame of the stack as it is shown: where it stands, and its registers. */
export interface Frame {
  /** 0 is the program's own frame; a frame keeps its number while it is on the stack. */
  readonly depth: number;
  readonly call: CallFrame;
  /** `agent "writer"`. */
  readonly name: string;
  readonly entity?: Entity;
  /** The instruction that runs next in this frame, or that entered the frame above it. */
  readonly address: number;
  readonly span?: CodeSpan;
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
  if (call === undefined) return undefined;
  const above = vm.callStack[depth + 1];
  const address = above?.callAddress ?? vm.registers.programCounter;
  const entity = call.entity === undefined ? undefined : vm.declarations.get(call.entity);
  const span = spanShownAt(vm, address);
  return {
    depth,
    call,
    name: `${call.kind} ${JSON.stringify(call.name)}`,
    ...(entity && { entity }),
    address,
    ...(span && { span }),
    registers: {
      pc: address,
      sp: above?.framePointer ?? vm.stack.size,
      fp: call.framePointer,
      ra: call.returnAddress,
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
