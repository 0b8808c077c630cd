import assert from 'node:assert/strict';
import { buildModel, parse, SourceFile } from '@mso/language';
import { memoryFiles } from '../testing/memory-files.js';
import { type RelatedFile, Relations } from './relations.js';
import { summarize } from './summarize.js';

/** Files by their names with the names of what they load. */
function relationsOf(loads: Readonly<Record<string, readonly string[]>>): Relations {
  const texts = new Map<string, string>();
  const files = new Map<string, RelatedFile>();
  for (const [name, loaded] of Object.entries(loads)) {
    const path = `/${name}.mso`;
    const text = loaded.map((each) => `load "${each}"`).join('\n');
    const parsed = parse(new SourceFile(path, text));
    const summary = summarize(parsed, buildModel(parsed.program));
    texts.set(path, text);
    files.set(path, { identity: path, path, summary });
  }
  return new Relations(
    memoryFiles(texts),
    () => files.values(),
    (identity) => files.get(identity),
  );
}

const names = (identities: Iterable<string>): string[] =>
  [...identities].map((each) => each.slice(1, -'.mso'.length)).sort();

describe('the relations of files', () => {
  const family = relationsOf({ main: ['a', 'b'], a: ['c'], b: [], c: [], other: ['c'], far: [] });

  it('lead to what a file loads itself', () => {
    assert.deepEqual(names(family.targetsOf('/main.mso')), ['a', 'b']);
  });

  it('lead to the files in which programs begin', () => {
    assert.deepEqual(names(family.rootsOf('/c.mso')), ['main', 'other']);
    assert.deepEqual(names(family.rootsOf('/b.mso')), ['main']);
    assert.deepEqual(names(family.rootsOf('/far.mso')), ['far']);
  });

  it('join the files of all programs of a file', () => {
    assert.deepEqual(names(family.relatedTo('/c.mso')), ['a', 'b', 'c', 'main', 'other']);
    assert.deepEqual(names(family.relatedTo('/b.mso')), ['a', 'b', 'c', 'main']);
    assert.deepEqual(names(family.relatedTo('/far.mso')), ['far']);
  });

  it('end on a circle', () => {
    const circle = relationsOf({ a: ['b'], b: ['a'], self: ['self'] });
    assert.deepEqual(names(circle.rootsOf('/a.mso')), ['a']);
    assert.deepEqual(names(circle.relatedTo('/a.mso')), ['a', 'b']);
    assert.deepEqual(names(circle.rootsOf('/self.mso')), ['self']);
  });

  it('name eight programs of a file that very many load', () => {
    const programs = Array.from({ length: 9 }, (_, at) => [`p${at}`, ['shared']] as const);
    const eight = relationsOf({ shared: [], ...Object.fromEntries(programs.slice(0, 8)) });
    const nine = relationsOf({ shared: [], ...Object.fromEntries(programs) });
    assert.equal(eight.rootsOf('/shared.mso').length, 8);
    assert.equal(nine.rootsOf('/shared.mso').length, 8);
    assert.equal(nine.relatedTo('/shared.mso').size, 10);
  });
});
