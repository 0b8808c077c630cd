import assert from 'node:assert/strict';
import { FoldingRangeRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

describe('folding', () => {
  it('covers blocks, lists, texts, comments and loads', async () => {
    const text = [
      'load "a"',
      'load "b"',
      '# one',
      '# two',
      'agent "x" {',
      '  backstory {',
      '    A line',
      '  }',
      '  tools = [',
      '    "t"',
      '  ]',
      '}',
      'workflow "w" {',
      '  step "s" { task = """',
      '    text',
      '    """ }',
      '  pipeline {',
      '    s',
      '  }',
      '}',
    ].join('\n');
    const editor = await Editor.open(text);
    const found = await editor.request(FoldingRangeRequest.type, editor.document);
    editor.close();
    const shown = found?.map(({ startLine, endLine, kind }) => `${startLine}-${endLine} ${kind}`);
    assert.deepEqual(shown, [
      ...['4-10 undefined', '5-6 undefined', '8-9 undefined', '12-18 undefined', '13-14 undefined'],
      ...['16-17 undefined', '2-3 comment', '0-1 imports'],
    ]);
  });
});
