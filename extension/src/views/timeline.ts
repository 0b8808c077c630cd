/** Something that has happened in a run, as the adapter tells it. */
export interface Moment {
  /** How many instructions had been executed. */
  readonly position: number;
  readonly kind: 'stop' | 'step' | 'call' | 'reply' | 'workflow';
  readonly text: string;
}

/** What has happened in a run, as far as it is kept, and where in it one is. */
export interface Timeline {
  readonly start: number;
  readonly end: number;
  readonly position: number;
  /** Whether there was more before `start`. */
  readonly isTruncated: boolean;
  readonly moments: readonly Moment[];
}

/** So many rows are shown on either side of where one is: nobody looks through more. */
const rowsMax = 500;

export interface TimelineRows {
  /** In their order, from the last one that lies behind where one is. */
  readonly later: readonly Moment[];
  readonly earlier: readonly Moment[];
  /** How many are not shown, after and before them. */
  readonly leftLater: number;
  readonly leftEarlier: number;
}

/** The rows of a timeline, from the latest back. */
export function rowsOf({ moments, position }: Timeline): TimelineRows {
  const later = moments.filter((moment) => moment.position > position);
  const earlier = moments.filter((moment) => moment.position <= position);
  return {
    later: later.slice(0, rowsMax).reverse(),
    earlier: earlier.slice(-rowsMax).reverse(),
    leftLater: Math.max(0, later.length - rowsMax),
    leftEarlier: Math.max(0, earlier.length - rowsMax),
  };
}

/** Where on a line from 0 to `width` there are moments of a kind; each place once. */
export function placesOf(timeline: Timeline, kind: Moment['kind'], width: number): number[] {
  const { start, end, moments } = timeline;
  const scale = width / Math.max(1, end - start);
  const places = moments
    .filter((moment) => moment.kind === kind && moment.position >= start)
    .map(({ position }) => Math.min(width, Math.round((position - start) * scale)));
  return [...new Set(places)];
}

/** How far back one is: `replay −37`; undefined at the end. */
export function pastOf({ position, end }: Timeline): string | undefined {
  return position < end ? `replay \u2212${end - position}` : undefined;
}
