import { relative } from 'node:path';
import { type Module, spanAt } from '@mso/bytecode';
import { type Diagnostic, formatDiagnostic, type SourceFile } from '@mso/language';

/** How many problems of a program are shown when a person wanted to run it, not to check it. */
const shownMax = 20;

/** The first diagnostics of a text with their code frames, and how many more there are. */
export function firstDiagnostics(
  file: SourceFile,
  diagnostics: readonly Diagnostic[],
  color: boolean,
): string[] {
  const options = { color, showPath: displayPath };
  const texts = diagnostics
    .slice(0, shownMax)
    .map((diagnostic) => formatDiagnostic(file, diagnostic, options));
  const rest = diagnostics.length - texts.length;
  if (rest > 0) texts.push(`… and ${rest} more: mso check ${displayPath(file.path)} shows them`);
  return texts;
}

/** A path as a person would type it here: from the current folder where that is shorter. */
export function displayPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere !== '' && fromHere.length < path.length ? fromHere : path;
}

/** The place in the source that an instruction came from: `file:line:column`. */
export function placeOf({ debug }: Module, address: number): string | undefined {
  const span = debug && spanAt(debug, address);
  const source = span && debug.sources[span.source];
  if (!source) return undefined;
  return `${displayPath(source.path)}:${span.startLine}:${span.startColumn}`;
}
