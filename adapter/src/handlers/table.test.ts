import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { capabilities, handlers } from './table.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The rows between the two marks of the README: request, then the capabilities of its row. */
function documented(): [string, string[]][] {
  const table = /<!-- requests -->([\s\S]*)<!-- \/requests -->/.exec(readme)?.[1] ?? '';
  const rows = table.matchAll(/^\| `([\w/]+)`[^|]*\|(.*)\|$/gm);
  return [...rows].map(([, name = '', announced = '']) => [
    name,
    [...announced.matchAll(/`(\w+)`/g)].map(([, capability = '']) => capability),
  ]);
}

describe('the table of requests', () => {
  it('is in the README as it is in the code', () => {
    const served = Object.entries(handlers)
      .map(([name, handler]): [string, string[]] => [name, Object.keys(handler.capabilities ?? {})])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(documented(), served);
  });

  it('announces what its handlers say of themselves and nothing else', () => {
    const announced = Object.values(handlers).flatMap((handler) =>
      Object.keys(handler.capabilities ?? {}),
    );
    assert.deepEqual(Object.keys(capabilities).sort(), announced.sort());
  });
});
