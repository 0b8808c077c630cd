import type { HelixVM } from '@mso/vm';
import type { Frame } from '../views/frames.js';
import type { StepPlan } from './step-plan.js';

/** What one can step into from a frame. */
export interface StepInTarget {
  /** As a frame of it is called. */
  readonly name: string;
}

/** The steps that a workflow can still run; the block that a declaration opens. */
export function stepInTargets({ module }: HelixVM, { call, address }: Frame): StepInTarget[] {
  const instruction = module.code.at(address);
  if (instruction?.op === 'Pipeline') {
    const { drives } = call;
    if (drives) {
      return [...drives.steps.values()]
        .filter(({ status, entry }) => status === 'pending' && entry !== undefined)
        .map(({ step }) => ({ name: `step ${JSON.stringify(step.name)}` }));
    }
    const steps = module.blocks.filter(({ kind, start, end }) => {
      const owner = module.blocks.find(({ entity }) => entity === instruction.operand);
      return kind === 'step' && owner !== undefined && start > owner.start && end <= owner.end;
    });
    return steps.map(({ name }) => ({ name: `step ${JSON.stringify(name)}` }));
  }
  const block = module.blocks.find(({ start }) => start === address);
  return block ? [{ name: `${block.kind} ${JSON.stringify(block.name)}` }] : [];
}

/** Stops inside of a target, whichever thread it runs in; other stops on the way count as ever. */
export function planStepInto(vm: HelixVM, { name }: StepInTarget): StepPlan {
  return () => {
    const { kind, name: own } = vm.currentFrame;
    return `${kind} ${JSON.stringify(own)}` === name;
  };
}
