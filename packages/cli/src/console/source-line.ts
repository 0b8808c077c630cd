import type { LoadedProgram } from '@mso/adapter';
import type { CodeSpan } from '@mso/bytecode';
import type { Frame, SourceBreakpoint } from '@mso/debugger';
import type { Paint } from '../output/terminal.js';

/** A line of one of the program's files. */
export interface Place {
  /** The file's index among those of the program. */
  readonly source: number;
  readonly line: number;
}

/** What a line of source is shown with. */
export interface SourceView {
  readonly program: LoadedProgram;
  readonly breakpoints: readonly SourceBreakpoint[];
  readonly frame: Frame;
  readonly paint: Paint;
}

/** Longer lines are cut: nobody reads them in a terminal. */
const widthMax = 160;

/**
 * One line of the source with what a person should see at its left: `*` where a breakpoint is,
 * `->` where the program stands.
 */
export function sourceLine(view: SourceView, { source, line }: Place): string {
  const { program, paint, breakpoints, frame } = view;
  const file = program.files[source] ?? program.file;
  const width = String(file.lineCount).length;
  const isHere = (span: CodeSpan | undefined): boolean =>
    span?.startLine === line && span.source === source;
  const isCurrent = isHere(frame.span);
  const hasBreakpoint = breakpoints.some(
    ({ verified, location }) => verified && isHere(location?.span),
  );
  const mark = hasBreakpoint ? paint('*', 'red', 'bold') : ' ';
  const arrow = isCurrent ? paint('->', 'green', 'bold') : '  ';
  const number = String(line).padStart(width);
  const text = visible(file.lineText(line));
  return `${mark}${arrow} ${paint(number, 'dim')} | ${text}`.trimEnd();
}

/** Tabs as blanks, and nothing that a terminal would obey. */
function visible(text: string): string {
  const shown = text.length > widthMax ? `${text.slice(0, widthMax)}…` : text;
  return shown.replaceAll('\t', '  ').replaceAll(/\p{Cc}/gu, '?');
}
