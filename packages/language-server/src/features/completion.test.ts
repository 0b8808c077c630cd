import assert from 'node:assert/strict';
import {
  type CompletionItem,
  CompletionRequest,
  CompletionTriggerKind,
  InsertTextFormat,
} from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

const agents = 'agent "writer" { role = "Author" }\nagent "critic" {}\n';

/** What is proposed at the cursor, each as it would be written. */
async function proposed(
  files: string | Readonly<Record<string, string>>,
  capabilities = {},
): Promise<CompletionItem[]> {
  const editor = await Editor.open(files, { capabilities });
  const result = await editor.request(CompletionRequest.type, editor.cursor);
  assert.deepEqual(editor.log, []);
  editor.close();
  const items = Array.isArray(result) ? result : (result?.items ?? []);
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

describe('completion', () => {
  const inStep = (text: string): string =>
    `${agents}workflow "w" {\n  step "first" {}\n  step "s" { ${text} }\n}`;

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['keywords where a declaration may begin', 'ag<|>', ['agent', 'context', 'crew']],
    ['keywords behind another declaration', `${agents}wo<|>`, ['agent', 'context', 'crew']],
    ['keywords behind a load', 'load "x"\n<|>', ['agent', 'context', 'crew']],
    ['the properties that a block lacks', 'agent "a" { model = "m" ro<|> }', ['backstory']],
    ['what is expected first', 'memory { <|> }', ['provider', 'cache_size', 'connection']],
    ['the properties of a block never closed', 'agent "a" {\n  <|>\n', ['backstory']],
    ['the properties of a nested block', inStep('retry { <|> }'), ['backoff', 'delay']],
    ['the properties of steps in a list', 'workflow "w" { steps = [{ <|> }] }', ['agent', 'crew']],
    ['a step where a workflow goes on', 'workflow "w" { <|> }', ['step', 'agent', 'on_error']],
    ['agents in quotes', inStep('agent = "wr<|>"'), ['critic', 'writer']],
    ['agents in quotes never closed', inStep('agent = "wr<|>'), ['critic', 'writer']],
    ['agents in a list', `${agents}crew "c" { agents ["writer", <|>] }`, ['critic', 'writer']],
    ['agents and crews', `crew "c" {}\n${inStep('crew = [<|>]')}`, ['c', 'critic', 'writer']],
    ['the steps of the workflow around', inStep('depends_on = ["<|>"]'), ['first', 's']],
    ['steps in a pipeline', 'workflow "w" { step "a" {} pipeline { <|> } }', ['a', 'else', 'if']],
    [
      'steps behind an arrow',
      'workflow "w" { step "a" {} pipeline { a -> <|>',
      ['a', 'else', 'if'],
    ],
    [
      'properties behind a list never closed',
      `crew "c" { agents ["a"\n}\nagent "a" { model = "m" <|> }`,
      ['backstory'],
    ],
    [
      'properties behind a step never closed',
      'workflow "w" {\n  step "a" {\n    agent = "x"\n\n  step "b" {\n    re<|>\n  }\n}',
      ['agent', 'crew', 'depends_on'],
    ],
    ['the values of an enumeration', inStep('retry { backoff = "<|>" }'), ['exponential', 'fixed']],
    ['truth', 'agent "a" { debug = <|> }', ['false', 'true']],
    ['durations', 'agent "a" { timeout = <|> }', ['1d', '1h', '30m', '30s', '5m']],
    ['models of the program', 'agent "a" { model = "m-1" } agent "b" { model = <|> }', ['m-1']],
    ['names in a placeholder', inStep('task = "about ${<|>}"'), ['agents', 'attempt', 'input']],
    ['names in a placeholder alone', inStep('task = ${st<|>}'), ['agents', 'attempt', 'input']],
    ['names in a placeholder never closed', inStep('task = "${<|>"'), ['agents', 'attempt']],
    ['names in a condition', inStep('when = <|>'), ['agents', 'attempt', 'input']],
    ['steps behind a point', inStep('task = "${steps.<|>}"'), ['first', 's']],
    ['what a step leaves', inStep('task = "${steps.first.<|>}"'), ['attempts', 'duration']],
    ['what a step leaves, in a condition', inStep('when = steps.first.o<|>'), ['attempts']],
    ['agents in brackets', inStep('when = agents["<|>"].x'), ['critic', 'writer']],
    ['keys of memory', inStep('task = "${@memory.words}" when = @mem<|>'), ['@memory.words']],
    ['names of the environment', 'agent "a" { x = $HOME y = $<|> }', ['$HOME']],
    ['sources of secrets', 'context "c" { secrets { <|> } }', ['from a file', 'from a vault']],
    ['names in the condition of a branch', 'workflow "w" { pipeline { if <|> {} } }', ['agents']],
  ];
  for (const [what, text, expected] of cases) {
    it(`offers ${what}`, async () => {
      assert.deepEqual(labels(await proposed(text)).slice(0, expected.length), expected);
    });
  }

  const silent: readonly (readonly [string, string])[] = [
    ['in a comment', 'agent "a" { # mo<|>\n}'],
    ['in a backstory', 'agent "a" { backstory { mo<|> } }'],
    ['for a name that is being made up', 'agent <|>'],
    ['for the name of a step', 'workflow "w" { step "<|>" {} }'],
    ['in a number', 'agent "a" { temperature = 0<|> }'],
    ['behind a key', 'agent "a" { model <|> }'],
  ];
  for (const [where, text] of silent) {
    it(`offers nothing ${where}`, async () => assert.deepEqual(await proposed(text), []));
  }

  const typed: readonly (readonly [string, string, boolean])[] = [
    ['a blank behind =', 'agent "a" { debug = <|> }', true],
    ['a blank behind an arrow', 'workflow "w" { step "a" {} pipeline { a -> <|> } }', true],
    ['a blank elsewhere', 'agent "a" { <|> }', false],
    ['a blank behind a step', 'workflow "w" { step "a" {} pipeline { a <|> } }', false],
    ['the brace of a block', 'agent "a" {<|>', false],
    ['the brace of a placeholder', inStep('task = "${<|>"'), true],
    ['the bracket of a list', inStep('depends_on = [<|>]'), false],
    ['the bracket of an index', inStep('when = steps[<|>]'), true],
  ];
  for (const [what, text, isAnswered] of typed) {
    it(`${isAnswered ? 'comes' : 'does not come'} by itself after ${what}`, async () => {
      const editor = await Editor.open(text);
      const { line, character } = editor.cursor.position;
      const triggerCharacter =
        editor
          .text()
          .split('\n')
          [line]?.charAt(character - 1) ?? '';
      const context = { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter };
      const params = { ...editor.cursor, context };
      const result = await editor.request(CompletionRequest.type, params);
      editor.close();
      assert.equal(result !== null, isAnswered);
    });
  }

  it('replaces the whole text in quotes', async () => {
    const [critic] = await proposed(inStep('agent = "wr<|>iter"'));
    const edit = critic?.textEdit;
    assert.ok(edit && 'range' in edit);
    assert.equal(edit.newText, '"critic"');
    assert.equal(edit.range.end.character - edit.range.start.character, '"writer"'.length);
    assert.equal(critic?.filterText, '"critic');
  });

  it('writes a name that is no word in brackets, in place of the point', async () => {
    const odd = (text: string): string =>
      `workflow "w" { step "first draft" {} step "say \\"x\\"" {} step "s" { ${text} } }`;
    for (const point of ['.', '?.', '. ']) {
      const items = await proposed(odd(`when = steps${point}fi<|>`));
      const draft = items.find(({ label }) => label === 'first draft');
      const edit = draft?.textEdit;
      assert.ok(edit && 'range' in edit);
      assert.equal(edit.newText, '["first draft"]');
      assert.equal(edit.range.end.character - edit.range.start.character, `${point}fi`.length);
      // What an editor compares with what stands there.
      assert.equal(draft?.filterText, `${point}first draft`);
    }
    const [, , say] = await proposed(odd('when = steps["<|>"].failed'));
    assert.equal(say?.textEdit?.newText, 'say \\"x\\"');
  });

  it('explains properties with their default', async () => {
    const model = (await proposed('agent "a" { <|> }')).find(({ label }) => label === 'model');
    assert.ok(typeof model?.documentation === 'object');
    assert.match(model.documentation.value, /language model.*\n\nDefault: `"gpt-4"`/);
  });

  it('writes snippets for clients that know them, and plain text for others', async () => {
    const capabilities = {
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
    };
    const find = (items: CompletionItem[]) => items.find(({ label }) => label === 'temperature');
    const rich = find(await proposed('agent "a" { <|> }', capabilities));
    const plain = find(await proposed('agent "a" { <|> }'));
    assert.equal(rich?.insertTextFormat, InsertTextFormat.Snippet);
    assert.equal(rich?.textEdit?.newText, 'temperature = ${1:}');
    assert.equal(plain?.textEdit?.newText, 'temperature = ');
  });

  it('writes only the key where its value is there already', async () => {
    const items = await proposed('agent "a" { mod<|> = "m" }');
    const model = items.find(({ label }) => label === 'model');
    assert.equal(model?.textEdit?.newText, 'model');
  });

  it('knows the agents and the variables of the files that a program loads', async () => {
    const files = {
      'main.mso': 'load "people"\nworkflow "w" { step "s" { agent = "<|>" } }',
      'people.mso': agents,
    };
    assert.deepEqual(labels(await proposed(files)), ['critic', 'writer']);
  });

  it('names variables of the environment file, never their values', async () => {
    const files = {
      'main.mso': 'agent "a" { key = $<|> }',
      '.env': 'export KEY=hunter2\n#A=1\nB = x',
    };
    const items = await proposed(files);
    assert.deepEqual(labels(items), ['$B', '$KEY']);
    assert.doesNotMatch(JSON.stringify(items), /hunter2/);
  });

  it('names the files that a load may mean', async () => {
    const files = { 'a/main.mso': 'load "<|>"', 'b/people.mso': agents, 'a/c.mso': '' };
    const items = await proposed(files);
    assert.deepEqual(labels(items), ['../b/people.mso', 'c.mso']);
  });
});
