import type { Layout } from './layout.js';
import { stringText } from './strings.js';
import { canBeBare, continuingWords, quoted } from './words.js';

/** Prints a string; one in single quotes gets double ones. */
export function printString(layout: Layout): void {
  const { current, source, textIndentation } = layout;
  layout.token(stringText(source.slice(current.start, current.end), textIndentation));
}

/** Prints a name that stands in quotes wherever it could do without. */
export function printQuotedName(layout: Layout): void {
  const { kind, text } = layout.current;
  if (kind === 'String') printString(layout);
  else layout.token(quoted(text));
}

/** Prints the key of a property: bare if that means the same. */
export function printKey(layout: Layout): void {
  const { kind, text } = layout.current;
  if (kind === 'String') printBare(layout);
  else layout.token(continuingWords.has(text) ? quoted(text) : text);
}

/** Prints the name of a step in a pipeline: bare if that means the same. */
export function printStepName(layout: Layout): void {
  const { kind, text } = layout.current;
  if (kind === 'String') printBare(layout);
  else layout.token(kind === 'Keyword' || canBeBare(text) ? text : quoted(text));
}

function printBare(layout: Layout): void {
  const { text } = layout.current;
  if (canBeBare(text)) layout.token(text);
  else printString(layout);
}
