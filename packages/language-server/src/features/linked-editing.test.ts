import assert from 'node:assert/strict';
import { LinkedEditingRangeRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

describe('linked editing', () => {
  it('takes a name with its uses', async () => {
    const text = 'agent "<|wri<|>ter|>" {}\nworkflow "w" { step "s" { agent = "<|writer|>" } }';
    const editor = await Editor.open(text);
    const found = await editor.request(LinkedEditingRangeRequest.type, editor.cursor);
    editor.close();
    assert.deepEqual(found?.ranges, editor.ranges());
  });

  it('leaves names to the rename that other files use', async () => {
    const files = {
      'people.mso': 'agent "wri<|>ter" {}\ncrew "c" { agents ["writer"] }',
      'main.mso': 'load "people"\nworkflow "w" { step "s" { agent = "writer" } }',
    };
    const editor = await Editor.open(files, { open: Object.keys(files) });
    assert.equal(await editor.request(LinkedEditingRangeRequest.type, editor.cursor), null);
    editor.close();
  });
});
