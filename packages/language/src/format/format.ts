import type { Diagnostic } from '../diagnostic.js';
import { type ParseResult, parse } from '../parser/parse.js';
import type { SourceFile } from '../text/source-file.js';
import type { Span } from '../text/span.js';
import { editsFor, joinPieces, type TextEdit } from './edits.js';
import { printProgram } from './program.js';
import { formattedRange } from './range.js';

/** The formatted text, or the errors because of which a text cannot be formatted. */
export type FormatResult =
  | { readonly text: string }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Formats a text: its layout, its quotes and its commas. What the program means stays the same,
 * and so does every comment.
 */
export function format(file: SourceFile): FormatResult {
  const parsed = parse(file);
  const diagnostics = syntaxErrors(parsed);
  if (diagnostics.length > 0) return { diagnostics };
  return { text: joinPieces(printProgram(parsed)) };
}

/** What formatting changes, in order; nothing where the text has syntax errors. */
export function formatEdits(file: SourceFile): TextEdit[] {
  return formatRange(file, { start: 0, end: file.text.length });
}

/**
 * What formatting changes in the declarations that a part of the text touches, or, where it lies
 * within one of them, in the members that it touches.
 */
export function formatRange(file: SourceFile, part: Span): TextEdit[] {
  const parsed = parse(file);
  if (syntaxErrors(parsed).length > 0) return [];
  const range = formattedRange(parsed, part);
  return editsFor(file.text, printProgram(parsed), range);
}

function syntaxErrors({ diagnostics }: ParseResult): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}
