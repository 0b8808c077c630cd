import assert from 'node:assert/strict';
import {
  CallHierarchyIncomingCallsRequest,
  type CallHierarchyItem,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  LinkedEditingRangeRequest,
  type SelectionRange,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { twoFiles, withCursor } from '../testing/programs.js';

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

describe('call hierarchy', () => {
  async function calls(
    text: string,
    occurrence: number,
    direction: 'in' | 'out',
  ): Promise<string[]> {
    const files = withCursor(twoFiles, 'main.mso', text, occurrence);
    const editor = await Editor.open(files);
    const [item] = (await editor.request(CallHierarchyPrepareRequest.type, editor.cursor)) ?? [];
    if (item === undefined) return [];
    const show = ({ name, detail }: CallHierarchyItem, count: number): string =>
      `${name} (${detail}) ${count}`;
    const found =
      direction === 'out'
        ? (await editor.request(CallHierarchyOutgoingCallsRequest.type, { item }))?.map((call) =>
            show(call.to, call.fromRanges.length),
          )
        : (await editor.request(CallHierarchyIncomingCallsRequest.type, { item }))?.map((call) =>
            show(call.from, call.fromRanges.length),
          );
    editor.close();
    return found ?? [];
  }

  it('leads from a workflow to its steps and to the workflow for errors', async () => {
    assert.deepEqual(await calls('article', 1, 'out'), [
      'draft (writer) 1',
      'check (team, critic) 1',
    ]);
    assert.deepEqual(await calls('other', 1, 'out'), ['draft (critic) 1', 'article (2 steps) 1']);
    assert.deepEqual(await calls('article', 1, 'in'), ['other (1 step) 1']);
  });

  it('leads from a step to its agents, and back to its workflow', async () => {
    assert.deepEqual(await calls('check', 1, 'out'), ['team (crew) 1', 'critic (agent) 1']);
    assert.deepEqual(await calls('check', 1, 'in'), ['article (2 steps) 1']);
  });

  it('leads from an agent to all it works for, and from a crew to its members', async () => {
    assert.deepEqual(await calls('critic', 1, 'in'), [
      'team (crew) 2',
      'check (team, critic) 1',
      'draft (critic) 1',
    ]);
    assert.deepEqual(await calls('team', 1, 'out'), ['writer (Author) 1', 'critic (agent) 2']);
  });

  it('begins at nothing else', async () => {
    assert.deepEqual(await calls('people', 1, 'out'), []);
  });
});

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
