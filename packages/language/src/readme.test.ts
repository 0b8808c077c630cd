import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

const code =
  /'((?:[EW]\d{4})|(?:Duplicate|Undefined|Invalid|MissingRequired|Circular|TypeMis)\w+)'/g;

/** Errors of evaluation are no diagnostics. */
const folders = ['lexer', 'parser', 'checks', 'schema', 'modules', '.'];

function codesIn(extension: RegExp): Set<string> {
  const codes = new Set<string>();
  for (const folder of folders) {
    for (const name of readdirSync(`${root}src/${folder}`)) {
      if (!extension.test(name)) continue;
      const text = readFileSync(`${root}src/${folder}/${name}`, 'utf8');
      for (const [, found = ''] of text.matchAll(code)) codes.add(found);
    }
  }
  return codes;
}

describe('the README', () => {
  const emitted = codesIn(/(?<!\.test)\.ts$/);
  const rows = [...readme.matchAll(/^\| `([A-Z]\w+)` +\|/gm)];
  const documented = new Set(rows.map(([, found]) => found));

  it('lists every diagnostic code that is emitted, and no other', () => {
    assert.ok(emitted.size > 30);
    assert.deepEqual([...documented].sort(), [...emitted].sort());
  });

  it('leaves no code without a test', () => {
    const tests = folders.flatMap((folder) =>
      readdirSync(`${root}src/${folder}`)
        .filter((name) => name.endsWith('.test.ts') && name !== 'readme.test.ts')
        .map((name) => readFileSync(`${root}src/${folder}/${name}`, 'utf8')),
    );
    const missing = [...emitted].filter((found) => !tests.some((text) => text.includes(found)));
    assert.deepEqual(missing, []);
  });
});
