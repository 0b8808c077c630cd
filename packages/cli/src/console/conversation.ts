import { ProgramProblem } from '@mso/adapter';
import { ExpressionProblem } from '@mso/debugger';
import { describeProgramProblem } from '../output/problems.js';
import { findCommand } from './commands.js';
import { ConsoleProblem } from './console-problem.js';
import type { DebugConsole } from './debug-console.js';

/** Where commands come from: typed, piped in, or given with the command line. */
export interface CommandSource {
  /** The next line, or undefined when there will be none. */
  next(): Promise<string | undefined>;
}

/** Does what the lines say until one of them is `quit`, or there are no more. */
export async function converse(console: DebugConsole, source: CommandSource): Promise<void> {
  let repeated = '';
  for (let line = await source.next(); line !== undefined; line = await source.next()) {
    const text = line.trim() || repeated;
    if (text === '' || text.startsWith('#')) continue;
    const [, word = '', operand = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
    repeated = '';
    try {
      const { name, repeat, operand: taken, execute } = findCommand(word);
      if (operand !== '' && taken === undefined) {
        throw new ConsoleProblem(`${name} takes nothing behind it`);
      }
      if (execute === undefined) return;
      if (repeat !== 'nothing') repeated = repeat === 'same' ? text : name;
      await execute(console, operand);
    } catch (problem) {
      console.print(explain(problem, console));
    }
  }
}

/** What a person did wrong is told and survived; anything else is a defect and passes. */
function explain(problem: unknown, { paint }: DebugConsole): string {
  if (problem instanceof ProgramProblem) {
    const text = describeProgramProblem(problem, paint.color);
    return `${text}\nthe program stays as it was`;
  }
  const isTheirs = problem instanceof ConsoleProblem || problem instanceof ExpressionProblem;
  if (!isTheirs) throw problem;
  return paint(problem.message, 'yellow');
}
