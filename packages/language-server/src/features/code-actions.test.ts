import assert from 'node:assert/strict';
import { type CodeAction, CodeActionKind, CodeActionRequest } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from '../testing/editor.js';

interface Offered {
  readonly title: string;
  /** The document with the fix. */
  readonly text: string;
  readonly action: CodeAction;
}

/** The fixes at the cursor, with the diagnostics that the server sent for that place. */
async function offered(
  files: string | Readonly<Record<string, string>>,
  only?: string[],
): Promise<Offered[]> {
  const editor = await Editor.open(files);
  const { textDocument, position } = editor.cursor;
  const name = editor.name(textDocument.uri);
  const { diagnostics } = await editor.diagnostics(name);
  const range = { start: position, end: position };
  const here = diagnostics.filter(
    ({ range: { start, end } }) =>
      start.line <= position.line &&
      position.line <= end.line &&
      start.character <= position.character &&
      position.character <= end.character,
  );
  const context = { diagnostics: here, ...(only && { only }) };
  const params = { textDocument, range, context };
  const found = (await editor.request(CodeActionRequest.type, params)) ?? [];
  assert.deepEqual(editor.log, []);
  editor.close();
  const document = TextDocument.create('', '', 0, editor.text(name));
  return found.map((each) => {
    const action = each as CodeAction;
    const edits = action.edit?.changes?.[textDocument.uri] ?? [];
    return { title: action.title, text: TextDocument.applyEdits(document, edits), action };
  });
}

const crew = (text: string): string =>
  `agent "a" {}\nagent "b" {}\ncrew "c" { agents ["a"] ${text} }`;
const step = (text: string): string =>
  `agent "writer" {}\nworkflow "w" { step "one" {} step "two" { agent = "writer" ${text} } }`;
const agent = (text: string): string => `agent "a" { ${text} }`;

