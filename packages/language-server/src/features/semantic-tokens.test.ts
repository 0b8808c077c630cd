import assert from 'node:assert/strict';
import {
  type SemanticTokens,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { legend } from '../text/semantic-legend.js';

/** Every token as `text:type`, with its modifier if it has one. */
function decoded(text: string, { data }: SemanticTokens): string[] {
  const lines = text.split('\n');
  const tokens: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines_, characters, length, type, modifiers] = data.slice(at, at + 5) as [
      ...[number, number, number, number, number],
    ];
    line += lines_;
    character = lines_ === 0 ? character + characters : characters;
    const word = lines[line]?.slice(character, character + length);
    const modifier = modifiers === 0 ? '' : `.${legend.tokenModifiers[Math.log2(modifiers)]}`;
    tokens.push(`${word}:${legend.tokenTypes[type]}${modifier}`);
  }
  return tokens;
}

async function tokensOf(text: string): Promise<string[]> {
  const editor = await Editor.open(text);
  const found = await editor.request(SemanticTokensRequest.type, editor.document);
  assert.deepEqual(editor.log, []);
  editor.close();
  return decoded(text, found ?? { data: [] });
}

describe('semantic tokens', () => {
  it('tell names, keys and values apart', async () => {
    assert.deepEqual(await tokensOf('# x\nagent "a" { role = "r" debug = true timeout = 5m }'), [
      ...['# x:comment', 'agent:keyword', 'a:class.declaration', 'role:property', '"r":string'],
      ...['debug:property', 'true:keyword', 'timeout:property', '5m:number'],
    ]);
  });

  it('show what a name names', async () => {
    const text =
      'workflow w { step s { agent = "a" depends_on = [t] } pipeline { s } on_error = w }';
    assert.deepEqual(await tokensOf(text), [
      ...['workflow:keyword', 'w:function.declaration', 'step:keyword', 's:method.declaration'],
      ...['agent:property', 'a:class', 'depends_on:property', 't:method', 'pipeline:keyword'],
      ...['s:method', 'on_error:property', 'w:function'],
    ]);
  });

  it('show the parts of expressions', async () => {
    const text =
      'workflow w { step s { task = "a ${len(input.b)} c" ' +
      'when = steps.s.failed or $E == @memory.k } }';
    assert.deepEqual((await tokensOf(text)).slice(4), [
      ...['task:property', 'a :string', 'len:function.defaultLibrary', 'input:variable'],
      ...['b:property', ' c:string', 'when:property', 'steps:variable', 's:method'],
      ...['failed:property', 'E:variable', 'memory:namespace', 'k:property'],
    ]);
  });

  it('of a part are those of its lines', async () => {
    const text = '<|agent "a" {\n  role = "r"\n|>}\nagent "b" {}\n';
    const editor = await Editor.open(text);
    const [range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }] =
      editor.ranges();
    const params = { ...editor.document, range };
    const found = await editor.request(SemanticTokensRangeRequest.type, params);
    editor.close();
    assert.deepEqual(decoded(editor.text(), found ?? { data: [] }), [
      ...['agent:keyword', 'a:class.declaration', 'role:property', '"r":string'],
    ]);
  });

  it('end with their line', async () => {
    const text = 'agent "a" { role = """\n  one\n  two\n""" }';
    assert.deepEqual((await tokensOf(text)).slice(3), [
      ...['""":string', '  one:string', '  two:string', '""":string'],
    ]);
  });
});
