import assert from 'node:assert/strict';
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from '../testing/editor.js';

const options = { tabSize: 8, insertSpaces: false };

function applied(editor: Editor, edits: TextEdit[] | null): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 0, editor.text()), edits ?? []);
}

describe('formatting', () => {
  it('gives a document the one layout', async () => {
    const editor = await Editor.open('agent  a{model="m",role=r}\n\n\n# x\nagent b{}');
    const params = { ...editor.document, options };
    const edits = await editor.request(DocumentFormattingRequest.type, params);
    editor.close();
    const formatted = 'agent "a" {\n  model = "m"\n  role = "r"\n}\n\n# x\nagent "b" {}\n';
    assert.equal(applied(editor, edits), formatted);
  });

  it('leaves a document with errors as it is', async () => {
    const editor = await Editor.open('agent  a{model=}');
    const params = { ...editor.document, options };
    assert.deepEqual(await editor.request(DocumentFormattingRequest.type, params), []);
    editor.close();
  });

  it('of a range keeps to what is selected', async () => {
    const editor = await Editor.open('agent  a{x=1}\n<|agent  b{x=1}|>\nagent  c{x=1}\n');
    const [range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }] =
      editor.ranges();
    const params = { ...editor.document, range, options };
    const edits = await editor.request(DocumentRangeFormattingRequest.type, params);
    editor.close();
    assert.match(
      applied(editor, edits),
      /^agent {2}a\{x=1\}\n+agent "b" \{ x = 1 \}|agent "b" \{\n/,
    );
    assert.match(applied(editor, edits), /\nagent {2}c\{x=1\}\n$/);
  });

  it('on typing lays out the block that is closed', async () => {
    const editor = await Editor.open('agent  a{x=1}\nagent b {\n      x=1\n  }<|>\n');
    const params = { ...editor.cursor, ch: '}', options };
    const edits = await editor.request(DocumentOnTypeFormattingRequest.type, params);
    editor.close();
    assert.equal(applied(editor, edits), 'agent  a{x=1}\n\nagent "b" {\n  x = 1\n}\n');
  });
});
