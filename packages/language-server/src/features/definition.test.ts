import assert from 'node:assert/strict';
import { DefinitionRequest, type Location } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { shownPlaces } from '../testing/places.js';
import { twoFiles, withCursor } from '../testing/programs.js';

type Files = Readonly<Record<string, string>>;

async function defined(files: string | Files): Promise<string[]> {
  const editor = await Editor.open(files);
  const found = await editor.request(DefinitionRequest.type, editor.cursor);
  assert.deepEqual(editor.log, []);
  editor.close();
  const list = Array.isArray(found) ? found : found === null ? [] : [found];
  return shownPlaces(editor, list as Location[]);
}

describe('definition', () => {
  const cases: readonly (readonly [string, string, number, string])[] = [
    ['an agent in another file', '"writer"', 1, 'people.mso:1 writer'],
    ['an agent as a member', 'writer.x', 1, 'people.mso:1 writer'],
    ['a crew', 'team', 1, 'people.mso:3 team'],
    ['an agent in the list of a crew', 'critic', 1, 'people.mso:2 critic'],
    ['a step in depends_on', '["draft"]', 1, 'main.mso:3 draft'],
    ['a step as a member', 'draft.failed', 1, 'main.mso:3 draft'],
    ['a step by its index', '"draft"].attempts', 1, 'main.mso:3 draft'],
    ['a step in a pipeline', 'check }', 1, 'main.mso:4 check'],
    ['a workflow', '"article"\n', 1, ''],
    ['a file that is loaded', 'people', 1, 'people.mso:1 '],
  ];
  for (const [what, text, occurrence, expected] of cases.filter(([, , , e]) => e !== '')) {
    it(`finds ${what}`, async () => {
      assert.deepEqual(await defined(withCursor(twoFiles, 'main.mso', text, occurrence)), [
        expected,
      ]);
    });
  }

  it('finds the workflow of on_error', async () => {
    const files = withCursor(twoFiles, 'main.mso', '"article"', 2);
    assert.deepEqual(await defined(files), ['main.mso:2 article']);
  });

  it('finds variables, memory and loaded data', async () => {
    const program = (task: string): string =>
      'memory { provider = "x" }\ncontext "c" { variables { tone = "dry" } }\nload "book" {}\n' +
      `workflow "w" { step "s" { task = "\${to}" inputs { a = @book[x] } when = ${task} } }`;
    assert.deepEqual(await defined(program('to<|>ne == "x"')), ['main.mso:2 tone']);
    assert.deepEqual(await defined(program('@mem<|>ory.x > 1')), ['main.mso:1 memory']);
    assert.deepEqual(await defined(program('true').replace('@bo', '@b<|>o')), ['main.mso:3 book']);
  });

  it('finds nothing for names that are not declared, nor elsewhere', async () => {
    for (const text of ['workflow "w" { step "s" { agent = "x<|>" } }', 'agent "a" { <|> }']) {
      assert.deepEqual(await defined(text), []);
    }
  });

  it('keeps to the files of a program', async () => {
    const files = {
      'main.mso': 'workflow "w" { step "s" { agent = "x<|>" } }',
      'foreign.mso': 'agent "x" {}',
    };
    assert.deepEqual(await defined(files), []);
  });
});
