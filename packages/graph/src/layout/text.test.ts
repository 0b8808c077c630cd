import { equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../testing/graphs.js';
import { fitted, plain, textWidth } from './text.js';

const font = { size: 12 };

describe('a text on a card', () => {
  it('is cut to the room that there is, between characters', () => {
    equal(fitted('collect', 100, font), 'collect');
    equal(fitted('a rather long name', 60, font), 'a rather l…');
    equal(fitted('👩‍🔬👩‍🔬👩‍🔬', 20, font).includes('\ufffd'), false);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 12, max: 90 }), (text, room) => {
        ok(textWidth(fitted(text, room, font), font) <= room);
      }),
    );
  });

  it('is on one line, without what no font can show and what turns its direction', () => {
    equal(plain(' a\n\tb\u0000c\u202ed\ud800 '), 'a b\ufffdc\ufffdd\ufffd');
    equal(plain('naïve 日本 👩‍🔬'), 'naïve 日本 👩‍🔬');
  });

  it('is wider in bold, and as wide as its letters', () => {
    ok(textWidth('abc', { size: 12, isBold: true }) > textWidth('abc', font));
    ok(textWidth('WWW', font) > textWidth('iii', font));
    equal(
      textWidth('WWW', { size: 10, isMono: true }),
      textWidth('iii', { size: 10, isMono: true }),
    );
  });
});
