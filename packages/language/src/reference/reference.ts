import { renderFunctions } from './function-table.js';
import { renderMistakes } from './mistakes.js';
import { renderBlocks, renderTypes } from './property-tables.js';

/*
 * Parts of the README are made from what the program itself uses: the property tables, the
 * functions and the diagnostics. They stand between marks; the rest is written by people.
 */

const parts: Readonly<Record<string, () => readonly string[]>> = {
  types: renderTypes,
  blocks: renderBlocks,
  functions: renderFunctions,
  diagnostics: renderMistakes,
};

/** The text with its generated parts made anew. */
export function updateReference(readme: string): string {
  return Object.entries(parts).reduce((text, [name, render]) => {
    const begin = `<!-- generated: ${name} -->\n`;
    const end = `<!-- /generated: ${name} -->`;
    const from = text.indexOf(begin) + begin.length;
    const to = text.indexOf(end);
    if (from < begin.length || to < from) throw new Error(`the text has no marks for ${name}`);
    const body = render().join('\n').trim();
    return `${text.slice(0, from)}\n${body}\n\n${text.slice(to)}`;
  }, readme);
}
