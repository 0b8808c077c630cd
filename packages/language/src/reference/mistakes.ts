import { diagnosticsOf } from './examine-mistake.js';
import { expressionMistakes } from './expression-mistakes.js';
import { fileMistakes } from './file-mistakes.js';
import { lexicalMistakes } from './lexical-mistakes.js';
import { code, fence } from './markdown.js';
import type { Mistake } from './mistake.js';
import { nameMistakes } from './name-mistakes.js';
import { syntaxMistakes } from './syntax-mistakes.js';
import { valueMistakes } from './value-mistakes.js';

/** Every code that a program can yield, in the order of the alphabet. */
export const mistakes: readonly Mistake[] = [
  ...lexicalMistakes,
  ...syntaxMistakes,
  ...fileMistakes,
  ...valueMistakes,
  ...nameMistakes,
  ...expressionMistakes,
].toSorted((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1));

/** Errors with a number, warnings with one, and those that have a name. */
function rank({ code: text }: Mistake): number {
  if (/^E\d/.test(text)) return 0;
  return /^W\d/.test(text) ? 1 : 2;
}

export function renderMistakes(): readonly string[] {
  return mistakes.flatMap(renderMistake);
}

function renderMistake(mistake: Mistake): readonly string[] {
  const { code: text, says, wrong, abbreviated = wrong, right } = mistake;
  const said = diagnosticsOf(mistake, wrong).find((diagnostic) => diagnostic.code === text);
  const hint = said?.hint === undefined ? '' : `\nhint: ${said.hint}`;
  return [
    `### ${code(text)}: ${says}`,
    '',
    ...fence('mso', abbreviated),
    '',
    ...fence('text', `${said?.severity}: ${said?.message}${hint}`),
    '',
    'Right:',
    '',
    ...fence('mso', right),
    '',
  ];
}
