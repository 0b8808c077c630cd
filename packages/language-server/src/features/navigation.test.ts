import assert from 'node:assert/strict';
import {
  DefinitionRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  type Location,
  ReferencesRequest,
} from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { twoFiles, withCursor } from '../testing/programs.js';

type Files = Readonly<Record<string, string>>;

/** Each place as its file and line with the text that it covers. */
function shown(editor: Editor, locations: readonly Location[]): string[] {
  return locations.map(({ uri, range }) => {
    const name = editor.name(uri);
    const line = editor.text(name).split('\n')[range.start.line] ?? '';
    const text = line.slice(range.start.character, range.end.character);
    return `${name}:${range.start.line + 1} ${text}`;
  });
}

async function defined(files: string | Files): Promise<string[]> {
  const editor = await Editor.open(files);
  const found = await editor.request(DefinitionRequest.type, editor.cursor);
  assert.deepEqual(editor.log, []);
  editor.close();
  const list = Array.isArray(found) ? found : found === null ? [] : [found];
  return shown(editor, list as Location[]);
}

async function referenced(files: string | Files, includeDeclaration = false): Promise<string[]> {
  const editor = await Editor.open(files);
  const context = { includeDeclaration };
  const found = await editor.request(ReferencesRequest.type, { ...editor.cursor, context });
  assert.deepEqual(editor.log, []);
  editor.close();
  return shown(editor, found ?? []);
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

describe('references', () => {
  it('are the uses in all files of a program, one that is loaded included', async () => {
    const uses = ['people.mso:3 writer', 'main.mso:3 writer', 'main.mso:7 writer'];
    const files = withCursor(twoFiles, 'people.mso', 'writer');
    const fromPeople = { 'people.mso': files['people.mso'], 'main.mso': twoFiles['main.mso'] };
    assert.deepEqual(await referenced(fromPeople), uses);
    assert.deepEqual(await referenced(fromPeople, true), ['people.mso:1 writer', ...uses]);
  });

  it('of a step stay in its workflow', async () => {
    const files = withCursor(twoFiles, 'main.mso', 'draft');
    assert.deepEqual(await referenced(files), [
      ...[
        'main.mso:6 draft',
        'main.mso:9 draft',
        'main.mso:7 draft',
        'main.mso:7 draft',
      ].toSorted(),
    ]);
  });

  it('are found for what is declared nowhere: keys of memory, the environment', async () => {
    const program =
      'memory { provider = $A }\nagent "a" { x = $A y = @memory.k }\n' +
      'workflow "w" { step "s" { when = @memory.k > 1 } }';
    const environment = program.replace('$A', '$<|>A');
    assert.deepEqual(await referenced(environment), ['main.mso:1 A', 'main.mso:2 A']);
    const memory = program.replace('@memory.k', '@memory.<|>k');
    assert.deepEqual(await referenced(memory), ['main.mso:2 k', 'main.mso:3 k']);
  });

  it('of an agent are not those of a crew with its name', async () => {
    const program =
      'agent "<|>x" {}\ncrew "x" { agents ["x"] }\nworkflow "w" { step "s" { crew = ["x"] } }';
    assert.deepEqual(await referenced(program), ['main.mso:2 x', 'main.mso:3 x']);
    const crew = program.replace('<|>', '').replace('crew "x"', 'crew "<|>x"');
    assert.deepEqual(await referenced(crew), []);
  });
});

describe('document highlight', () => {
  it('marks the declaration and the uses in the document', async () => {
    const text = 'agent "<|wri<|>ter|>" {}\nworkflow "w" { step "s" { agent = "<|writer|>" } }';
    const editor = await Editor.open(text);
    const found = await editor.request(DocumentHighlightRequest.type, editor.cursor);
    editor.close();
    assert.deepEqual(
      found,
      editor.ranges().map((range, index) => ({
        range,
        kind: index === 0 ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    );
  });
});
