import { ConsoleProblem, type DebugConsole } from './debug-console.js';
import { sourceLine } from './source-line.js';

const linesBefore = 5;
const linesShown = 11;

/** `list`, `list LINE`, `list FROM TO`. */
export function list(console: DebugConsole, operand: string): void {
  const { from, to } = linesWanted(console, operand);
  const last = Math.min(to, console.program.file.lineCount);
  if (from > last) throw new ConsoleProblem(`${console.path} ends at line ${last}`);
  for (let line = from; line <= last; line++) console.print(sourceLine(console, line));
  console.listedTo = last;
}

function linesWanted(console: DebugConsole, operand: string): { from: number; to: number } {
  const { listedTo, frame } = console;
  if (operand === '' && listedTo !== undefined) {
    return { from: listedTo + 1, to: listedTo + linesShown };
  }
  const [first, second, more] = operand.split(/[\s,]+/).filter((part) => part !== '');
  const from = first === undefined ? (frame.span?.startLine ?? 1) : Number(first);
  const to = second === undefined ? undefined : Number(second);
  const isRight = Number.isInteger(from) && from > 0 && (to === undefined || Number.isInteger(to));
  if (!isRight || more !== undefined) throw new ConsoleProblem('list takes a line, or two');
  if (to !== undefined) return { from, to };
  const start = Math.max(1, from - linesBefore);
  return { from: start, to: start + linesShown - 1 };
}
