import type { Diagnostic, Severity, SourceFile, Span } from '@mso/language';

/** A diagnostic for programs to read. Lines and columns start at 1, the end is exclusive. */
export interface DiagnosticRecord extends Place {
  readonly file: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string | null;
  readonly related: readonly (Place & { readonly file: string; readonly message: string })[];
}

interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export function diagnosticRecord(checked: SourceFile, diagnostic: Diagnostic): DiagnosticRecord {
  const { code, severity, message, span, hint = null, related = [], file = checked } = diagnostic;
  return {
    file: file.path,
    code,
    severity,
    message,
    ...placeOf(file, span),
    hint,
    related: related.map(({ message: note, span: other, file: source = file }) => ({
      file: source.path,
      message: note,
      ...placeOf(source, other),
    })),
  };
}

function placeOf(file: SourceFile, span: Span): Place {
  const { start, end } = file.rangeOf(span);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
