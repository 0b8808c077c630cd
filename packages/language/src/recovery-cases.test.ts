import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check } from './checks/check.js';
import { parse } from './parser/parse.js';
import { SourceFile } from './text/source-file.js';

/**
 * Each file holds cases of one concept: `# title`, a program with one mistake, `==>`, and then
 * what is said about it. `incomplete` lists the nodes of the tree that lack something, outer
 * ones first. UPDATE=1 writes down what is said now.
 */
const folder = fileURLToPath(new URL('../test-cases/recovery/', import.meta.url));

interface RecoveryCase {
  readonly title: string;
  readonly source: string;
  readonly expected: string;
}

function readCases(text: string): readonly RecoveryCase[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [, title = '', source = '', expected = ''] =
        /^(.*)\n([\s\S]*?)\n==>\n([\s\S]*)$/.exec(part) ?? assert.fail(`no case: ${part}`);
      return { title, source, expected: expected.trim() };
    });
}

function diagnose(source: string): readonly string[] {
  const file = new SourceFile('', source);
  const parsed = parse(file);
  const diagnostics = check(parsed).diagnostics.map(({ span, code }) => {
    const { line, column } = file.positionAt(span.start);
    return `${line}:${column} ${code}`;
  });
  const incomplete = [...incompleteKinds(parsed.program)];
  return incomplete.length === 0
    ? diagnostics
    : [...diagnostics, `incomplete ${incomplete.join(' ')}`];
}

function* incompleteKinds(node: object): Generator<string> {
  if ('incomplete' in node && 'kind' in node) yield String(node.kind);
  for (const child of Object.values(node)) {
    if (typeof child === 'object' && child !== null) yield* incompleteKinds(child);
  }
}

for (const name of readdirSync(folder)) {
  describe(`recovery: ${name.replace('.txt', '')}`, () => {
    const text = readFileSync(folder + name, 'utf8');
    const cases = readCases(text);
    if (process.env.UPDATE === '1') {
      const updated = cases.map(({ title, source }) =>
        [`# ${title}`, source, '==>', ...diagnose(source), '\n'].join('\n'),
      );
      writeFileSync(folder + name, `${updated.join('').trimEnd()}\n`);
    }
    for (const { title, source, expected } of cases) {
      it(title, () => {
        assert.equal(diagnose(source).join('\n'), expected);
        const mistakes = expected.split('\n').filter((line) => /^\d/.test(line));
        const constructs = Number(/ × (\d+)$/.exec(title)?.[1] ?? 1);
        assert.equal(mistakes.length, constructs, 'one mistake makes one diagnostic');
      });
    }
  });
}
