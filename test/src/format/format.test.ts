import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Module } from '@mso/bytecode';
import { compile } from '@mso/compiler';
import {
  type Comment,
  format,
  formatEdits,
  formatRange,
  type ParseResult,
  parse,
  SourceFile,
  type TextEdit,
  type Token,
} from '@mso/language';
import fc from 'fast-check';
import { examplesFolder } from '../support/paths.js';
import { programText } from './programs.js';

const fileOf = (text: string): SourceFile => new SourceFile('p.mso', text);

/** Undefined for a text with syntax errors. */
function formatted(text: string): string | undefined {
  const result = format(fileOf(text));
  return 'text' in result ? result.text : undefined;
}

interface Meaning {
  readonly module: Omit<Module, 'debug'> | undefined;
  readonly codes: readonly string[];
}

/** Warnings about the layout alone. */
const layoutWarnings: ReadonlySet<string> = new Set(['W0301', 'W0304']);

/** What a program is compiled to, and what is wrong with it. */
function meaningOf(text: string): Meaning {
  const { module, diagnostics } = compile(fileOf(text));
  const codes = diagnostics.map(({ code }) => code).filter((code) => !layoutWarnings.has(code));
  if (module === undefined) return { module, codes };
  const { debug: _, ...rest } = module;
  return { module: rest, codes };
}

function apply(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of edits) {
    assert.ok(span.start >= at, 'edits overlap or are out of order');
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}

/** What formatting may add or leave out. */
const optionalTokens: ReadonlySet<string> = new Set([',', '->', '|']);

/** The tokens that count, as texts that are equal however they are written. */
function significant({ tokens, file }: ParseResult): string[] {
  return [...tokens]
    .filter(({ kind }) => !optionalTokens.has(kind))
    .map((token) => textOf(token, file.text));
}

function textOf({ kind, text, start, end }: Token, source: string): string {
  if (kind === 'Story') return lines(source.slice(start, end)).join('\n');
  if (kind === 'String' || kind === 'Identifier' || kind === 'Keyword') return withoutBlanks(text);
  return withoutBlanks(source.slice(start, end));
}

/** A duration in quotes may have had blanks in it. */
function withoutBlanks(text: string): string {
  return /^[\d.]+\s*[a-z]+$/.test(text) ? text.replaceAll(/\s/g, '') : text;
}

function lines(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function commentText({ start, end, marker }: Comment, source: string): string {
  return source.slice(start + marker.length, end).trimEnd();
}

function comments({ comments: all, file }: ParseResult): string[] {
  return all.map((comment) => commentText(comment, file.text));
}

describe('formatting', () => {
  it('changes nothing in the examples', () => {
    const names = readdirSync(examplesFolder).filter((name) => name.endsWith('.mso'));
    assert.ok(names.length > 0);
    for (const name of names) {
      const text = readFileSync(join(examplesFolder, name), 'utf8');
      assert.equal(formatted(text), text, name);
      assert.deepEqual(formatEdits(fileOf(text)), [], name);
    }
  });

  it('keeps what a program means, its tokens and its comments, and is done at once', () => {
    let compiled = 0;
    const runs = 500;
    const property = fc.property(programText, (text) => {
      const result = formatted(text);
      if (result === undefined) return;
      assert.equal(formatted(result), result);
      const [before, after] = [parse(fileOf(text)), parse(fileOf(result))];
      assert.deepEqual(significant(after), significant(before));
      assert.deepEqual(comments(after), comments(before));
      assert.ok(!result.includes('\r'));
      assert.equal(apply(text, formatEdits(fileOf(text))), result);
      const meaning = meaningOf(text);
      assert.deepEqual(meaningOf(result), meaning);
      if (meaning.module !== undefined) compiled++;
    });
    fc.assert(property, { numRuns: runs });
    assert.ok(compiled > runs / 4, `only ${compiled} of ${runs} programs compiled`);
  });

  it('of a part changes that part, and not what the program means', () => {
    const property = fc.property(programText, fc.nat(), fc.nat(200), (text, from, length) => {
      if (formatted(text) === undefined) return;
      const start = from % (text.length + 1);
      const part = { start, end: Math.min(text.length, start + length) };
      const result = apply(text, formatRange(fileOf(text), part));
      assert.deepEqual(comments(parse(fileOf(result))), comments(parse(fileOf(text))));
      assert.deepEqual(meaningOf(result), meaningOf(text));
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('of any beginning of a program throws nothing', () => {
    const [text = ''] = fc.sample(programText, { seed: 7, numRuns: 1 });
    for (let end = 0; end <= Math.min(text.length, 3_000); end++) formatted(text.slice(0, end));
  });

  it('of a changed program is done at once where it is formatted at all', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      ',',
      '=',
      '"',
      "'",
      '#',
      '\n',
      ' a ',
    );
    const change = fc.tuple(fc.nat(), fc.nat(6), piece);
    const property = fc.property(programText, change, (text, [from, length, inserted]) => {
      const start = from % (text.length + 1);
      const changed = text.slice(0, start) + inserted + text.slice(start + length);
      const result = formatted(changed);
      if (result === undefined) return;
      assert.equal(formatted(result), result);
      assert.deepEqual(meaningOf(result), meaningOf(changed));
    });
    fc.assert(property, { numRuns: 500 });
  });
});
