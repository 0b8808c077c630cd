import type { Module } from '@mso/bytecode';
import { format, SourceFile } from '@mso/language';
import { carriedSource, type DecompiledFile } from './carried-source.js';
import { compared, type Fidelity, fidelities } from './fidelity.js';
import { Losses } from './losses.js';
import { placeholderPieces } from './placeholders.js';
import { asTextBlock, quoteWithPlaceholders } from './quote.js';
import { readDeclarations } from './read-declarations.js';
import { TextBudget } from './text-budget.js';
import { writeProgram } from './write-program.js';
import { type ValueWriter, writeText } from './write-value.js';

/** A program as text again. */
export interface DecompiledProgram {
  /** The program's own file first, then those that it loads. */
  readonly files: readonly DecompiledFile[];
  readonly fidelity: Fidelity;
  /** What is to be said about the text, in sentences, which also stand at its top as comments. */
  readonly remarks: readonly string[];
}

/**
 * The source of a module that verifies: the one that it carries, where that is compiled to this
 * module, else one put together from its declarations. Never throws.
 */
export function decompile(module: Module): DecompiledProgram {
  const files = carriedSource(module);
  return files ? { files, fidelity: 'same module', remarks: [] } : writtenSource(module);
}

/**
 * A text may hold placeholders or only look as if it did. Where the code does not tell, both ways
 * of writing are tried, and the one counts that comes nearer to the module.
 */
function writtenSource(module: Module): DecompiledProgram {
  const literal = written(module, writeText);
  if (literal.fidelity === 'same module') return literal;
  const isPlain = !module.strings.some((text) => text.includes('${'));
  if (isPlain) return literal;
  const interpolated = written(module, writeInterpolated);
  const rank = ({ fidelity }: DecompiledProgram): number => fidelities.indexOf(fidelity);
  return rank(literal) < rank(interpolated) ? literal : interpolated;
}

function written(module: Module, text: ValueWriter['text']): DecompiledProgram {
  const losses = new Losses();
  const budget = new TextBudget(losses);
  const entities = readDeclarations(module, losses, budget);
  const body = formatted(writeProgram(module, entities, { text, losses, budget }));
  const { fidelity: found, error } = compared(body, module);
  const isLossy = losses.list.length > 0;
  const fidelity = isLossy && found === 'same declarations' ? 'other declarations' : found;
  const remarks = losses.list.map((loss) => oneLine(`This text lacks ${loss}.`));
  if (fidelity === 'no program') {
    remarks.push(oneLine(`This text does not compile, as the module breaks a rule: ${error}`));
  } else if (fidelity === 'other declarations' && !isLossy) {
    remarks.push('Compiling this text gives a program that declares something else.');
  }
  const path = module.metadata.sourceFile ?? '';
  const head = remarks.map((remark) => `# ${remark}\n`).join('');
  return { files: [{ path, text: head + body }], fidelity, remarks };
}

function writeInterpolated(text: string): string {
  const pieces = placeholderPieces(text);
  return asTextBlock(quoteWithPlaceholders(pieces), pieces);
}

function formatted(text: string): string {
  const result = format(new SourceFile('', text));
  return 'text' in result ? result.text : text;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
