import type { Diagnostic } from '../diagnostic.js';
import type { Comment, Token } from '../lexer/token.js';
import type { Expression } from '../syntax/expression.js';
import type { Program } from '../syntax/tree.js';
import type { SourceFile } from '../text/source-file.js';

export interface ParseResult {
  readonly file: SourceFile;
  readonly program: Program;
  /** Every token in order; the last one is EndOfFile. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ExpressionResult {
  readonly expression: Expression;
  readonly diagnostics: readonly Diagnostic[];
}

export function parse(file: SourceFile): ParseResult {
  const program: Program = { kind: 'Program', start: 0, end: file.text.length, declarations: [] };
  return { file, program, tokens: [], comments: [], diagnostics: [] };
}

export function parseExpression(text: string): ExpressionResult {
  return {
    expression: { kind: 'MissingExpression', start: 0, end: text.length },
    diagnostics: [],
  };
}
