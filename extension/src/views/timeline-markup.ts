import { escapeHtml } from '../html.js';
import { type Moment, pastOf, placesOf, rowsOf, type Timeline } from './timeline.js';

/** What the page of the timeline shows. */
export interface ShownTimeline {
  readonly start: number;
  readonly end: number;
  readonly position: number;
  /** Where one is, in words. */
  readonly place: string;
  /** Markup behind the slider, and of the list below it. */
  readonly marks: string;
  readonly rows: string;
}

/** The slider's marks lie on a line of this length, whatever its width on screen. */
export const marksWidth = 1000;

/** The kinds that are marked on the slider, those that matter most above the others. */
const markedKinds: readonly Moment['kind'][] = ['step', 'stop', 'call', 'reply'];

export function shownTimeline(timeline: Timeline): ShownTimeline {
  const { start, end, position } = timeline;
  const place = `${pastOf(timeline) ?? 'now'} \u00b7 instruction ${position} of ${end}`;
  return { start, end, position, place, marks: marksMarkup(timeline), rows: rowsMarkup(timeline) };
}

function marksMarkup(timeline: Timeline): string {
  return markedKinds
    .map((kind) => {
      const places = placesOf(timeline, kind, marksWidth);
      return `<path class="${kind}" d="${places.map((x) => `M${x},0V10`).join('')}"/>`;
    })
    .join('');
}

/** From the latest back; where one is stands between what is earlier and what comes later. */
function rowsMarkup(timeline: Timeline): string {
  const { later, earlier, leftLater, leftEarlier } = rowsOf(timeline);
  return [
    note(leftLater, 'later'),
    ...later.map(rowMarkup),
    `<li class="now" aria-current="true" aria-label="the program is here, before instruction
${timeline.position}"><i></i><span>here</span><b>${timeline.position}</b></li>`,
    ...earlier.map(rowMarkup),
    note(leftEarlier, 'earlier'),
    timeline.isTruncated ? '<li class="note">What was before is not kept.</li>' : '',
  ].join('');
}

function note(count: number, which: 'later' | 'earlier'): string {
  return count === 0 ? '' : `<li class="note">${count} ${which} ones</li>`;
}

function rowMarkup({ position, kind, text }: Moment): string {
  const shown = escapeHtml(text);
  return `<li><button class="${kind}" data-position="${position}" tabindex="-1"
aria-label="${shown}, before instruction ${position}" title="${shown}"><i></i><span>${shown}</span>
<b>${position}</b></button></li>`;
}
