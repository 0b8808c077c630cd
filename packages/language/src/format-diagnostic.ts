import type { Diagnostic } from './diagnostic.js';
import type { SourceFile } from './text/source-file.js';

export interface FormatDiagnosticOptions {
  readonly color: boolean;
}

/** A diagnostic as people read it in a terminal: where, what, the line itself, what to do. */
export function formatDiagnostic(
  file: SourceFile,
  diagnostic: Diagnostic,
  _options: FormatDiagnosticOptions,
): string {
  const { line, column } = file.positionAt(diagnostic.span.start);
  const { severity, code, message } = diagnostic;
  return `${file.path}:${line}:${column}: ${severity}[${code}]: ${message}`;
}
