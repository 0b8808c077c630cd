import assert from 'node:assert/strict';
import { type SelectionRange, SelectionRangeRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

describe('selection ranges', () => {
  it('grow from a word to the file', async () => {
    const text = 'agent "a" {\n  role = "A <|>b"\n}\n';
    const editor = await Editor.open(text);
    const { textDocument, position } = editor.cursor;
    const params = { textDocument, positions: [position] };
    const [found] = (await editor.request(SelectionRangeRequest.type, params)) ?? [];
    editor.close();
    const plain = text.replace('<|>', '');
    const lines = plain.split('\n');
    const offset = ({ line, character }: { line: number; character: number }): number =>
      lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
    const grown: string[] = [];
    for (let range: SelectionRange | undefined = found; range; range = range.parent) {
      grown.push(plain.slice(offset(range.range.start), offset(range.range.end)));
    }
    const block = plain.slice(10, -1);
    assert.deepEqual(grown, [
      ...['A b', '"A b"', 'role = "A b"', block.slice(1, -1), block, plain.slice(0, -1), plain],
    ]);
  });
});
