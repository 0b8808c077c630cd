import { Entity, Reference, type Value } from '../values/value.js';
import type { HelixVM } from './helix-vm.js';

/**
 * Frees the heap cells that nothing refers to.
 *
 * Everything is reached from the threads' stacks and locals, from the cells that are not of the
 * heap (entities, variables, what steps yield), and from the runs of workflows. It works between
 * two instructions, when all values that the program can still use are in one of these.
 */
export function collect(vm: HelixVM): void {
  const marker = new Marker(vm);
  for (const thread of vm.scheduler.threads) {
    marker.mark(thread.stack.values.slice(0, thread.stack.size));
    for (const { locals } of thread.callStack) marker.mark(locals);
  }
  for (const address of vm.memory.addresses()) {
    if (!vm.memory.isHeapCell(address)) marker.mark(vm.memory.load(address));
  }
  for (const { input, steps } of vm.workflowRuns) {
    marker.mark(input);
    for (const { output } of steps.values()) marker.mark(output);
  }
  vm.memory.sweep(marker.reached);
}

/** Finds the cells that values lead to, without recursion: cells may form long chains. */
class Marker {
  readonly reached = new Set<number>();
  private readonly seen = new Set<object>();

  constructor(private readonly vm: HelixVM) {}

  mark(root: Value): void {
    const open: Value[] = [root];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (typeof value !== 'object' || value === null) continue;
      if (value instanceof Reference) this.follow(value, open);
      else if (!this.seen.has(value)) {
        this.seen.add(value);
        for (const inner of valuesIn(value)) open.push(inner);
      }
    }
  }

  private follow({ address }: Reference, open: Value[]): void {
    if (this.reached.has(address) || !this.vm.memory.has(address)) return;
    this.reached.add(address);
    open.push(this.vm.memory.load(address));
  }
}

function valuesIn(value: object): Iterable<Value> {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return value.values();
  return value instanceof Entity ? value.properties.values() : [];
}
