import { assemble, assemblyMarker, type Module, verify } from '@mso/bytecode';
import { ProgramProblem } from './program-problem.js';

/** So many problems are shown; the others are counted. */
const shownMax = 20;

/** Whether a text is an assembly, by its first line. */
export function isAssembly(text: string): boolean {
  return text.startsWith(assemblyMarker);
}

export interface AssembledModule {
  readonly module: Module;
  /** The line of each instruction, from 1. */
  readonly lines: readonly number[];
}

/**
 * The module of an assembly, which verifies.
 *
 * @throws ProgramProblem with everything that is wrong, each with its line and column
 */
export function readAssembly(path: string, text: string): AssembledModule {
  const result = assemble(text);
  if (!result.ok) {
    throw problemOf(
      result.problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`),
    );
  }
  const problems = verify(result.module).map(({ address, message }) => {
    const line = address === undefined ? undefined : result.lines[address];
    return line === undefined ? `${path}: ${message}` : `${path}:${line}: ${message}`;
  });
  if (problems.length > 0) throw problemOf(problems);
  const { module, lines } = result;
  return { module, lines };
}

function problemOf(lines: readonly string[]): ProgramProblem {
  const more = lines.length - shownMax;
  const shown = lines.slice(0, shownMax);
  const message = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
  return new ProgramProblem(message, undefined, [], true);
}
