import {
  isAssembly,
  isBinary,
  maxBinaryBytes,
  ProgramProblem,
  readBytes,
  readOptions,
  textOf,
} from '@mso/adapter';
import { assemble, decodeModule, verify } from '@mso/bytecode';
import type { Paint } from '../output/terminal.js';

/** What is wrong with a module; the place is one of its assembly, and a binary has none. */
export interface ModuleProblem {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * What keeps the module of a binary or an assembly from being executed, and what the file lacks;
 * undefined for a source text. @throws ProgramProblem where there is no module in the file
 */
export function checkModule(file: string): readonly ModuleProblem[] | undefined {
  const bytes = readBytes(file, maxBinaryBytes);
  if (isBinary(bytes)) return checkBinary(file, bytes);
  const isText = isAssembly(bytes.toString('latin1', 0, 100));
  return isText ? checkAssembly(file, textOf(file, bytes)) : undefined;
}

function checkBinary(file: string, bytes: Uint8Array): readonly ModuleProblem[] {
  const decoded = decodeModule(bytes, readOptions);
  if (!decoded.ok) throw new ProgramProblem(`${file}: ${decoded.error.message}`);
  const { module, warnings } = decoded.value;
  return [
    ...verify(module).map(({ message }) => ({ file, severity: 'error', message }) as const),
    ...warnings.map((message) => ({ file, severity: 'warning', message }) as const),
  ];
}

function checkAssembly(file: string, text: string): readonly ModuleProblem[] {
  const result = assemble(text);
  if (!result.ok) return result.problems.map((each) => ({ file, severity: 'error', ...each }));
  return verify(result.module).map(({ address, message }) => {
    const line = address === undefined ? undefined : result.lines[address];
    return { file, severity: 'error', message, ...(line !== undefined && { line }) };
  });
}

/** `a.msoasm:3:7: error: …`, with as much of the place as there is. */
export function moduleProblemText(problem: ModuleProblem, paint: Paint): string {
  const { file, severity, message, line, column } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const kind = paint(severity, severity === 'error' ? 'red' : 'yellow', 'bold');
  return `${place}: ${kind}: ${message}`;
}

/** For programs to read, with the members that a diagnostic of a source has. */
export function moduleProblemRecord(problem: ModuleProblem): object {
  const { file, severity, message, line = null, column = null } = problem;
  const end = { endLine: line, endColumn: column };
  return { file, code: 'Module', severity, message, line, column, ...end, hint: null, related: [] };
}
