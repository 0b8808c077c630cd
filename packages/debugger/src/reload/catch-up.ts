import type { HelixVM } from '@mso/vm';
import { type ProgramPlace, placeMatcher } from './place.js';
import type { RememberingHost } from './remembering-host.js';

/** Why a changed program cannot go on where the old one stood; undefined where it can. */
export type Refusal = string | undefined;

/**
 * Brings a machine with a changed program to the place where the old one stood. Nothing is told
 * to anybody meanwhile, and nobody is asked: the answers are those of the old program.
 */
export function catchUp(
  vm: HelixVM,
  host: RememberingHost | undefined,
  place: ProgramPlace,
  instructionsMax: number,
): Refusal {
  const isThere = placeMatcher(vm, place);
  const stopBefore = (): boolean => host?.missing !== undefined || isThere();
  if (host) host.isCatchingUp = true;
  const outcome = vm.run({ stopBefore, maxInstructions: instructionsMax });
  if (host) host.isCatchingUp = false;
  const { missing } = host ?? {};
  if (missing && host?.knowsStep(missing.step)) {
    const agent = `agent ${JSON.stringify(missing.agent.name)}`;
    return `${agent} would have to be asked again for step ${JSON.stringify(missing.step)}`;
  }
  if (outcome === 'stopped' && !missing) return undefined;
  if (outcome === 'error') return `the changed program fails: ${vm.error?.message ?? ''}`;
  return 'the changed program does not come to this place';
}
