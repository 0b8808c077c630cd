import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './checks/check.js';
import { formatDiagnostic } from './format-diagnostic.js';
import { parse } from './parser/parse.js';
import { SourceFile } from './text/source-file.js';

/** A folder of existing programs, given from outside; nothing is tested without it. */
const folder = process.env.MSO_SAMPLES ?? '';

function read(name: string): { file: SourceFile; result: ReturnType<typeof check> } {
  const file = new SourceFile(name, readFileSync(join(folder, name), 'utf8'));
  return { file, result: check(parse(file)) };
}

const names = existsSync(folder) ? readdirSync(folder) : [];

describe('existing programs (MSO_SAMPLES)', () => {
  for (const name of names.filter((candidate) => candidate.endsWith('.mso'))) {
    it(`${name} has no errors`, () => {
      const { file, result } = read(name);
      const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
      const shown = errors.map((error) => formatDiagnostic(file, error, { color: false }));
      assert.equal(shown.join('\n'), '');
    });
  }

  for (const name of names.filter((candidate) => candidate.endsWith('.hlx'))) {
    it(`${name} has one error for each construct of the later dialect`, () => {
      const { result } = read(name);
      const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
      assert.ok(errors.every(({ code }) => code === 'E0212' || code === 'E0213'));
    });
  }
});
