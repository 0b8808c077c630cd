import assert from 'node:assert/strict';
import { PrepareRenameRequest, RenameRequest, type TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from '../testing/editor.js';
import { twoFiles, withCursor } from '../testing/programs.js';

type Files = Readonly<Record<string, string>>;

function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), [...edits]);
}

/** The texts of the files that change. */
async function renamed(files: string | Files, newName: string): Promise<Record<string, string>> {
  const editor = await Editor.open(files);
  try {
    const edit = await editor.request(RenameRequest.type, { ...editor.cursor, newName });
    const changes = Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
      const name = editor.name(uri);
      return [name, applied(editor.text(name), edits)] as const;
    });
    assert.deepEqual(editor.log, []);
    return Object.fromEntries(changes);
  } finally {
    editor.close();
  }
}

describe('rename', () => {
  it('changes an agent in all files of its program', async () => {
    const files = withCursor(twoFiles, 'main.mso', '"writer"');
    const result = await renamed(files, 'author');
    assert.deepEqual(Object.keys(result).sort(), ['main.mso', 'people.mso']);
    assert.equal(result['people.mso'], twoFiles['people.mso'].replaceAll('writer', 'author'));
    assert.equal(result['main.mso'], twoFiles['main.mso'].replaceAll('writer', 'author'));
  });

  it('changes a step in its own workflow only', async () => {
    const files = withCursor(twoFiles, 'main.mso', 'draft');
    const [first = '', second = ''] = twoFiles['main.mso'].split('workflow "other"');
    const expected = `${first.replaceAll('draft', 'sketch')}workflow "other"${second}`;
    assert.deepEqual(await renamed(files, 'sketch'), { 'main.mso': expected });
  });

  it('quotes a name that is no word, wherever it stands', async () => {
    const files = withCursor(twoFiles, 'main.mso', 'draft');
    const text = (await renamed(files, 'first draft'))['main.mso'] ?? '';
    assert.match(text, /step "first draft" \{/);
    assert.match(text, /when = steps\["first draft"\]\.failed or steps\["first draft"\]\.attempts/);
    assert.match(text, /pipeline \{ "first draft" -> check \}/);
    const bare = withCursor(twoFiles, 'main.mso', 'critic', 2);
    assert.match((await renamed(bare, 'two words'))['main.mso'] ?? '', /agent = "two words" /);
  });

  it('keeps an expression right where the member may be missing', async () => {
    const program = 'workflow "w" { step "<|>a" {} step "b" { when = steps?.a.failed } }';
    const text = (await renamed(program, 'x y'))['main.mso'] ?? '';
    assert.match(text, /when = steps\["x y"\]\.failed/);
  });

  it('escapes what has to be escaped', async () => {
    const result = await renamed('agent "<|>a" {}', 'say "x"');
    assert.deepEqual(result, { 'main.mso': 'agent "say \\"x\\"" {}' });
  });

  it('changes variables where expressions use them', async () => {
    const program = (name: string): string =>
      `context "c" { variables { ${name} = 1 } }\n` +
      `workflow "w" { step "s" { task = "\${${name}}" when = ${name} > 1 } }`;
    const marked = program('tone').replace('tone', 'to<|>ne');
    assert.deepEqual(await renamed(marked, 'mood'), { 'main.mso': program('mood') });
  });

  it('changes the name of a memory, and leaves @memory alone', async () => {
    const program = 'memory "<|>m" { provider = "x" }\nagent "a" { x = @memory.k }';
    const result = await renamed(program, 'n');
    assert.deepEqual(result, { 'main.mso': program.replace('<|>m', 'n') });
  });

  it('changes the name of a memory where references use it', async () => {
    const program = (name: string): string =>
      `memory "main" { provider = "in-process" }\nmemory "${name}" { provider = "in-process" }\n` +
      `agent "a" { x = @${name}["k"] }\n` +
      `workflow "w" { step "s" { task = "\${@${name}.k}" when = @${name}.k == @memory.k } }`;
    const marked = program('archive').replace('archive', 'arch<|>ive');
    assert.deepEqual(await renamed(marked, 'old'), { 'main.mso': program('old') });
    const used = program('archive').replace('@archive.k ==', '@arch<|>ive.k ==');
    assert.deepEqual(await renamed(used, 'old'), { 'main.mso': program('old') });
  });

  it('takes buffers that are not saved for what they are', async () => {
    const files = {
      'people.mso': 'agent "<|>writer" {}',
      'main.mso': 'load "people"\nworkflow "w" { step "s" { agent = "writer" } }',
    };
    const editor = await Editor.open(files, { open: ['people.mso', 'main.mso'] });
    const saved = editor.text('main.mso');
    await editor.change(`# A new line.\n${saved}`, 'main.mso');
    const params = { ...editor.cursor, newName: 'author' };
    const edit = await editor.request(RenameRequest.type, params);
    editor.close();
    const edits = edit?.changes?.[editor.uri('main.mso')] ?? [];
    const expected = `# A new line.\n${saved.replace('writer', 'author')}`;
    assert.equal(applied(`# A new line.\n${saved}`, edits), expected);
  });

  const refused: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'the name of another memory',
      'memory "<|>m" { provider = "x" }\nmemory "n" { provider = "x" }',
      'n',
      /^the memory 'n' is there already$/,
    ],
    [
      'a memory that references could not name',
      'memory "<|>m" { provider = "x" }\nagent "a" { x = @m.k }',
      'my notes',
      /^references could not use a memory 'my notes'$/,
    ],
    [
      'a variable that the context has',
      'context "c" { variables { <|>v = 1 w = 2 } }',
      'w',
      /^the variable 'w' is there already$/,
    ],
    [
      'a variable as a word of expressions',
      'context "c" { variables { <|>v = 1 } }',
      'not',
      /^expressions could not use a variable 'not'$/,
    ],
    ['an empty name', 'agent "<|>a" {}', ' ', /^a name must not be empty$/],
    ['a name of two lines', 'agent "<|>a" {}', 'a\nb', /^a name must be on one line$/],
    [
      'a name that is taken',
      'agent "<|>a" {}\nagent "b" {}',
      'b',
      /^the agent 'b' is there already$/,
    ],
    [
      'a step that is taken',
      'workflow "w" { step "<|>a" {} step "b" {} }',
      'b',
      /^the step 'b' is there already$/,
    ],
    [
      'a variable that is no word',
      'context "c" { variables { <|>a = 1 } }',
      'a b',
      /^expressions could not use a variable 'a b'$/,
    ],
    [
      'a variable called like what expressions know',
      'context "c" { variables { <|>a = 1 } }',
      'input',
      /^expressions mean something else by 'input'$/,
    ],
    [
      'an agent called like a crew, of which steps would then mean the agent',
      'agent "<|>a" {}\ncrew "team" { agents = ["a"] }',
      'team',
      /^the crew 'team' is there already$/,
    ],
    [
      'a crew called like an agent',
      'agent "a" {}\ncrew "<|>team" { agents = ["a"] }',
      'a',
      /^the agent 'a' is there already$/,
    ],
    ['the environment', 'agent "a" { x = $<|>A }', 'B', /^\$A is named outside the program$/],
    ['a key of memory', 'agent "a" { x = @memory.<|>k }', 'l', /^what is stored/],
    ['a file', 'load "<|>x"', 'y', /^this is the name of a file$/],
    ['what has no name', 'memo<|>ry { provider = "x" }', 'y', /^'memory' has no name of its own$/],
    [
      'what is declared nowhere',
      'workflow "w" { step "s" { agent = "<|>x" } }',
      'y',
      /^there is no agent 'x'$/,
    ],
    ['a place without a name', 'agent "a" { <|> }', 'y', /^there is no name here$/],
  ];
  for (const [what, text, newName, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(renamed(text, newName), (problem: Error) =>
        message.test(problem.message),
      );
    });
  }
});

describe('prepare rename', () => {
  it('gives the name without its quotes', async () => {
    const editor = await Editor.open('agent "<|wri<|>ter|>" {}');
    const found = await editor.request(PrepareRenameRequest.type, editor.cursor);
    editor.close();
    assert.deepEqual(found, { range: editor.ranges()[0], placeholder: 'writer' });
  });

  it('says why a name cannot be changed', async () => {
    const editor = await Editor.open('agent "a" { x = $<|>HOME }');
    const answer = editor.request(PrepareRenameRequest.type, editor.cursor);
    await assert.rejects(answer, { message: '$HOME is named outside the program' });
    editor.close();
  });

  it('finds nothing where there is no name', async () => {
    const editor = await Editor.open('agent "a" { <|> }');
    assert.equal(await editor.request(PrepareRenameRequest.type, editor.cursor), null);
    editor.close();
  });
});
