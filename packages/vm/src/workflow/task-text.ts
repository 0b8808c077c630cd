import { toJson } from '@mso/values';
import type { HelixVM } from '../machine/helix-vm.js';
import { asFault, newBudget, noPlace } from '../stack-code/operate.js';
import type { Value } from '../values/value.js';
import { toView } from '../values/views.js';

/** A task as an agent reads it: a text as it is, anything else as JSON. @throws Fault */
export function textOf({ memory }: HelixVM, task: Value): string {
  if (typeof task === 'string') return task;
  return asFault(() => toJson(toView(memory, task), newBudget(), noPlace));
}
