import { type Diagnostic, errorAt } from './diagnostic.js';
import { diagnosticsMax } from './parser/limits.js';

export interface DiagnosticList {
  /** By place, each once; where there were too many, a last one that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many were left out. */
  readonly omitted: number;
}

/** Sorts by place, drops what is said twice, and counts what exceeds the limit. */
export function listDiagnostics(all: readonly Diagnostic[], omittedBefore = 0): DiagnosticList {
  const sorted = all
    .filter(({ code }) => code !== omittedCode)
    .sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compare(a.code, b.code),
    );
  const unique = sorted.filter((diagnostic, index) => !isSame(diagnostic, sorted[index - 1]));
  const kept = unique.slice(0, diagnosticsMax);
  const omitted = unique.length - kept.length + omittedBefore;
  if (omitted === 0) return { diagnostics: kept, omitted };
  const last = kept.at(-1)?.span ?? { start: 0, end: 0 };
  const summary = errorAt(last, omittedCode, `${omitted} more diagnostics are not shown`);
  return { diagnostics: [...kept, summary], omitted };
}

const omittedCode = 'E0215';

function isSame(a: Diagnostic, b: Diagnostic | undefined): boolean {
  if (b === undefined || a.code !== b.code || a.message !== b.message) return false;
  return a.span.start === b.span.start && a.span.end === b.span.end;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
