import type { CallFrame } from './call-frame.js';
import type { HelixVM } from './helix-vm.js';
import { Fault } from './runtime-error.js';

/** Adds a frame to the current thread. @throws Fault StackOverflow */
export function pushFrame(vm: HelixVM, frame: CallFrame): void {
  checkCallDepth(vm);
  const { current } = vm.scheduler;
  current.callStack.push(frame);
  vm.noteCallDepth(current.callStack.length);
  current.useFrame();
}

/** @throws Fault StackOverflow where the current thread has no room for a frame */
export function checkCallDepth({ callStack, vmConfig }: HelixVM): void {
  if (callStack.length < vmConfig.maxCallDepth) return;
  throw new Fault('StackOverflow', `Stack overflow: ${callStack.length} call frames`);
}
