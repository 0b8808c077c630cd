import assert from 'node:assert/strict';
import { SourceMap } from './source-map.js';

const cases: readonly [map: Record<string, string>, there: string, here: string][] = [
  [{}, '/build/a.mso', '/build/a.mso'],
  [{ '/build': '/home/me' }, '/build/a.mso', '/home/me/a.mso'],
  [{ '/build/': '/home/me/' }, '/build/x/a.mso', '/home/me/x/a.mso'],
  [{ '/build': '/home/me' }, '/builder/a.mso', '/builder/a.mso'],
  [{ '/build/a.mso': '/b.mso' }, '/build/a.mso', '/b.mso'],
  [{ '/b': '/one', '/b/c': '/two' }, '/b/c/a.mso', '/two/a.mso'],
  [{ '/b': '/one', '/b/c': '/two' }, '/b/d/a.mso', '/one/d/a.mso'],
  [{ '/': '/root' }, '/a/b.mso', '/root/a/b.mso'],
  [{ '/root': '/' }, '/root/a/b.mso', '/a/b.mso'],
  [{ 'C:\\build': '/home/me' }, 'C:\\build\\x\\a.mso', '/home/me/x/a.mso'],
];

describe('a source map', () => {
  for (const [map, there, here] of cases) {
    it(`with ${JSON.stringify(map)} shows ${there} as ${here}, and finds it again`, () => {
      assert.equal(new SourceMap(map).toLocal(there), here);
      assert.equal(new SourceMap(map).fromLocal(here), there);
    });
  }
});
