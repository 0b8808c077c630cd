import assert from 'node:assert/strict';
import { RenameRequest, type WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from '../testing/editor.js';

/** Every way to write a name that is used. */
const program = `agent "wr😀iter" { model = "m" }
agent plain { model = "m" }
agent 'single' { model = "m" }
crew "team" { agents = ["wr😀iter", plain, 'single'] manager = plain }
context "c" { variables { tone = "x" } secrets { k = $KEY } }
workflow "w" {
  trigger = "manual"
  step "😀 one" {
    agent = "wr😀iter"
    task = "a \${tone} b \${steps["😀 one"].output} \${agents.plain.model} 😀 \${steps.two.failed}"
    when = steps["😀 one"].failed and tone == "x"
  }
  step two {
    crew = ["team", plain] depends_on = ["😀 one"]
    when = steps.two?.failed or agents["wr😀iter"].model == 'm' or agents['single'].model == "m"
  }
  step "three" { agent = 'single' depends_on = [two, '😀 one'] }
  pipeline {
    "😀 one" -> [two | "three"] -> if steps["three"].output.score < 0.8 { two } else { '😀 one' }
  }
  outputs = ["two"]
  on_error = w2
}
workflow "w2" { step "s" { agent = plain } on_error = "w" }
pipeline "p" { stage "s" { agent = plain } stage "t" { agent = "single" depends_on = [s] } }
`;

const names = ['plain-2', `it's "x" 😀`, 'true', '${x}'];

/** The codes of what is wrong, which no rename may change. */
async function codes(editor: Editor): Promise<string[]> {
  const { diagnostics } = await editor.diagnostics();
  return diagnostics.map(({ code }) => String(code)).sort();
}

describe('rename', () => {
  it('leaves a program right at each of its words', async () => {
    const text = program.replaceAll('\n', '\r\n');
    const editor = await Editor.open({ 'main.mso': text });
    const uri = editor.uri('main.mso');
    const document = TextDocument.create(uri, 'mso', 1, text);
    const before = await codes(editor);
    let renamed = 0;
    for (const { index } of text.matchAll(/(?<![\p{L}\p{N}_-])[\p{L}\p{N}_-]+/gu)) {
      const position = document.positionAt(index);
      for (const newName of names) {
        const params = { textDocument: { uri }, position, newName };
        // Where there is no name to be changed, or no such name may stand.
        const answer = await editor.client
          .sendRequest<WorkspaceEdit>(RenameRequest.method, params)
          .catch(() => undefined);
        if (answer === undefined) continue;
        await editor.change(TextDocument.applyEdits(document, answer.changes?.[uri] ?? []));
        assert.deepEqual(await codes(editor), before, `${newName} at ${index}`);
        await editor.change(text);
        renamed += 1;
      }
    }
    assert.ok(renamed > 100, `${renamed} renames`);
    assert.deepEqual(editor.log, []);
    editor.close();
  }).timeout(120_000);
});
