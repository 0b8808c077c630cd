import assert from 'node:assert/strict';
import { type DocumentSymbol, DocumentSymbolRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { twoFiles } from '../testing/programs.js';

describe('document symbols', () => {
  it('are the declarations with what they contain', async () => {
    const editor = await Editor.open(twoFiles);
    const found = await editor.request(DocumentSymbolRequest.type, editor.document);
    editor.close();
    const print = (symbols: readonly DocumentSymbol[], depth = 0): string[] =>
      symbols.flatMap(({ name, detail, children = [] }) => [
        `${'  '.repeat(depth)}${name}: ${detail}`,
        ...print(children, depth + 1),
      ]);
    assert.deepEqual(print((found ?? []) as DocumentSymbol[]), [
      'people: load',
      'article: 2 steps',
      '  draft: writer',
      '  check: team, critic',
      'other: 1 step',
      '  draft: critic',
    ]);
  });

  it('of a broken document are those that can be read', async () => {
    const editor = await Editor.open('agent "a" {\n  model =\n\nworkflow "w" { step "s" {');
    const found = await editor.request(DocumentSymbolRequest.type, editor.document);
    editor.close();
    assert.deepEqual(
      found?.map(({ name }) => name),
      ['a', 'w'],
    );
  });
});
