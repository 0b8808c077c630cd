import assert from 'node:assert/strict';
import { paintWith, showsColor } from './terminal.js';

describe('color', () => {
  const tty = { isTTY: true };

  it('is shown by a terminal only', () => {
    assert.equal(showsColor(tty, {}), true);
    assert.equal(showsColor({ isTTY: false }, {}), false);
    assert.equal(showsColor({}, {}), false);
  });

  it('is not shown to a person who set NO_COLOR, unless to nothing', () => {
    assert.equal(showsColor(tty, { NO_COLOR: '1' }), false);
    assert.equal(showsColor(tty, { NO_COLOR: '' }), true);
  });

  it('is not shown by a dumb terminal', () => {
    assert.equal(showsColor(tty, { TERM: 'dumb' }), false);
  });

  it('surrounds a text, or leaves it as it is', () => {
    assert.equal(paintWith(true)('x', 'red', 'bold'), '\u001b[31;1mx\u001b[0m');
    assert.equal(paintWith(false)('x', 'red', 'bold'), 'x');
  });
});
