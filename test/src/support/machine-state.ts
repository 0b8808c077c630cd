import { createHash } from 'node:crypto';
import type { HelixVM } from '@mso/vm';

/** Parts of a machine that are no state of the program: how it is run, and what it runs. */
const notState = new Set([
  ...['module', 'vmConfig', 'options', 'events', 'decoded', 'resolver', 'blocks', 'breakpoints'],
  ...['journal', 'clock', 'calls', 'told', 'state', 'debugMode', 'isPauseWanted'],
  ...['values', 'changed', 'function', 'functions', 'graph', 'followers'],
]);

/**
 * A hash of everything that a machine's program can ever show: all objects that are reached from
 * it, with who is the same as whom. Nothing is listed here by name, so that state which a snapshot
 * forgets makes a difference.
 */
export function stateHash(vm: HelixVM): string {
  const hash = createHash('sha1');
  const numbers = new Map<object, number>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      hash.update(`${typeof value} ${shown(value)};`);
      return;
    }
    const known = numbers.get(value);
    if (known !== undefined) {
      hash.update(`#${known};`);
      return;
    }
    numbers.set(value, numbers.size);
    if (value instanceof Map) visitAll('map', [...value]);
    else if (value instanceof Set) visitAll('set', [...value]);
    else if (Array.isArray(value)) visitAll('list', value);
    else {
      hash.update(`${value.constructor.name}{`);
      for (const key of Object.keys(value).sort()) {
        if (notState.has(key)) continue;
        hash.update(`${key}:`);
        visit((value as Record<string, unknown>)[key]);
      }
    }
  };
  const visitAll = (kind: string, items: readonly unknown[]): void => {
    hash.update(`${kind} ${items.length}[`);
    for (const item of items) visit(item);
  };
  visit(vm);
  for (const { stack } of vm.scheduler.threads) {
    visitAll('stack', stack.values.slice(0, stack.size));
  }
  return hash.digest('base64');
}

function shown(value: unknown): string {
  if (typeof value === 'function') return '';
  return Object.is(value, -0) ? '-0' : String(value);
}
