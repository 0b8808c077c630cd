import assert from 'node:assert/strict';
import { usualFormat } from './workflow-report.js';

describe('the report of a workflow', () => {
  it('is text in a terminal, and JSON elsewhere', () => {
    assert.equal(usualFormat({ printsToPerson: true }), 'text');
    assert.equal(usualFormat({ printsToPerson: false }), 'json');
  });
});
