import { canBeBare, quotedText } from '@mso/language';
import type { TextEdit } from 'vscode-languageserver';
import type { NamePlace } from '../workspace/summary.js';

/**
 * Writes another name where one stands: in quotes if it was, with escapes where they are needed,
 * and bare where it was and that is a name, too.
 */
export function nameEdit({ range, form }: NamePlace, name: string): TextEdit {
  const quoted = quotedText(name);
  const isPlain = quoted === `"${name}"` && !name.includes("'");
  const { start, end } = range;
  switch (form) {
    case 'member':
    case 'optional member': {
      if (canBeBare(name)) return { range, newText: name };
      // From the point on: `steps.draft` becomes `steps["first draft"]`.
      const length = form === 'member' ? 1 : 2;
      const point = { line: start.line, character: start.character - length };
      return { range: { start: point, end }, newText: `[${quoted}]` };
    }
    case 'quoted': {
      if (isPlain) return { range, newText: name };
      const outer = {
        start: { line: start.line, character: start.character - 1 },
        end: { line: end.line, character: end.character + 1 },
      };
      return { range: outer, newText: quoted };
    }
    default:
      return { range, newText: canBeBare(name) ? name : quoted };
  }
}
