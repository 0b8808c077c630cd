import assert from 'node:assert/strict';
import { ReferencesRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';
import { shownPlaces } from '../testing/places.js';
import { twoFiles, withCursor } from '../testing/programs.js';

type Files = Readonly<Record<string, string>>;

async function referenced(files: string | Files, includeDeclaration = false): Promise<string[]> {
  const editor = await Editor.open(files);
  const context = { includeDeclaration };
  const found = await editor.request(ReferencesRequest.type, { ...editor.cursor, context });
  assert.deepEqual(editor.log, []);
  editor.close();
  return shownPlaces(editor, found ?? []);
}

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
