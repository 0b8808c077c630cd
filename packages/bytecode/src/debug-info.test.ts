import { deepEqual, equal } from 'node:assert/strict';
import { type CodeSpan, DebugInfoBuilder, spanAt, statementAt } from './debug-info.js';

const first: CodeSpan = { source: 0, startLine: 1, startColumn: 2, endLine: 3, endColumn: 4 };
const second: CodeSpan = { source: 1, startLine: 5, startColumn: 6, endLine: 5, endColumn: 9 };

function twoInstructions() {
  const builder = new DebugInfoBuilder();
  builder.add(first, 0);
  builder.add(second, 7);
  return builder.build([
    { path: 'a.mso', text: '' },
    { path: 'b.mso', text: '' },
  ]);
}

describe('debug info', () => {
  it('gives each instruction its span and its statement', () => {
    const debug = twoInstructions();
    deepEqual(
      [0, 1].map((address) => spanAt(debug, address)),
      [first, second],
    );
    deepEqual(
      [0, 1].map((address) => statementAt(debug, address)),
      [0, 7],
    );
  });

  for (const address of [2, 1000, -1]) {
    it(`address ${address} of two instructions has neither`, () => {
      equal(spanAt(twoInstructions(), address), undefined);
      equal(statementAt(twoInstructions(), address), -1);
    });
  }

  it('an instruction of no source has no span', () => {
    const builder = new DebugInfoBuilder();
    builder.add({ ...first, source: -1 }, -1);
    equal(spanAt(builder.build([]), 0), undefined);
  });
});
