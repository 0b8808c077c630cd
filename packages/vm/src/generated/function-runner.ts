import type { CodeFunction, Module } from '@mso/bytecode';
import type { HelixVM } from '../machine/helix-vm.js';
import { entryTag, otherTag } from '../stack-code/decoded-code.js';
import { runStackCode } from '../stack-code/stack-loop.js';
import { type Entry, type GeneratedFunction, generate } from './generated-function.js';
import { Leaving, Transfer } from './transfer.js';

/** A function becomes JavaScript when the loop has executed so many instructions of it. */
export const defaultHotAfter = 20_000;

/** Where generated code can be entered, and which. */
interface Way extends Entry {
  readonly generated: GeneratedFunction;
}

/**
 * Executes the code of functions: by the loop at first, and what is executed often by JavaScript
 * that is generated for it. Both do the same to the machine, instruction by instruction, and the
 * turn goes from one to the other at the entries of generated code.
 */
export class FunctionRunner {
  private readonly hotAfter: number;
  private readonly heat = new Map<CodeFunction, number>();
  /** By address. */
  private readonly ways = new Map<number, Way>();

  constructor(
    private readonly vm: HelixVM,
    hotAfter = defaultHotAfter,
  ) {
    this.hotAfter = Math.max(1, hotAfter);
  }

  /**
   * Executes instructions from the program counter on, and answers with how many. It leaves as
   * `runStackCode` does.
   *
   * @throws Fault
   */
  run(budget: number): number {
    const { decoded, debugMode } = this.vm;
    const tags = debugMode ? decoded.tags : decoded.freeTags;
    let left = budget;
    while (left > 0 && this.isInFunction) {
      if (this.isAtEntry(tags)) {
        left -= this.runGenerated(tags, left);
        // What is left of the budget is too short for it, or the stack is not as it was translated.
        if (left > 0 && this.isInFunction && this.isAtEntry(tags)) {
          left -= runStackCode(this.vm, decoded.plainTags, 1);
        }
      } else {
        left -= this.runLoop(tags, left);
        if (!this.isAtEntry(tags)) break;
      }
    }
    return budget - left;
  }

  private get isInFunction(): boolean {
    const { current } = this.vm.scheduler;
    return current.currentFrame.function !== undefined && current.state.kind === 'ready';
  }

  private isAtEntry(tags: Uint8Array): boolean {
    return tags[this.vm.registers.programCounter] === entryTag;
  }

  private runGenerated(tags: Uint8Array, budget: number): number {
    const { vm } = this;
    const to = new Transfer(vm);
    try {
      for (let leaving: Leaving = Leaving.elsewhere; leaving === Leaving.elsewhere; ) {
        const way = this.ways.get(to.programCounter);
        if (way === undefined || tags[way.address] !== entryTag) break;
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

  private runLoop(tags: Uint8Array, budget: number): number {
    const called = this.vm.currentFrame.function;
    const executed = runStackCode(this.vm, tags, budget);
    if (called) this.warm(called, executed);
    return executed;
  }

  private warm(called: CodeFunction, executed: number): void {
    const heat = (this.heat.get(called) ?? 0) + executed;
    this.heat.set(called, heat);
    // Once it is translated, or cannot be, it becomes no hotter.
    if (heat < this.hotAfter || heat - executed >= this.hotAfter) return;
    const { module, decoded } = this.vm;
    const generated = generatedOf(module).get(called) ?? generate(module, decoded, called);
    if (generated === undefined) return;
    generatedOf(module).set(called, generated);
    const entries = generated.entries.filter(({ address }) => {
      return decoded.plainTags[address] !== otherTag;
    });
    for (const entry of entries) this.ways.set(entry.address, { ...entry, generated });
    decoded.addEntries({ ...called, entries: entries.map(({ address }) => address) });
  }
}

/** A program that is run again need not be translated again. */
const known = new WeakMap<Module, Map<CodeFunction, GeneratedFunction>>();

function generatedOf(module: Module): Map<CodeFunction, GeneratedFunction> {
  const found = known.get(module) ?? new Map<CodeFunction, GeneratedFunction>();
  known.set(module, found);
  return found;
}
