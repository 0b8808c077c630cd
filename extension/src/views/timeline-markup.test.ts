import { equal, match } from 'node:assert/strict';
import type { Timeline } from './timeline.js';
import { shownTimeline } from './timeline-markup.js';

const timeline: Timeline = {
  start: 0,
  end: 40,
  position: 20,
  isTruncated: true,
  moments: [
    { position: 10, kind: 'call', text: 'writer is asked' },
    { position: 20, kind: 'reply', text: 'writer fails: <b>"no"</b>' },
    { position: 40, kind: 'stop', text: 'breakpoint' },
  ],
};

describe('the markup of the timeline', () => {
  const { marks, rows, place } = shownTimeline(timeline);

  it('says where one is', () => {
    equal(place, 'replay −20 · instruction 20 of 40');
    equal(shownTimeline({ ...timeline, position: 40 }).place, 'now · instruction 40 of 40');
    match(rows, /aria-current="true" aria-label="the program is here, before instruction\s20"/);
  });

  it('marks where agents were asked and answered, and where the program stopped', () => {
    match(marks, /<path class="stop" d="M1000,0V10"\/>/);
    match(marks, /<path class="call" d="M250,0V10"\/><path class="reply" d="M500,0V10"\/>$/);
  });

  it('takes what agents say as text', () => {
    match(rows, /fails: &#60;b&#62;&#34;no&#34;&#60;\/b&#62;, before instruction 20"/);
    equal(rows.includes('<b>"no"'), false);
  });

  it('says that there was more', () => {
    match(rows, /<li class="note">What was before is not kept\.<\/li>$/);
    equal(shownTimeline({ ...timeline, isTruncated: false }).rows.includes('note'), false);
  });
});
