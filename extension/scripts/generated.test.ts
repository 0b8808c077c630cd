import { equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generated } from './generated.js';
import { extensionFile } from './root.js';

describe('a file with a generated part', () => {
  for (const [name, remake] of Object.entries(generated)) {
    it(`${name} is up to date (else: npm run manifest -w extension)`, () => {
      const text = readFileSync(extensionFile(name), 'utf8');
      equal(text, remake(text));
    });
  }
});
