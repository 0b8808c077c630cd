import { SourceFile, SourceSet } from '@mso/language';
import { Emitter } from '../lower/emitter.js';
import { compileExpression } from '../lower/expressions/compile-expression.js';
import { ExpressionCode, type ExpressionScope } from '../lower/expressions/expression-code.js';
import { readValue } from './quote.js';

/** How many instructions the expression in a placeholder becomes; undefined where it is none. */
export function expressionLength(placeholder: string, scope: ExpressionScope): number | undefined {
  const value = readValue(placeholder);
  const part = value?.kind === 'String' ? value.parts?.[0] : undefined;
  const expression =
    value?.kind === 'Variable'
      ? value.expression
      : part?.kind === 'PlaceholderPart'
        ? part.expression
        : undefined;
  if (expression === undefined) return undefined;
  const emitter = new Emitter(new SourceSet([new SourceFile('', '')]));
  const code = new ExpressionCode(emitter, scope);
  compileExpression(code, expression);
  return emitter.jump('Jump', expression);
}
