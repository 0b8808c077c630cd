import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { verify } from '../verify/verify.js';
import { assemble } from './assemble.js';

describe('the README of the bytecode', () => {
  it('shows an assembly that verifies', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, text = ''] = /<!-- assembly -->\s+```text\n([\s\S]+?)```/u.exec(readme) ?? [];
    const result = assemble(text);
    ok(result.ok, JSON.stringify(result));
    deepEqual(verify(result.module), []);
    deepEqual(result.module.functions.length, 1);
  });
});
