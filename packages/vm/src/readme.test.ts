import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { instructionTable } from '@mso/bytecode';
import { defaultVMConfig } from './machine/vm-config.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

function rows(heading: string): string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) => line.replace(/ +/g, ' '));
}

describe('the README', () => {
  it('has the instruction table', () => {
    const expected = Object.entries(instructionTable).map(
      ([name, { tag, operands, stack, flags, summary }]) =>
        `| ${[tag, name, operands.join(', '), stack, flags, summary].join(' | ')} |`.replace(
          / +/g,
          ' ',
        ),
    );
    deepEqual(rows('Instructions').slice(2), expected);
  });

  it('has the limits', () => {
    const { maxStackSize, maxMemory, maxCallDepth, enableGc, gcThreshold } = defaultVMConfig;
    const table = rows('Limits').join('\n');
    for (const value of [maxStackSize, maxMemory, maxCallDepth, `${enableGc}, ${gcThreshold}`]) {
      ok(table.includes(`| ${value} |`), `the limits lack ${value}`);
    }
    equal(rows('Limits').length, 2 + 6);
  });
});
