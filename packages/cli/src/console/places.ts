import type { CodeSpan } from '@mso/bytecode';
import type { SourceFile } from '@mso/language';
import { displayPath } from '../output/diagnostics.js';
import { ConsoleProblem } from './console-problem.js';
import type { Place, SourceView } from './source-line.js';

/** The index of the file in which the program stands. */
export function currentSource({ frame }: SourceView): number {
  return frame.span?.source ?? 0;
}

export function fileOf({ program }: SourceView, source: number): SourceFile {
  return program.files[source] ?? program.file;
}

/** `file:line`, as it is shown and as it may be typed. */
export function placeText(view: SourceView, { source, startLine }: CodeSpan): string {
  return `${displayPath(fileOf(view, source).path)}:${startLine}`;
}

/**
 * The place that a person means with `LINE` or `FILE:LINE`; a line alone is one of the file in
 * which the program stands. Undefined for what is neither.
 */
export function readPlace(view: SourceView, text: string): Place | undefined {
  const [, name, line = ''] = /^(?:(.+):)?(\d+)$/s.exec(text) ?? [];
  if (line === '') return undefined;
  const source = name === undefined ? currentSource(view) : sourceNamed(view, name);
  return { source, line: Number(line) };
}

/** The file with a path that ends as it was typed. */
function sourceNamed({ program }: SourceView, name: string): number {
  const paths = program.files.map(({ path }) => displayPath(path));
  const exact = paths.indexOf(name);
  if (exact >= 0) return exact;
  const wanted = `/${name.replaceAll('\\', '/')}`;
  const found = program.files.flatMap(({ path }, index) =>
    `/${path.replaceAll('\\', '/')}`.endsWith(wanted) ? [index] : [],
  );
  const [source] = found;
  if (source !== undefined && found.length === 1) return source;
  const all = found.length > 1 ? found.map((index) => paths[index]) : paths;
  const problem = found.length > 1 ? `${name} may be` : `there is no file ${name}; there are`;
  throw new ConsoleProblem(`${problem} ${all.join(', ')}`);
}
