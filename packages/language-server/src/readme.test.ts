import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { features } from './features.js';
import { indexLimits } from './workspace/file-index.js';

const path = new URL('../README.md', import.meta.url);
const begin = '<!-- features -->\n';
const end = '\n<!-- /features -->';

function table(): string {
  const rows = features.map(({ method, capability, summary }) => [
    `\`${method}\``,
    Object.keys(capability)
      .map((name) => `\`${name}\``)
      .join(', '),
    summary,
  ]);
  const all = [['request', 'announced as', 'what it gives'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const print = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [header = [], ...others] = all.map(print);
  const line = print(widths.map((width) => '-'.repeat(width)));
  return ['', header, line, ...others, ''].join('\n');
}

describe('the README of the language server', () => {
  it('lists what is served (UPDATE=1 takes it over)', () => {
    const text = readFileSync(path, 'utf8');
    const from = text.indexOf(begin) + begin.length;
    const to = text.indexOf(end);
    assert.ok(from >= begin.length && to >= from, 'it has the marks of the table');
    if (process.env.UPDATE === '1')
      writeFileSync(path, text.slice(0, from) + table() + text.slice(to));
    else assert.equal(text.slice(from, to), table());
  });

  it('names the limits that there are', () => {
    const text = readFileSync(path, 'utf8');
    for (const limit of Object.values(indexLimits)) {
      assert.ok(text.includes(limit.toLocaleString('en')), `${limit}`);
    }
  });
});
