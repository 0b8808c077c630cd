import type { Diagnostic } from '../diagnostic.js';
import { errorAt } from '../diagnostic.js';
import { isNewline } from './characters.js';

/** The text that a string's source means; `offset` is where that source begins. */
export function resolveEscapes(
  raw: string,
  offset: number,
  report: (diagnostic: Diagnostic) => void,
): string {
  let result = '';
  let copied = 0;
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', at + 2)) {
    const escaped = raw.charAt(at + 1);
    result += raw.slice(copied, at);
    copied = at + 2;
    const meaning = escapes.get(escaped);
    if (meaning === undefined) {
      const span = { start: offset + at, end: offset + at + 2 };
      report(
        errorAt(span, 'E0102', `unknown escape ${named(escaped)}`, {
          hint: 'escapes are \\n \\t \\r \\\\ \\" \\\' and \\$; a backslash itself is \\\\',
        }),
      );
    }
    result += meaning ?? escaped;
  }
  return result + raw.slice(copied);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
  ['$', '$'],
]);

/** A line break in a message would make two lines of it. */
function named(escaped: string): string {
  return isNewline(escaped.charCodeAt(0)) ? "'\\' at the end of a line" : `'\\${escaped}'`;
}
