import assert from 'node:assert/strict';
import { WorkspaceSymbolRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { twoFiles } from '../testing/programs.js';

describe('workspace symbols', () => {
  it('have the letters of the query in order', async () => {
    const editor = await Editor.open(twoFiles);
    const found = await editor.request(WorkspaceSymbolRequest.type, { query: 'RTR' });
    editor.close();
    assert.deepEqual(
      found?.map(({ name }) => name),
      ['writer'],
    );
  });

  it('are all for an empty query, in all files', async () => {
    const editor = await Editor.open(twoFiles);
    const found = (await editor.request(WorkspaceSymbolRequest.type, { query: '' })) ?? [];
    editor.close();
    const names = found.map(({ name }) => name);
    assert.deepEqual(names.toSorted(), [
      ...['article', 'check', 'critic', 'draft', 'draft', 'other', 'team', 'writer'],
    ]);
  });
});
