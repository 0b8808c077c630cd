import { type Diagnostic, errorAt } from './diagnostic.js';
import { diagnosticsMax } from './parser/limits.js';

/** Sorts by place, drops what is said twice, and counts what exceeds the limit. */
export function orderDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = [...diagnostics].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compare(a.code, b.code),
  );
  const unique = sorted.filter((diagnostic, index) => !isSame(diagnostic, sorted[index - 1]));
  if (unique.length <= diagnosticsMax) return unique;
  const kept = unique.slice(0, diagnosticsMax);
  const last = kept.at(-1)?.span ?? { start: 0, end: 0 };
  const rest = unique.slice(diagnosticsMax);
  const isError = rest.some(({ severity }) => severity === 'error');
  const summary = errorAt(last, 'E0215', `${rest.length} more diagnostics are not shown`);
  return [...kept, isError ? summary : { ...summary, severity: 'warning' }];
}

function isSame(a: Diagnostic, b: Diagnostic | undefined): boolean {
  if (b === undefined || a.code !== b.code || a.message !== b.message) return false;
  return a.span.start === b.span.start && a.span.end === b.span.end;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
