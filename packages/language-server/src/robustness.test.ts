import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Position } from 'vscode-languageserver';
import { features } from './features.js';
import { Editor } from './testing/editor.js';

/** A program with every kind of declaration and of value. */
const program = `load "people"
project "p" { version = "1.0" }
agent "a" {
  model = "m" role = r temperature = 0.5 timeout = 90m
  capabilities ["x", y]
  backstory {
    Some text
  }
}
memory { provider = "redis" embeddings { model = "e" dimensions = 3 } }
context "c" { secrets { k = $KEY f = "file:x" } variables { v = 1 } }
crew "team" { agents ["a"] process = "hierarchical" manager = "a" }
plugin "g" { source = "s" }
database "d" { path = "x" vector_index { index_type = "hnsw" dimensions = 2 } }
workflow "w" {
  trigger = "schedule:0 9 * * *"
  step "one" { agent = "a" task = "do \${input.x + v} and \${len(steps.two.output)}" }
  step "two" {
    crew = ["team", a]
    depends_on = [one]
    retry { max_attempts = 3 delay = 5s backoff = "linear" }
    when = steps["one"].failed or agents.a.role == "r" and @memory.k > 1 ? true : not $X
    inputs { n = { deep = [1, "2", { x = null }] } o = @people[key] }
  }
  # A comment.
  pipeline { one -> [two | "three"] -> if steps.one?.output.score < 0.8 { two } else { one } }
  outputs = ["two"] on_error = w
}
pipeline { x -> y }
pipeline "stages" { stage "s" { agent = "a" } stage "t" { depends_on = [s] } }
`;

/** Every request at a place; what is answered. */
async function askAll(editor: Editor, position: Position): Promise<readonly unknown[]> {
  const textDocument = { uri: editor.uri('main.mso') };
  const range = { start: { line: 0, character: 0 }, end: position };
  const params = {
    ...{ textDocument, position, range, query: 'a', newName: 'b', ch: '}' },
    ...{ positions: [position], options: { tabSize: 2, insertSpaces: true } },
    context: {
      ...{ includeDeclaration: true, diagnostics: [] },
      ...{ frameId: 0, stoppedLocation: range },
    },
    item: { name: 'a', kind: 5, data: { identity: textDocument.uri, symbol: 0 } },
  };
  // What is refused is answered as well: only what was not expected is logged.
  return Promise.all(
    features.map(({ method }) => editor.client.sendRequest(method, params).catch(() => undefined)),
  );
}

/** The positions in an answer, at any depth, that are not in the text. */
function outside(answer: unknown, lines: readonly string[]): Position[] {
  if (typeof answer !== 'object' || answer === null) return [];
  const { line, character } = answer as Partial<Position>;
  if (line === undefined || character === undefined) {
    return Object.values(answer).flatMap((each) => outside(each, lines));
  }
  return character <= (lines[line]?.length ?? -1) ? [] : [{ line, character }];
}

const examples = new URL('../../../extension/examples/', import.meta.url);

/** The end of a text as a position. */
function endOf(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

describe('a broken document', () => {
  it('is answered at each place where it may end', async () => {
    const editor = await Editor.open({ 'main.mso': '', 'people.mso': 'agent "b" {}' });
    for (let length = 0; length < program.length; length += 11) {
      const text = program.slice(0, length);
      await editor.change(text);
      await askAll(editor, endOf(text));
    }
    assert.deepEqual(editor.log, []);
    editor.close();
  }).timeout(60_000);

  for (const name of readdirSync(examples).filter((each) => each.endsWith('.mso'))) {
    it(`has no answer outside of itself: ${name}, cut off`, async () => {
      const whole = readFileSync(new URL(name, examples), 'utf8');
      const editor = await Editor.open('');
      // A pair of surrogates in many names, and every kind of line end.
      const program = whole.replaceAll('er"', '😀"').replace('\n', '\r').replace('\n', '\r\n');
      for (let length = 0; length <= program.length; length += 61) {
        const text = program.slice(0, length);
        await editor.change(text);
        const lines = text.split(/\r\n|\r|\n/);
        const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
        assert.deepEqual(outside(await askAll(editor, end), lines), []);
      }
      assert.deepEqual(editor.log, []);
      editor.close();
    }).timeout(60_000);
  }

  it('is answered where a piece of it is missing', async () => {
    const editor = await Editor.open({ 'main.mso': '', 'people.mso': 'agent "b" {}' });
    for (let at = 0; at < program.length; at += 23) {
      const before = program.slice(0, at);
      await editor.change(before + program.slice(at + 5));
      await askAll(editor, endOf(before));
    }
    assert.deepEqual(editor.log, []);
    editor.close();
  }).timeout(60_000);

  it('is answered outside of its text', async () => {
    const editor = await Editor.open('agent "a" {}');
    await askAll(editor, { line: 1_000, character: 1_000 });
    await askAll(editor, { line: 0, character: 1_000 });
    assert.deepEqual(editor.log, []);
    editor.close();
  });

  it('is answered when it is nested very deeply', async () => {
    const editor = await Editor.open(`agent "a" { x = ${'['.repeat(20_000)}`);
    await askAll(editor, { line: 0, character: 10_000 });
    assert.deepEqual(editor.log, []);
    editor.close();
  });

  it('has the line ends of any system, and characters of any plane', async () => {
    for (const end of ['\r\n', '\r', '\n']) {
      const text = program.replaceAll('\n', end).replaceAll('Some', '😀 Ünïcode');
      const editor = await Editor.open({ 'main.mso': text, 'people.mso': 'agent "b" {}' });
      await askAll(editor, { line: 16, character: 20 });
      assert.deepEqual(editor.log, []);
      editor.close();
    }
  });
});
