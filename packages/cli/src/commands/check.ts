import { ProgramProblem, readSource } from '@mso/adapter';
import { check, type Diagnostic, formatDiagnostic, parse, SourceFile } from '@mso/language';
import type { Options } from '../options/options.js';
import { counted } from '../output/columns.js';
import { diagnosticRecord } from '../output/diagnostic-record.js';
import { exitCodes, reportProblem } from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';

interface CheckedFile {
  /** The source under the name that was typed. */
  readonly file: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** `mso check FILE…` */
export function checkFiles(options: Options, terminal: Terminal): number {
  const checked: CheckedFile[] = [];
  for (const path of options.operands) {
    const result = checkFile(path, terminal);
    if (result === undefined) continue;
    checked.push(result);
    if (!options.has('json')) printDiagnostics(result, terminal);
  }
  const unreadable = options.operands.length - checked.length;
  if (options.has('json')) {
    const records = checked.flatMap(({ file, diagnostics }) =>
      diagnostics.map((diagnostic) => diagnosticRecord(file, diagnostic)),
    );
    terminal.print(JSON.stringify(records, null, 2));
  } else {
    terminal.print(summary(checked, unreadable));
  }
  if (unreadable > 0) return exitCodes.unusable;
  const bad = severityCount(checked, 'error') > 0;
  const strictlyBad = options.has('strict') && severityCount(checked, 'warning') > 0;
  return bad || strictlyBad ? exitCodes.failed : exitCodes.success;
}

/** Undefined for a file that cannot be read, which is reported: the others are still checked. */
function checkFile(path: string, terminal: Terminal): CheckedFile | undefined {
  try {
    const { text } = readSource(path);
    const file = new SourceFile(path, text);
    return { file, diagnostics: check(parse(file)).diagnostics };
  } catch (problem) {
    if (!(problem instanceof ProgramProblem)) throw problem;
    reportProblem(problem, terminal);
    return undefined;
  }
}

function printDiagnostics({ file, diagnostics }: CheckedFile, terminal: Terminal): void {
  const { color } = terminal.printPaint;
  for (const diagnostic of diagnostics) {
    terminal.print(`${formatDiagnostic(file, diagnostic, { color })}\n`);
  }
}

function summary(checked: readonly CheckedFile[], unreadable: number): string {
  const parts = [
    counted(checked.length, 'file'),
    counted(severityCount(checked, 'error'), 'error'),
    counted(severityCount(checked, 'warning'), 'warning'),
  ];
  if (unreadable > 0) parts.push(`${unreadable} not readable`);
  return parts.join(', ');
}

function severityCount(checked: readonly CheckedFile[], severity: Diagnostic['severity']): number {
  const all = checked.flatMap(({ diagnostics }) => diagnostics);
  return all.filter((diagnostic) => diagnostic.severity === severity).length;
}
