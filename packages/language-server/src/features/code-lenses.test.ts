import assert from 'node:assert/strict';
import { CodeLensRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { twoFiles } from '../testing/programs.js';

describe('code lenses', () => {
  it('run and debug a workflow', async () => {
    const editor = await Editor.open('workflow "<|w|>" {}');
    const found = await editor.request(CodeLensRequest.type, editor.document);
    editor.close();
    const [range] = editor.ranges();
    const args = [editor.uri('main.mso'), 'w'];
    assert.deepEqual(found, [
      { range, command: { title: 'Run', command: 'mso.runWorkflow', arguments: args } },
      { range, command: { title: 'Debug', command: 'mso.debugWorkflow', arguments: args } },
    ]);
  });

  it('count the uses of an agent in all files of its programs', async () => {
    const files = twoFiles;
    const editor = await Editor.open(files, { open: ['people.mso'] });
    const textDocument = { uri: editor.uri('people.mso') };
    const found = (await editor.request(CodeLensRequest.type, { textDocument })) ?? [];
    editor.close();
    assert.deepEqual(
      found.map(({ command }) => command?.title),
      ['3 references', '4 references'],
    );
    const [uri, , locations] = found[0]?.command?.arguments ?? [];
    assert.equal(uri, textDocument.uri);
    assert.equal(locations.length, 3);
  });

  it('say that an agent has no uses', async () => {
    const editor = await Editor.open('agent "a" {}\nagent "b" {}\ncrew "c" { agents ["b"] }');
    const found = (await editor.request(CodeLensRequest.type, editor.document)) ?? [];
    editor.close();
    assert.deepEqual(
      found.map(({ command }) => command?.title),
      ['no references', '1 reference'],
    );
  });
});
