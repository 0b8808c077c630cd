import assert from 'node:assert/strict';
import { DocumentLinkRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

describe('document links', () => {
  it('lead to files that are loaded, sources and data', async () => {
    const files = {
      'main.mso': 'load "<|people|>"\nload "<|notes.json|>"\nload "missing"\nload "data" {}',
      'people.mso': 'agent "a" {}',
      'notes.json': '{}',
    };
    const editor = await Editor.open(files);
    const found = (await editor.request(DocumentLinkRequest.type, editor.document)) ?? [];
    editor.close();
    assert.deepEqual(
      found.map(({ range }) => range),
      editor.ranges(),
    );
    assert.deepEqual(
      found.map(({ target }) => editor.name(target ?? '')),
      ['people.mso', 'notes.json'],
    );
  });

  it('lead to the files of secrets, from the folder of the program', async () => {
    const files = {
      'parts/context.mso': 'context "c" { secrets { key = "file:<|keys/a|>" other = $A } }',
      'main.mso': 'load "parts/context"',
    };
    const editor = await Editor.open(files);
    const textDocument = { uri: editor.uri('parts/context.mso') };
    await editor.diagnostics('parts/context.mso');
    const found = (await editor.request(DocumentLinkRequest.type, { textDocument })) ?? [];
    editor.close();
    assert.deepEqual(
      found.map(({ target, range }) => [editor.name(target ?? ''), range]),
      [['keys/a', editor.ranges('parts/context.mso')[0]]],
    );
  });
});
