import type { Diagnostic } from '../diagnostic.js';
import { listDiagnostics } from '../diagnostics.js';
import { lineEndFrom } from '../lexer/characters.js';
import { tokenize } from '../lexer/lexer.js';
import type { Comment } from '../lexer/token.js';
import type { TokenList } from '../lexer/token-list.js';
import type { Expression } from '../syntax/expression.js';
import type { Program } from '../syntax/tree.js';
import type { SourceFile } from '../text/source-file.js';
import { Cursor } from './cursor.js';
import { parseProgram } from './declarations.js';
import { parseExpressionAt } from './expressions.js';

export interface ParseResult {
  readonly file: SourceFile;
  readonly program: Program;
  /** Every token in order; the last one is EndOfFile. */
  readonly tokens: TokenList;
  readonly comments: readonly Comment[];
  /** By offset, each once. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many diagnostics there are beyond those, where there were too many. */
  readonly omitted: number;
}

/** Reads any text: there is always a tree, and the diagnostics say what is wrong with it. */
export function parse(file: SourceFile): ParseResult {
  const { tokens, comments, diagnostics: lexical } = tokenize(file.text);
  const cursor = new Cursor(file.text, tokens);
  const program = parseProgram(cursor);
  const all = [...cursor.withoutIgnored(lexical), ...withoutSwallowed(cursor, lexical)];
  return { file, program, tokens, comments, ...listDiagnostics(all) };
}

/** A string that is never closed swallows the brackets on its line; they are not missing. */
function withoutSwallowed(
  { text, diagnostics }: Cursor,
  lexical: readonly Diagnostic[],
): readonly Diagnostic[] {
  const lines = new Set<number>();
  for (const { code, span } of lexical) {
    if (code === 'E0101') lines.add(lineEndFrom(text, span.start));
  }
  if (lines.size === 0) return diagnostics;
  return diagnostics.filter(
    ({ code, span }) => code !== 'E0204' || !lines.has(lineEndFrom(text, span.start)),
  );
}

export interface ExpressionResult {
  readonly expression: Expression;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text that is one expression as a whole: a condition, a watch, a console line. */
export function parseExpression(text: string): ExpressionResult {
  const { tokens, diagnostics: lexical } = tokenize(text);
  const cursor = new Cursor(text, tokens);
  const expression = parseExpressionAt(cursor);
  if (!cursor.isAtEnd) cursor.unexpected('E0201', 'the end of the expression');
  const { diagnostics } = listDiagnostics([...lexical, ...cursor.diagnostics]);
  return { expression, diagnostics };
}
