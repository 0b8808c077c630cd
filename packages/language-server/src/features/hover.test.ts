import assert from 'node:assert/strict';
import { HoverRequest, MarkupContent } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

async function hovered(files: string | Readonly<Record<string, string>>): Promise<string> {
  const editor = await Editor.open(files);
  const hover = await editor.request(HoverRequest.type, editor.cursor);
  assert.deepEqual(editor.log, []);
  editor.close();
  return MarkupContent.is(hover?.contents) ? hover.contents.value : '';
}

const program = (step: string, agent = 'role = "Author"'): string =>
  `# Writes it all down.\nagent "writer" { ${agent} }\nworkflow "w" { step "s" { ${step} } }`;

describe('hover', () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['a property', 'agent "a" { mo<|>del = "m" }', /^\*\*model\*\*: string\n\nThe language model/],
    ['a property of a nested block', 'workflow "w" { retry { de<|>lay = 5s } }', /^\*\*delay/],
    ['the keyword of a declaration', 'cr<|>ew "c" {}', /^\*\*crew\*\*\n\nA crew: several agents/],
    ['the keyword of a step', 'workflow "w" { st<|>ep "s" {} }', /^\*\*step\*\*\n\nA step:/],
    ['a pipeline', 'workflow "w" { pipe<|>line {} }', /^\*\*pipeline\*\*: flow/],
    ['a backstory', 'agent "a" { back<|>story { x } }', /^\*\*backstory\*\*/],
    [
      'a duration',
      'agent "a" { timeout = 9<|>0m }',
      /^\*\*90 minutes\*\*\n\n= 1.5 hours = 5,400 sec/,
    ],
    ['a duration in an expression', program('when = steps.s.duration < 1<|>h'), /^\*\*1 hour\*\*/],
    ['a function', program('when = le<|>n("x") > 2'), /^\*\*len\(value\)\*\*\n\nHow many/],
    [
      'an agent that is named',
      program('agent = "wri<|>ter"'),
      /agent "writer" \{\n {2}role = "Author"/,
    ],
    ['the defaults of an agent', program('agent = wri<|>ter'), /model = "gpt-4" {2}# default/],
    ['the comment above', program('agent = "wri<|>ter"'), /Writes it all down\.$/],
    ['an agent in an expression', program('when = agents["wri<|>ter"].x == 1'), /agent "writer"/],
    ['a step', program('task = "t" when = steps.<|>s.failed'), /step "s" \{\n {2}task = "t"/],
    ['a variable of the environment', 'agent "a" { key = $KE<|>Y }', /^\*\*\$KEY\*\*/],
    ['a key of memory', program('when = @memory.wo<|>rds > 1'), /^\*\*@memory\.words\*\*/],
  ];
  for (const [what, text, expected] of cases) {
    it(`explains ${what}`, async () => assert.match(await hovered(text), expected));
  }

  it('shows an agent of another file', async () => {
    const files = {
      'main.mso': 'load "people"\nworkflow "w" { step "s" { agent = "wri<|>ter" } }',
      'people.mso': 'agent "writer" { role = "Author" }',
    };
    assert.match(await hovered(files), /role = "Author"/);
  });

  it('never shows a secret', async () => {
    const context =
      'context "c" { secrets { key = "vault:deep/se<|>cret" } variables { a = "hunter2" } }';
    assert.equal(await hovered(context), '');
    const outer = context.replace('<|>', '').replace('"c"', '"<|>c"');
    assert.doesNotMatch(await hovered(outer), /secret|hunter2/);
    const files = { 'main.mso': 'agent "a" { key = $KE<|>Y }', '.env': 'KEY=hunter2' };
    assert.doesNotMatch(await hovered(files), /hunter2/);
  });

  it('says nothing where there is nothing to say', async () => {
    for (const text of ['<|>', 'agent "a" { own<|> = 1 }', 'agent "a" { model = "<|>m" }']) {
      assert.equal(await hovered(text), '');
    }
  });
});
