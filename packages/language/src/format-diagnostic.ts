import type { Diagnostic } from './diagnostic.js';
import { lineEndFrom } from './lexer/characters.js';
import type { SourceFile } from './text/source-file.js';
import type { Span } from './text/span.js';

export interface FormatDiagnosticOptions {
  readonly color: boolean;
  /** How a file's path is shown; as it is, where this is absent. */
  readonly showPath?: (path: string) => string;
}

/**
 * A diagnostic as people read it in a terminal: `file:line:column: error[code]: message`, the
 * line itself with the place marked, what to do, and the places that explain it. `checked` is the
 * file of diagnostics that name none.
 */
export function formatDiagnostic(
  checked: SourceFile,
  diagnostic: Diagnostic,
  { color, showPath = (path) => path }: FormatDiagnosticOptions,
): string {
  const { severity, code, message, span, hint, related = [], file = checked } = diagnostic;
  const paint = painter(color);
  const placeOf = (source: SourceFile, { start }: Span): string => {
    const { line, column } = source.positionAt(start);
    return `${source.path === '' ? '<text>' : showPath(source.path)}:${line}:${column}`;
  };
  const tint = severity === 'error' ? 'red' : 'yellow';
  const label = paint(`${severity}[${code}]`, tint, 'bold');
  const lines = [`${placeOf(file, span)}: ${label}: ${paint(message, 'bold')}`];
  lines.push(...sourceLines(file, span, (text) => paint(text, tint, 'bold')));
  if (hint !== undefined) lines.push(`  ${paint('hint:', 'cyan')} ${hint}`);
  for (const { span: other, message: note, file: source = file } of related) {
    lines.push(`  ${placeOf(source, other)}: ${paint('note:', 'cyan')} ${note}`);
    lines.push(...sourceLines(source, other, (text) => paint(text, 'cyan')));
  }
  return lines.join('\n');
}

const widthMax = 160;

/** The first line of a span with carets under it; a very long line is shown around the place. */
function sourceLines(
  file: SourceFile,
  span: Span,
  paint: (text: string) => string,
): readonly string[] {
  const { line, column } = file.positionAt(span.start);
  const whole = file.lineText(line);
  const from = column > widthMax / 2 ? column - widthMax / 2 : 0;
  const shown = whole.slice(from, from + widthMax).replaceAll('\t', ' ');
  const end = Math.min(span.end, lineEndFrom(file.text, span.start));
  const length = Math.max(1, Math.min(end - span.start, shown.length - (column - 1 - from)));
  const number = String(line);
  const margin = ' '.repeat(number.length);
  const indent = ' '.repeat(column - 1 - from);
  return [` ${number} | ${shown}`, ` ${margin} | ${indent}${paint('^'.repeat(length))}`];
}

type Style = 'red' | 'yellow' | 'cyan' | 'bold';

const codes: Readonly<Record<Style, number>> = { bold: 1, red: 31, yellow: 33, cyan: 36 };

function painter(color: boolean): (text: string, ...styles: readonly Style[]) => string {
  if (!color) return (text) => text;
  return (text, ...styles) =>
    `\u001b[${styles.map((style) => codes[style]).join(';')}m${text}\u001b[0m`;
}
