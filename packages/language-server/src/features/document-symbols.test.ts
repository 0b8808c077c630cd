import assert from 'node:assert/strict';
import {
  type DocumentSymbol,
  DocumentSymbolRequest,
  type SymbolInformation,
} from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { twoFiles } from '../testing/programs.js';

/** What a client says that shows symbols within each other. */
const trees = { textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } };

describe('document symbols', () => {
  it('are the declarations with what they contain', async () => {
    const editor = await Editor.open(twoFiles, { capabilities: trees });
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
    const text = 'agent "a" {\n  model =\n\nworkflow "w" { step "s" {';
    const editor = await Editor.open(text, { capabilities: trees });
    const found = await editor.request(DocumentSymbolRequest.type, editor.document);
    editor.close();
    assert.deepEqual(
      found?.map(({ name }) => name),
      ['a', 'w'],
    );
  });

  it('are a list for a client that knows no trees', async () => {
    const editor = await Editor.open(twoFiles);
    const found = await editor.request(DocumentSymbolRequest.type, editor.document);
    editor.close();
    const print = ({ name, containerName = '', location }: SymbolInformation): string =>
      `${containerName}/${name} ${editor.name(location.uri)}:${location.range.start.line}`;
    assert.deepEqual((found as SymbolInformation[] | null)?.map(print), [
      '/people main.mso:0',
      '/article main.mso:1',
      'article/draft main.mso:2',
      'article/check main.mso:3',
      '/other main.mso:10',
      'other/draft main.mso:10',
    ]);
  });
});
