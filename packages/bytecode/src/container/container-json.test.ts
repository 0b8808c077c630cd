import { deepEqual, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerToJson } from './container-json.js';
import { readContainer } from './read-container.js';

/** A folder of existing compiled files with their contents as JSON, given from outside. */
const folder = process.env.MSO_BINARIES ?? '';

/** What the JSON says about the process of reading, not about the file's contents. */
const outside = [
  ...['file', 'bytes', 'consumed', 'reencode_identical'],
  ...['checksum_recomputed', 'source_hash_recomputed', 'source_hash_ok'],
];

describe('the contents of existing compiled files (MSO_BINARIES)', () => {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((candidate) => candidate.endsWith('.hlxb'))) {
    it(`${name} holds what the JSON beside it says`, () => {
      const read = readContainer(new Uint8Array(readFileSync(join(folder, name))));
      ok(read.ok);
      const json = containerToJson(read.value);
      ok(json.ok);
      const expected: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
      const entries = Object.entries(expected as object).filter(([key]) => !outside.includes(key));
      deepEqual(json.value, Object.fromEntries(entries));
    });
  }
});
