import { factsOf } from '../handlers/module-facts.js';
import type { HelixVM } from '../machine/helix-vm.js';
import { Fault } from '../machine/runtime-error.js';
import { setAt } from '../values/property-access.js';
import type { Value } from '../values/value.js';
import type { StepRun } from './step-run.js';

/**
 * Makes a completed step have yielded something else, as a person does while debugging: as a whole,
 * or at a path within it.
 *
 * @throws Fault where it has not completed, or the path leads nowhere
 */
export function setStepOutput(
  vm: HelixVM,
  run: StepRun,
  parts: readonly string[],
  value: Value,
): void {
  const { name, id } = run.step;
  if (run.status !== 'completed') {
    throw new Fault('InvalidInstruction', `step ${JSON.stringify(name)} has not completed`);
  }
  const holder = new Map<string, Value>([['output', vm.settled(run.output)]]);
  setAt(holder, ['output', ...parts], value);
  run.output = holder.get('output') ?? null;
  for (const address of factsOf(vm.module).outputCells.get(id) ?? []) {
    vm.memory.store(address, run.output);
  }
}
