import type { HelixVM } from '../machine/helix-vm.js';
import { entryTag, otherTag } from '../stack-code/decoded-code.js';
import { runStackCode } from '../stack-code/stack-loop.js';
import { Leaving, Transfer } from './transfer.js';
import { Translations } from './translations.js';

/**
 * Executes the code of functions: by the loop at first, and what is executed often by JavaScript
 * that is generated for it. Both do the same to the machine, instruction by instruction, and the
 * turn goes from one to the other at the entries of generated code.
 */
export class FunctionRunner {
  private readonly free: Translations;
  private readonly debugged: Translations;

  /** @param hotAfter how many instructions of a function the loop executes before the change */
  constructor(
    private readonly vm: HelixVM,
    hotAfter: number | undefined,
  ) {
    const { module, decoded } = vm;
    this.free = new Translations(module, decoded, decoded.freeTags, hotAfter);
    this.debugged = new Translations(module, decoded, decoded.tags, hotAfter);
  }

  /** Makes the machine look closer before an instruction, in debug mode. */
  setBreakpoint(address: number): void {
    this.vm.decoded.setBreakpoint(address);
    this.debugged.forget(address);
  }

  removeBreakpoint(address: number): void {
    this.vm.decoded.removeBreakpoint(address);
    this.debugged.forget(address);
  }

  /**
   * Executes instructions from the program counter on, and answers with how many. It leaves as
   * `runStackCode` does.
   *
   * @throws Fault
   */
  run(budget: number): number {
    const { vm } = this;
    const code = vm.debugMode ? this.debugged : this.free;
    const { tags } = code;
    let left = budget;
    while (left > 0 && this.isInFunction) {
      const tag = tags[vm.registers.programCounter] ?? otherTag;
      if (tag === entryTag) {
        const executed = this.runGenerated(code, left);
        // The budget is too short for it, or the stack is not as it was translated.
        left -= executed > 0 ? executed : runStackCode(vm, vm.decoded.plainTags, 1);
      } else if (tag < entryTag) left -= this.runLoop(code, Math.min(left, code.sample));
      else break;
    }
    return budget - left;
  }

  private get isInFunction(): boolean {
    const { current } = this.vm.scheduler;
    return current.currentFrame.function !== undefined && current.state.kind === 'ready';
  }

  private runGenerated(code: Translations, budget: number): number {
    const { vm } = this;
    const to = new Transfer(vm);
    try {
      for (let leaving: Leaving = Leaving.elsewhere; leaving === Leaving.elsewhere; ) {
        const way = code.wayAt(to.programCounter);
        if (way === undefined) break;
        const { locals, framePointer: base, function: called } = vm.currentFrame;
        const { generated, depth, region } = way;
        if (called !== generated.called || to.stackPointer !== base + depth) break;
        if (base + generated.depthMax > vm.vmConfig.maxStackSize) break;
        leaving = generated.code(to, region, base, budget, vm.stack.values, locals);
      }
    } finally {
      to.finish();
    }
    return to.executed;
  }

  private runLoop(code: Translations, budget: number): number {
    const executed = runStackCode(this.vm, code.tags, budget);
    const called = this.vm.currentFrame.function;
    if (called) code.warm(called, executed);
    return executed;
  }
}
