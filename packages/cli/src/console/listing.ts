import { displayPath } from '../output/diagnostics.js';
import { ConsoleProblem } from './console-problem.js';
import type { DebugConsole } from './debug-console.js';
import { currentSource, fileOf, readPlace } from './places.js';
import { sourceLine } from './source-line.js';

const linesBefore = 5;
const linesShown = 11;

interface Lines {
  readonly source: number;
  readonly from: number;
  readonly to: number;
}

/** `list`, `list LINE`, `list FROM TO`; before the first line may stand a file, as `FILE:LINE`. */
export function list(console: DebugConsole, operand: string): void {
  const { source, from, to } = linesWanted(console, operand);
  const file = fileOf(console, source);
  const last = Math.min(to, file.lineCount);
  if (from > last) throw new ConsoleProblem(`${displayPath(file.path)} ends at line ${last}`);
  for (let line = from; line <= last; line++) console.print(sourceLine(console, { source, line }));
  console.listedTo = { source, line: last };
}

function linesWanted(console: DebugConsole, operand: string): Lines {
  const { listedTo, frame } = console;
  if (operand === '' && listedTo !== undefined) {
    const { source, line } = listedTo;
    return { source, from: line + 1, to: line + linesShown };
  }
  const [, first = '', second] = /^(.*?)(?:(?:\s+|\s*,\s*)(\d+))?$/s.exec(operand) ?? [];
  const here = { source: currentSource(console), line: frame.span?.startLine ?? 1 };
  const place = first === '' ? here : readPlace(console, first);
  if (place === undefined || place.line < 1) throw new ConsoleProblem('list takes a line, or two');
  const { source, line } = place;
  if (second !== undefined) return { source, from: line, to: Number(second) };
  const start = Math.max(1, line - linesBefore);
  return { source, from: start, to: start + linesShown - 1 };
}
