import { ProgramProblem } from '@mso/adapter';
import { counted } from './columns.js';
import { displayPath, firstDiagnostics } from './diagnostics.js';
import type { Terminal } from './terminal.js';

export const exitCodes = {
  success: 0,
  /** The program ran and failed, or a check found errors. */
  failed: 1,
  /** Wrong usage, a file that cannot be read, or one that is no program. */
  unusable: 2,
  /** Ended by Ctrl+C. */
  interrupted: 130,
  /** Ended by SIGTERM, which whoever started it has sent. */
  terminated: 143,
  /** A defect of ours. */
  internal: 70,
} as const;

/** What was typed is not what a command takes; `command` names the help that says what is. */
export class UsageProblem extends Error {
  constructor(
    message: string,
    readonly command?: string,
  ) {
    super(message);
    this.name = 'UsageProblem';
  }
}

/** Tells a person what went wrong, and answers with the exit code that says so to programs. */
export function reportProblem(problem: unknown, terminal: Terminal): number {
  if (problem instanceof UsageProblem) {
    const { command } = problem;
    const name = command === undefined ? 'mso' : `mso ${command}`;
    const help = command === undefined ? 'mso help' : `mso help ${command}`;
    terminal.report(`${name}: ${problem.message}\nTry: ${help}`);
    return exitCodes.unusable;
  }
  if (problem instanceof ProgramProblem) {
    terminal.report(describeProgramProblem(problem, terminal.reportPaint.color));
    return exitCodes.unusable;
  }
  terminal.report(`mso: internal error: ${describeUnexpected(problem)}`);
  return exitCodes.internal;
}

/** Why a file is no program, with the places in its text. */
export function describeProgramProblem(problem: ProgramProblem, color: boolean): string {
  const { file, diagnostics, message } = problem;
  if (file === undefined || diagnostics.length === 0) return `mso: ${message}`;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const shown = firstDiagnostics(file, diagnostics, color);
  return [...shown, `mso: ${displayPath(file.path)} has ${counted(errors, 'error')}`].join('\n');
}

function describeUnexpected(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  if (process.env.MSO_DEBUG === '1') return problem.stack ?? problem.message;
  const [line = ''] = problem.message.split('\n');
  return `${line} (MSO_DEBUG=1 shows where)`;
}
