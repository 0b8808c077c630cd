import type { Stop, StopReason } from '../stop.js';
import type { Breakpoints } from './breakpoints.js';

/**
 * The stop at the breakpoints that hold since this was asked last, if any do: its reason is data
 * that was written or read, else the breakpoints' own kind, where all are of one.
 */
export function breakpointStop(breakpoints: Breakpoints): Stop | undefined {
  const data = breakpoints.data.takeHits();
  const place = breakpoints.takeHit();
  if (data.ids.length > 0) {
    const ids = [...data.ids, ...(place?.ids ?? [])];
    const stop = stopAt('data breakpoint', ids, joined(data.problem, place?.problem));
    return { ...stop, ...(data.changes && { changes: data.changes }) };
  }
  return place && stopAt(reasonOf(breakpoints, place.ids), place.ids, place.problem);
}

function stopAt(reason: StopReason, breakpoints: readonly number[], text?: string): Stop {
  return { reason, breakpoints, ...(text !== undefined && { text }) };
}

function joined(...problems: readonly (string | undefined)[]): string | undefined {
  const given = problems.filter((problem) => problem !== undefined);
  return given.length > 0 ? given.join('\n') : undefined;
}

function reasonOf(breakpoints: Breakpoints, ids: readonly number[]): StopReason {
  const areAll = (isOfKind: (id: number) => boolean): boolean =>
    ids.length > 0 && ids.every(isOfKind);
  if (areAll((id) => breakpoints.isFunction(id))) return 'function breakpoint';
  return areAll((id) => breakpoints.isInstruction(id)) ? 'instruction breakpoint' : 'breakpoint';
}
