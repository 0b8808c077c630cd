import { check } from '../checks/check.js';
import type { Diagnostic } from '../diagnostic.js';
import { parse } from '../parser/parse.js';
import { SourceFile } from '../text/source-file.js';

/**
 * Programs for tests carry their diagnostics: under a line, carets mark the place and the code
 * follows.
 *
 * ```
 * agent "a" { model = }
 *                   ^ E0207
 * ```
 *
 * A test strips these lines, checks what remains, and compares the text it was given with the
 * text annotated anew.
 */
export function stripAnnotations(annotated: string): string {
  return annotated
    .split('\n')
    .filter((line) => !annotation.test(line))
    .join('\n');
}

const annotation = /^\s*\^+ [A-Za-z0-9]+$/;

/** The text with carets for every diagnostic; a place over several lines ends with its first. */
export function annotate(text: string, only: (diagnostic: Diagnostic) => boolean = all): string {
  const file = new SourceFile('test.mso', text);
  const { diagnostics } = check(parse(file));
  const lines: string[] = [];
  for (let line = 1; line <= file.lineCount; line++) {
    lines.push(file.lineText(line));
    for (const diagnostic of diagnostics.filter(only)) {
      const { start, end } = file.rangeOf(diagnostic.span);
      if (start.line !== line) continue;
      const lineEnd = file.lineText(line).length + 1;
      const length = Math.max(1, (end.line === line ? end.column : lineEnd) - start.column);
      lines.push(`${' '.repeat(start.column - 1)}${'^'.repeat(length)} ${diagnostic.code}`);
    }
  }
  return lines.join('\n');
}

function all(): boolean {
  return true;
}
