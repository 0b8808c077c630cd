import assert from 'node:assert/strict';
import { memoryFiles } from '../testing/memory-files.js';
import { FileIndex } from './file-index.js';

const agent = 'agent "a" {}';

const limits = { filesMax: 3, fileLengthMax: 100, depthMax: 2, placesMax: 4 };

async function indexed(texts: Iterable<readonly [string, string]>): Promise<FileIndex> {
  const index = new FileIndex(memoryFiles(new Map(texts)), limits);
  await index.scan('/project');
  return index;
}

describe('the index of files', () => {
  it('knows the sources of a folder and of those within it', async () => {
    const index = await indexed([
      ['/project/a.mso', agent],
      ['/project/deep/er/b.MSO', agent],
      ['/project/c.txt', agent],
      ['/elsewhere/d.mso', agent],
    ]);
    assert.deepEqual([...index.identities()], ['/project/a.mso', '/project/deep/er/b.MSO']);
    const [symbol] = index.get('/project/a.mso')?.summary.symbols ?? [];
    assert.deepEqual([symbol?.kind, symbol?.name], ['agent', 'a']);
  });

  it('looks into no hidden folder, and into none with the products of builds', async () => {
    const folders = ['.git', 'node_modules', 'dist', 'out', 'target', 'sources'];
    const index = await indexed(folders.map((name) => [`/project/${name}/a.mso`, agent]));
    assert.deepEqual([...index.identities()], ['/project/sources/a.mso']);
  });

  it('goes as deep as its limit, and not deeper', async () => {
    const at = (depth: number): string => `/project/${'d/'.repeat(depth)}${depth}.mso`;
    const { depthMax } = limits;
    const index = await indexed([depthMax, depthMax + 1].map((depth) => [at(depth), agent]));
    assert.deepEqual([...index.identities()], [at(depthMax)]);
  });

  it('knows as many files as its limit, and no more', async () => {
    const { filesMax } = limits;
    const index = await indexed(
      Array.from({ length: filesMax + 1 }, (_, at) => [`/project/${at}.mso`, ''] as const),
    );
    assert.equal([...index.identities()].length, filesMax);
  });

  it('leaves out a text that is longer than its limit', async () => {
    const { fileLengthMax } = limits;
    const index = await indexed([
      ['/project/long.mso', `#${'x'.repeat(fileLengthMax - 1)}`],
      ['/project/longer.mso', `#${'x'.repeat(fileLengthMax)}`],
    ]);
    assert.deepEqual([...index.identities()], ['/project/long.mso']);
  });

  it('keeps as many places as its limit, and takes a file in when others have gone', async () => {
    const { placesMax } = limits;
    const texts = new Map([
      ['/project/a.mso', agent.repeat(placesMax)],
      ['/project/b.mso', agent],
    ]);
    const index = new FileIndex(memoryFiles(texts), limits);
    await index.scan('/project');
    assert.deepEqual([...index.identities()], ['/project/a.mso']);
    texts.set('/project/a.mso', agent.repeat(placesMax - 1));
    index.refresh('/project/a.mso');
    index.refresh('/project/b.mso');
    assert.deepEqual([...index.identities()], ['/project/a.mso', '/project/b.mso']);
  });

  it('reads a file anew, and forgets one that is gone', async () => {
    const texts = new Map([['/project/a.mso', agent]]);
    const index = new FileIndex(memoryFiles(texts));
    await index.scan('/project');
    texts.set('/project/a.mso', 'agent "b" {}');
    index.refresh('/project/a.mso');
    assert.equal(index.get('/project/a.mso')?.summary.symbols[0]?.name, 'b');
    texts.clear();
    index.refresh('/project/a.mso');
    assert.equal(index.get('/project/a.mso'), undefined);
  });

  it('forgets the files of a folder, and none beside it', async () => {
    const index = await indexed([
      ['/project/a/x.mso', agent],
      ['/project/ab/x.mso', agent],
    ]);
    index.forget('/project/a');
    assert.deepEqual([...index.identities()], ['/project/ab/x.mso']);
  });
});
