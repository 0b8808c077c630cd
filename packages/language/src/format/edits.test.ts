import assert from 'node:assert/strict';
import { SourceFile } from '../text/source-file.js';
import type { TextEdit } from './edits.js';
import { formatEdits, formatRange } from './format.js';

function apply(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (result, { span, text: inserted }) =>
      result.slice(0, span.start) + inserted + result.slice(span.end),
    text,
  );
}

/** The text with `‹›` around the part that is formatted, and what comes of it. */
const parts: readonly (readonly [name: string, marked: string, expected: string])[] = [
  [
    'touches one declaration only',
    'agent a{x=1}\n\n\nagent ‹›b{x=1}\n\n\nagent c{x=1}',
    'agent a{x=1}\n\nagent "b" {\n  x = 1\n}\n\n\nagent c{x=1}',
  ],
  [
    'touches several declarations',
    'agent a{x=1}\nagent ‹b{}\nagent› c{}\nagent d{}',
    'agent a{x=1}\n\nagent "b" {}\n\nagent "c" {}\nagent d{}',
  ],
  [
    'touches a member only',
    'agent a {\n x=1\n    y=‹2›\n z=3\n}',
    'agent a {\n x=1\n  y = 2\n z=3\n}',
  ],
  [
    'touches the members of an inner block',
    'workflow w {\n x=1\n step s {\n  a=1\n  ‹b=2\n  c›=3\n  d=4\n }\n}',
    'workflow w {\n x=1\n step s {\n  a=1\n    b = 2\n    c = 3\n  d=4\n }\n}',
  ],
  [
    'touches the whole of a block that is not indented',
    'agent a {\nx=1\ny=‹›2\n}',
    'agent "a" {\n  x = 1\n  y = 2\n}\n',
  ],
  ['touches comments', 'load a\n\n\n\n//‹ a›\nload b\n', 'load a\n\n# a\nload b\n'],
  ['is empty', '‹›', ''],
];

describe('formatting a part', () => {
  for (const [name, marked, expected] of parts) {
    it(name, () => {
      const start = marked.indexOf('‹');
      const end = marked.indexOf('›') - 1;
      const text = marked.replaceAll(/[‹›]/g, '');
      const edits = formatRange(new SourceFile('', text), { start, end });
      assert.equal(apply(text, edits), expected);
    });
  }

  it('with syntax errors changes nothing', () => {
    const file = new SourceFile('', 'agent a{ x = }');
    assert.deepEqual(formatRange(file, { start: 0, end: 5 }), []);
  });
});

describe('edits', () => {
  it('leave what is right as it is', () => {
    const text = 'agent "a" {\n  x = [\n    1, # c\n    2,\n  ]\n  y =2\n}\n';
    assert.deepEqual(formatEdits(new SourceFile('', text)), [
      { span: { start: text.indexOf('=2') + 1, end: text.indexOf('=2') + 1 }, text: ' ' },
    ]);
  });

  it('add the line end that is missing', () => {
    const text = 'load "a"';
    assert.deepEqual(formatEdits(new SourceFile('', text)), [
      { span: { start: 8, end: 8 }, text: '\n' },
    ]);
  });
});
