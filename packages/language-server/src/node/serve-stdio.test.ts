import assert from 'node:assert/strict';
import { dirname, join, resolve } from 'node:path';
import { filesOnDisk } from './serve-stdio.js';

describe('the files of the disk', () => {
  it('are named by absolute paths, also by a document that was never saved', () => {
    const files = filesOnDisk({
      resolve: (importer, name) => join(dirname(importer), name),
      identify: () => undefined,
      read: () => ({ problem: 'it is not there' }),
    });
    assert.equal(files.resolve('/project/main.mso', '../people'), '/people');
    assert.equal(files.resolve('untitled:Untitled-1', 'people'), resolve('people'));
  });
});
