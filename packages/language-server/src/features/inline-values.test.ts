import assert from 'node:assert/strict';
import { InlineValueRequest } from 'vscode-languageserver';
import { Editor } from '../testing/editor.js';

const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

/** The expressions that are to be shown when the program is stopped at the cursor. */
async function shown(text: string, range = whole, inlineValuesMax?: unknown): Promise<string[]> {
  const initializationOptions = { inlineValuesMax };
  const editor = await Editor.open(text, { initializationOptions });
  const { textDocument, position } = editor.cursor;
  const context = { frameId: 1, stoppedLocation: { start: position, end: position } };
  const found = await editor.request(InlineValueRequest.type, { textDocument, range, context });
  editor.close();
  const lines = editor.text().split('\n');
  return (found ?? []).map((value) => {
    assert.ok('expression' in value);
    const { start, end } = value.range;
    const key = lines[start.line]?.slice(start.character, end.character);
    assert.equal(key, value.expression?.split('.').at(-1));
    return value.expression ?? '';
  });
}

const program = (at: string): string =>
  `agent "a" {
  model = "m"
  role = "r"
  temperature = 1
}
context "c" {
  secrets {
    key = $KEY
  }
  debug = true
}
workflow "w" {
  timeout = 5m
  step "s" {
    agent = "a"
    retry {
      delay = 5s
    }
    "own key" = 1
    task = "t"
  }
  outputs = []
}
`.replace(at, `<|>${at}`);

describe('inline values', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['the properties above the stop', 'temperature', ['model', 'role']],
    ['nothing at the beginning of a block', 'model', []],
    ['all properties at the end', '}\ncontext', ['model', 'role', 'temperature']],
    ['those of a step, and what its objects hold', 'task', ['agent', 'retry.delay']],
    ['those of the workflow without its steps', 'outputs', ['timeout']],
    ['no secrets', '}\nworkflow', ['debug']],
  ];
  for (const [what, at, expected] of cases) {
    it(`are ${what}`, async () => assert.deepEqual(await shown(program(at)), expected));
  }

  it('stay in the part that is visible', async () => {
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 99 } };
    assert.deepEqual(await shown(program('temperature'), range), ['role']);
  });

  it('are those that were set last where there are more than one wants', async () => {
    const text = program('}\ncontext');
    assert.deepEqual(await shown(text, whole, 2), ['role', 'temperature']);
    assert.deepEqual(await shown(text, whole, 0), []);
    assert.deepEqual(await shown(text, whole, 'two'), ['model', 'role', 'temperature']);
  });

  it('know the block when the stop is told as a whole line', async () => {
    const text = program('').replace('<|>', '').replace('  temperature', '<|>  temperature');
    assert.deepEqual(await shown(text), ['model', 'role']);
  });
});
