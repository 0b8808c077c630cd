import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expressionFunctions } from '@mso/values';
import { check } from '../checks/check.js';
import { keywords } from '../lexer/token.js';
import { filesMax, programLengthMax } from '../modules/limits.js';
import { diagnosticsMax, nestingMax, operatorsMax } from '../parser/limits.js';
import { parse } from '../parser/parse.js';
import { SourceFile } from '../text/source-file.js';
import { functionExamples } from './function-table.js';
import { mistakes } from './mistakes.js';
import { updateReference } from './reference.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readmePath = `${root}README.md`;
const readme = readFileSync(readmePath, 'utf8');

const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.startsWith('reference/'))
  .map((name) => ({ name, text: readFileSync(`${root}src/${name}`, 'utf8') }));

const isTest = (name: string): boolean => name.endsWith('.test.ts');

/** What an error of evaluation is called is no code of a diagnostic. */
const names = '(?:Duplicate|Undefined|Invalid(?!Argument)|MissingRequired|Circular|TypeMis)\\w+';
const code = new RegExp(`'([EW]\\d{4}|${names})'`, 'g');

const emitted = new Set(
  sources
    .filter(({ name }) => !isTest(name))
    .flatMap(({ text }) => [...text.matchAll(code)].map(([, found = '']) => found)),
);

describe('the README', () => {
  it('is what the tables say (UPDATE=1 rewrites it)', () => {
    const updated = updateReference(readme);
    if (process.env.UPDATE === '1') writeFileSync(readmePath, updated);
    else assert.deepEqual(readme.split('\n'), updated.split('\n'));
  });

  it('explains every diagnostic code that is emitted, and no other', () => {
    assert.ok(emitted.size > 30);
    assert.deepEqual(mistakes.map((mistake) => mistake.code).sort(), [...emitted].sort());
  });

  it('has an example of every function', () => {
    assert.deepEqual(Object.keys(functionExamples), [...expressionFunctions.keys()]);
  });

  it('names every keyword and no other', () => {
    const sentence = /The keywords are (.*)\./.exec(readme)?.[1] ?? '';
    const named = [...sentence.matchAll(/`(\w+)`/g)].map(([, word]) => word);
    assert.deepEqual(named, [...keywords]);
  });

  it('names the limits as they are', () => {
    for (const limit of [nestingMax, operatorsMax, diagnosticsMax, filesMax, programLengthMax]) {
      assert.ok(readme.includes(limit.toLocaleString('en-US')), `${limit}`);
    }
  });

  it('shows programs without mistakes where it does not say otherwise', () => {
    const written = readme.replace(/<!-- generated: [\s\S]*?<!-- \/generated/g, '');
    const programs = [...written.matchAll(/```mso\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    assert.ok(programs.length > 1);
    for (const text of programs) {
      const { diagnostics } = check(parse(new SourceFile('README.md', text)));
      assert.deepEqual(diagnostics, [], text);
    }
  });
});

describe('a diagnostic code', () => {
  it('is never without a test of its own rule', () => {
    const tests = sources.filter(({ name }) => isTest(name));
    const missing = [...emitted].filter((found) => !tests.some(({ text }) => text.includes(found)));
    assert.deepEqual(missing, []);
  });
});