describe('quick fixes', () => {
  /** What is wrong, where, the title of the fix, and what becomes of the text. */
  const cases: readonly (readonly [string, string, string, string])[] = [
    [
      'an undefined agent, by the nearest one',
      step('').replace('= "writer"', '= "wri<|>tr"'),
      "Change to 'writer'",
      step(''),
    ],
    [
      'an undefined agent, by creating it',
      'agent "a" {}\nworkflow "w" { step "s" { agent = "zz<|>" } }',
      "Create agent 'zz'",
      'agent "a" {}\n\nagent "zz" {\n  model = "gpt-4"\n  role = "Assistant"\n}\n' +
        'workflow "w" { step "s" { agent = "zz" } }',
    ],
    [
      'the first agent of a program',
      'workflow "w" { step "s" { agent = "zz<|>" } }',
      "Create agent 'zz'",
      'agent "zz" {\n  model = "gpt-4"\n  role = "Assistant"\n}\n\n' +
        'workflow "w" { step "s" { agent = "zz" } }',
    ],
    [
      'an undefined step in depends_on',
      step('depends_on = ["on<|>"]'),
      "Change to 'one'",
      step('depends_on = ["one"]'),
    ],
    [
      'an undefined step that is near the one it stands in',
      'workflow "w" {\n  step "drat" {}\n  step "draft" { depends_on = ["drafts<|>"] }\n}',
      "Change to 'drat'",
      'workflow "w" {\n  step "drat" {}\n  step "draft" { depends_on = ["drat"] }\n}',
    ],
    [
      'an undefined step in a pipeline, by creating it',
      'agent "a" {}\nworkflow "w" {\n  step "s" { agent = a }\n  pipeline { s -> zz<|> }\n}',
      "Create step 'zz'",
      'agent "a" {}\nworkflow "w" {\n  step "s" { agent = a }\n\n  step "zz" {\n    agent = "a"\n' +
        '    task = ""\n  }\n  pipeline { s -> zz }\n}',
    ],
    [
      'an undefined step in an expression',
      step('when = steps.on<|>.failed'),
      "Change to 'one'",
      step('when = steps.one.failed'),
    ],
    [
      'an undefined workflow',
      'workflow "clean-up" { on_error = "cleanu<|>p" }',
      "Change to 'clean-up'",
      'workflow "clean-up" { on_error = "clean-up" }',
    ],
    ['an undefined name', step('when = inp<|>t.x'), "Change to 'input'", step('when = input.x')],
    [
      'an undefined member',
      step('when = steps.one.outptu<|> == 1'),
      "Change to 'output'",
      step('when = steps.one.output == 1'),
    ],
    [
      'an undefined function',
      step('when = uper<|>(input.x) == "A"'),
      "Change to 'upper'",
      step('when = upper(input.x) == "A"'),
    ],
    [
      'a missing field',
      'plugin "<|>p" {\n}',
      "Add 'source'",
      'plugin "p" {\n  source = "github.com/example/plugin"\n}',
    ],
    [
      'a missing field on one line',
      'memo<|>ry {}',
      "Add 'provider'",
      'memory { provider = "sqlite" }',
    ],
    [
      'a step without agent',
      'agent "a" {}\nworkflow "w" { step "<|>s" { task = "t" } }',
      'Add agent = "a"',
      'agent "a" {}\nworkflow "w" { step "s" { agent = "a" task = "t" } }',
    ],
    [
      'a crew without manager',
      crew('process = "hierarchical"').replace('"c"', '"<|>c"'),
      'Add manager = "b"',
      crew('process = "hierarchical"').replace('{ agents', '{ manager = "b" agents'),
    ],
    [
      'a duplicate, by its name',
      'crew "a" {}\ncrew "<|>a" {}\n',
      "Rename to 'a-2'",
      'crew "a" {}\ncrew "a-2" {}\n',
    ],
    [
      'a duplicate, by removing it',
      'crew "a" {}\ncrew "<|>a" {}\n',
      'Remove this crew',
      'crew "a" {}\n',
    ],
    [
      'a duplicate step',
      'workflow "w" {\n  step "s" {}\n  step "<|>s" {}\n}',
      'Remove this step',
      'workflow "w" {\n  step "s" {}\n}',
    ],
    [
      'a second pipeline',
      'workflow "w" {\n  pipeline {}\n  pipe<|>line {}\n}',
      'Remove this pipeline',
      'workflow "w" {\n  pipeline {}\n}',
    ],
    [
      'a key that is set twice',
      'agent "a" {\n  role = "x"\n  ro<|>le = "y"\n}',
      "Remove the earlier 'role', which does not count",
      'agent "a" {\n  role = "y"\n}',
    ],
    [
      'a wrong value of an enumeration',
      crew('process = "hierarchicl<|>" manager = "a"'),
      "Change to 'hierarchical'",
      crew('process = "hierarchical" manager = "a"'),
    ],
    [
      'a wrong value that is near to none',
      step('retry { backoff = "zzz<|>" }'),
      "Change to 'exponential'",
      step('retry { backoff = "exponential" }'),
    ],
    [
      'a trigger word',
      'workflow "w" { trigger = "shedule<|>" }',
      "Change to 'schedule'",
      'workflow "w" { trigger = "schedule" }',
    ],
    ['a duration in quotes', agent('timeout = "30<|>m"'), 'Write 30m', agent('timeout = 30m')],
    ['a duration without a unit', agent('timeout = 3<|>0'), 'Write 30s', agent('timeout = 30s')],
    [
      'a number in quotes',
      agent('temperature = "0.<|>7"'),
      'Write 0.7',
      agent('temperature = 0.7'),
    ],
    ['a truth in quotes', agent('debug = "tr<|>ue"'), 'Write true', agent('debug = true')],
    ['a number where text stands', agent('role = 1<|>2'), 'Write "12"', agent('role = "12"')],
    ['one name for a list', agent('tools = "x<|>"'), 'Write ["x"]', agent('tools = ["x"]')],
    [
      'a number in a list of names',
      agent('tools = [1<|>2]'),
      'Write "12"',
      agent('tools = ["12"]'),
    ],
    [
      'a semicolon',
      agent('role = "x"<|>; model = "m"'),
      "Remove the ';'",
      agent('role = "x" model = "m"'),
    ],
    ['a keyword for a name', 'agent tim<|>eout {}', 'Write "timeout"', 'agent "timeout" {}'],
    [
      'a value with a point',
      agent('model = gpt-3<|>.5-turbo'),
      'Write "gpt-3.5-turbo"',
      agent('model = "gpt-3.5-turbo"'),
    ],
    [
      'a misspelt key',
      agent('temprature<|> = 1'),
      "Change to 'temperature'",
      agent('temperature = 1'),
    ],
    [
      'a comment of two strokes',
      '/<|>/ x\nagent "a" {}',
      'Begin the comment with #',
      '# x\nagent "a" {}',
    ],
    ['a project without a name', 'proj<|>ect {}', 'Name it "project"', 'project "project" {}'],
    [
      'an old spelling',
      step('retry { exponential_back<|>off = true }'),
      'Write backoff = "exponential"',
      step('retry { backoff = "exponential" }'),
    ],
    [
      'an agent that nothing uses',
      `${step('')}\nagent "<|>x" {}\n`,
      'Remove this agent',
      `${step('')}\n`,
    ],
  ];
  for (const [what, text, title, expected] of cases) {
    it(`repair ${what}`, async () => {
      const found = await offered(text);
      const fix = found.find((each) => each.title === title);
      assert.ok(fix, `there are: ${found.map((each) => each.title).join('; ')}`);
      assert.equal(fix.text, expected);
      assert.equal(fix.action.kind, CodeActionKind.QuickFix);
      assert.equal(fix.action.diagnostics?.length, 1);
    });
  }

  it('offer nothing that would be as wrong, or wrong in another way', async () => {
    assert.deepEqual(await offered(agent('temperature = 3<|>')), []);
    assert.deepEqual(
      (await offered(agent('timeout = 1.<|>5'))).map(({ title }) => title),
      ['Write 1.5m', 'Write 1.5h'],
    );
    const both = step('retry { exponential_back<|>off = true backoff = linear }');
    assert.deepEqual(await offered(both), []);
  });

  it('create a stage where stages stand', async () => {
    const text = 'pipeline "p" { stage "one" { task = "t" depends_on = tow<|>o } }';
    const fix = (await offered(text)).find(({ title }) => title === "Create stage 'towo'");
    assert.match(fix?.text ?? '', /stage "towo" \{/);
  });

  it('offer agents of other files', async () => {
    const files = {
      'main.mso': 'load "people"\nworkflow "w" { step "s" { agent = "wri<|>tr" } }',
      'people.mso': 'agent "writer" {}',
    };
    const [first] = await offered(files);
    assert.equal(first?.title, "Change to 'writer'");
    assert.equal(first.action.isPreferred, true);
  });

  it('are made from the range where the client tells no diagnostics', async () => {
    const editor = await Editor.open(agent('timeout = "30<|>m"'));
    const { textDocument, position } = editor.cursor;
    const params = {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    };
    const found = await editor.request(CodeActionRequest.type, params);
    editor.close();
    assert.deepEqual(
      found?.map(({ title }) => title),
      ['Write 30m'],
    );
  });

  it('are left out where other kinds of action are asked for', async () => {
    const text = agent('timeout = "30<|>m"');
    assert.deepEqual(await offered(text, [CodeActionKind.Refactor]), []);
    assert.equal((await offered(text, [CodeActionKind.QuickFix])).length, 1);
  });

  it('are none where nothing is wrong', async () => {
    assert.deepEqual(await offered(agent('role = "<|>x"')), []);
  });
});
