import { columns } from '../output/columns.js';
import { ConsoleProblem } from './console-problem.js';
import type { DebugConsole } from './debug-console.js';

/** Moments that are shown at most; the earlier ones are counted. */
const rowsMax = 50;

/** `written EXPR`: goes back to where its value was written last. */
export async function goToLastWrite(console: DebugConsole, expression: string): Promise<void> {
  if (expression === '') throw new ConsoleProblem('written what? For example: written model');
  const { frame } = console;
  console.session.evaluate(expression, frame);
  await console.travel((session) => session.travel.goToLastWrite(expression, frame));
}

/** `timeline`: what has happened; `timeline POSITION`: goes to a moment. */
export async function timeline(console: DebugConsole, operand: string): Promise<void> {
  const { journal, session } = console;
  if (operand === '') return showTimeline(console);
  const position = /^\d{1,15}$/.test(operand) ? Number(operand) : -1;
  if (position < journal.start || position > journal.end) {
    throw new ConsoleProblem(
      `timeline takes a number from ${journal.start} to ${journal.end}, not ${operand}`,
    );
  }
  await console.travel(() => session.travel.goTo(position));
}

function showTimeline(console: DebugConsole): void {
  const { journal, session } = console;
  const moments = session.moments.slice(-rowsMax);
  const earlier = session.moments.length - moments.length;
  if (earlier > 0) console.print(`… ${earlier} earlier`);
  const rows = moments.map(({ position, kind, text }) => [
    position === journal.position ? '->' : '',
    String(position),
    kind,
    text,
  ]);
  for (const row of columns(rows, { right: [1] })) console.print(row);
  const { start, position, end } = journal;
  console.print(`at ${position}; one can go from ${start} to ${end}`);
}
