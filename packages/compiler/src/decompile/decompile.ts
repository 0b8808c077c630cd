import type { Module } from '@mso/bytecode';
import { format, SourceFile, type SourceHost } from '@mso/language';
import { compile } from '../compile.js';
import { Losses } from './losses.js';
import { placeholderPieces } from './placeholders.js';
import { asTextBlock, quoteWithPlaceholders } from './quote.js';
import { readDeclarations } from './read-declarations.js';
import { isSameModule } from './same-module.js';
import { writeProgram } from './write-program.js';
import { type ValueWriter, writeText } from './write-value.js';

/** A program as text again. */
export interface DecompiledProgram {
  /** The program's own file first, then those that it loads. */
  readonly files: readonly DecompiledFile[];
  /** Whether compiling the text gives this module again, its debug information apart. */
  readonly isExact: boolean;
  /** What the module holds and the text does not say. */
  readonly losses: readonly string[];
}

export interface DecompiledFile {
  /** As the module names it; empty where it does not. */
  readonly path: string;
  readonly text: string;
}

/**
 * The source of a module that verifies: the one that it carries, where that is compiled to this
 * module, else one put together from its declarations. Never throws.
 */
export function decompile(module: Module): DecompiledProgram {
  return carriedSource(module) ?? writtenSource(module);
}

function carriedSource(module: Module): DecompiledProgram | undefined {
  const sources = module.debug?.sources ?? [];
  const [entry] = sources;
  if (entry === undefined) return undefined;
  const files = new Map(sources.map(({ path, text }) => [path, new SourceFile(path, text)]));
  const [main] = files.values();
  const compiled = main && compile(main, hostOf(files)).module;
  if (compiled === undefined || !isSameModule(compiled, module)) return undefined;
  return {
    files: sources.map(({ path, text }) => ({ path, text })),
    isExact: true,
    losses: [],
  };
}

/** The files that a module carries, and no others; paths have slashes. */
function hostOf(files: ReadonlyMap<string, SourceFile>): SourceHost {
  return {
    resolve: (importer, name) =>
      normalized(name.startsWith('/') ? name : `${importer.replace(/[^/]*$/, '')}${name}`),
    identify: (path) => (files.has(path) ? path : undefined),
    read: (path) => files.get(path) ?? { problem: `there is no file ${path}` },
  };
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/**
 * A text may hold placeholders or only look as if it did. Where the code does not tell, both ways
 * of writing are tried, and the one counts that is compiled to the same module.
 */
function writtenSource(module: Module): DecompiledProgram {
  const [literal, interpolated] = [writeText, writeInterpolated].map((text) =>
    written(module, text),
  );
  if (literal?.isExact) return literal;
  return interpolated ?? { files: [], isExact: false, losses: [] };
}

function written(module: Module, text: ValueWriter['text']): DecompiledProgram {
  const losses = new Losses();
  const entities = readDeclarations(module, losses);
  const body = formatted(writeProgram(module, entities, { text, losses }));
  const compiled = compile(new SourceFile('', body)).module;
  const isExact = compiled !== undefined && isSameModule(compiled, module);
  const path = module.metadata.sourceFile ?? '';
  const head = losses.list.map((loss) => `# This text lacks ${oneLine(loss)}.\n`).join('');
  return { files: [{ path, text: head + body }], isExact, losses: losses.list };
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
