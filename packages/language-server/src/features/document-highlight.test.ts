import assert from 'node:assert/strict';
import { DocumentHighlightKind, DocumentHighlightRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

describe('document highlight', () => {
  it('marks the declaration and the uses in the document', async () => {
    const text = 'agent "<|wri<|>ter|>" {}\nworkflow "w" { step "s" { agent = "<|writer|>" } }';
    const editor = await Editor.open(text);
    const found = await editor.request(DocumentHighlightRequest.type, editor.cursor);
    editor.close();
    assert.deepEqual(
      found,
      editor.ranges().map((range, index) => ({
        range,
        kind: index === 0 ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    );
  });
});
