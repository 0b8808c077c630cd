import { deepEqual, equal } from 'node:assert/strict';
import { parseExpression } from '../parser/parse.js';
import { expressionText } from './expression-text.js';

const cases: readonly (readonly [title: string, text: string, expected: string])[] = [
  ['blanks that there are are one each', 'input.x   >\t1', 'input.x > 1'],
  ['where there are none there stay none', 'len(a)>-1', 'len(a)>-1'],
  ['a line end is a blank', 'a\r\n  and\n\n b', 'a and b'],
  ['a comment is a blank', 'a # why\n  or b', 'a or b'],
  ['a continued line is a blank', 'a \\\n or b', 'a or b'],
  ['strings have double quotes', `a == 'say "x"'`, 'a == "say \\"x\\""'],
  ['line ends in strings are escapes', 'a == "x\r\ny"', 'a == "x\\r\\ny"'],
  ['text blocks are strings', 'a == """\n  x\n   y\n  """', 'a == "x\\n y\\n"'],
  ['what is no placeholder stays none', 'a == "\\${b}"', 'a == "\\${b}"'],
  ['placeholders are expressions themselves', '${ a  +  1 } > 1', '${a + 1} > 1'],
];

const withoutSpans = (text: string): unknown =>
  JSON.parse(
    JSON.stringify(parseExpression(text).expression, (key, value) =>
      /^(start|end|.*Span)$/.test(key) ? undefined : value,
    ),
  );

describe('the text of an expression', () => {
  for (const [title, text, expected] of cases) {
    it(title, () => {
      equal(expressionText(text), expected);
      equal(expressionText(expected), expected);
      deepEqual(withoutSpans(expected), withoutSpans(text));
    });
  }
});
