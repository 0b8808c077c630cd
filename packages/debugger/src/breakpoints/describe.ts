import type { Breakpoints } from './breakpoints.js';
import type { DataRequest } from './data-breakpoints.js';
import { dataText } from './data-name.js';
import type { AnyRequest, SourceBreakpoint } from './source-breakpoint.js';

/** A breakpoint as a person calls it, and why it has stopped the program or has not. */
export interface DescribedBreakpoint {
  readonly id: number;
  readonly place: string;
  /** Its conditions, as they were written. */
  readonly conditions: string;
  readonly seen: string;
}

/** Every breakpoint of a session, in the order in which they were set first. */
export function describeBreakpoints(breakpoints: Breakpoints): readonly DescribedBreakpoint[] {
  const atCode = [...breakpoints.wishes].flatMap(([source, each]) =>
    each.map((breakpoint) => ({ ...breakpoint, place: placeOf(source, breakpoint) })),
  );
  const onData = breakpoints.data.all.map((breakpoint) => ({
    ...breakpoint,
    place: dataPlace(breakpoint.request),
  }));
  return [...atCode, ...onData]
    .toSorted((a, b) => a.id - b.id)
    .map((breakpoint) => ({
      id: breakpoint.id,
      place: breakpoint.place,
      conditions: conditionsOf(breakpoint.request),
      seen: breakpoint.verified
        ? seenText(breakpoints, breakpoint)
        : `not verified: ${breakpoint.message ?? 'it cannot be set'}`,
    }));
}

function dataPlace({ access, name }: DataRequest): string {
  return `${access} of ${name ? dataText(name) : 'something unknown'}`;
}

function placeOf(source: string, { request, location }: SourceBreakpoint<AnyRequest>): string {
  if ('name' in request) return `function ${request.name}`;
  if ('address' in request) return `instruction ${request.address}`;
  const line = location?.span?.startLine ?? request.line;
  return `${source.split(/[\\/]/).at(-1)}:${line}`;
}

interface Conditions {
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
}

function conditionsOf({ condition = '', hitCondition = '', logMessage = '' }: Conditions): string {
  return [
    ...(condition === '' ? [] : [`if ${condition}`]),
    ...(hitCondition === '' ? [] : [`hits ${hitCondition}`]),
    ...(logMessage === '' ? [] : [`log ${JSON.stringify(logMessage)}`]),
  ].join(', ');
}

function seenText(
  breakpoints: Breakpoints,
  { id, request }: { readonly id: number; readonly request: Conditions },
): string {
  const { reached = 0, hits = 0, broken = false } = breakpoints.seen(id) ?? {};
  if (reached === 0) return 'never reached';
  const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
  const held = hits === 0 ? 'its condition never held' : `its condition held ${times(hits)}`;
  return [
    `reached ${times(reached)}`,
    ...((request.condition ?? '') === '' ? [] : [held]),
    ...(broken ? ['it failed'] : []),
  ].join(', ');
}
