import type { Stop } from '../stop.js';
import type { Breakpoints } from './breakpoints.js';

/** The stop at breakpoints: its reason is that of their own kind, where all are of one. */
export function breakpointStop(breakpoints: Breakpoints): Stop {
  const { ids = [], problem } = breakpoints.hit ?? {};
  const areAll = (isOfKind: (id: number) => boolean): boolean =>
    ids.length > 0 && ids.every(isOfKind);
  const kind = areAll((id) => breakpoints.isFunction(id))
    ? 'function '
    : areAll((id) => breakpoints.isInstruction(id)) && 'instruction ';
  return {
    reason: kind ? `${kind}breakpoint` : 'breakpoint',
    breakpoints: ids,
    ...(problem !== undefined && { text: problem }),
  };
}
