import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentResolver } from '@mso/vm';
import { displayPath } from '../output/diagnostics.js';
import { paintWith } from '../output/terminal.js';
import { converse } from './conversation.js';
import { DebugConsole } from './debug-console.js';

const program = `agent "writer" {
  model = "gpt-4"
  role = "Author"
  temperature = 0.5
}
context "here" {
  environment = "test"
  variables {
    tone = $TONE
  }
}
`;

describe('a conversation with the debugger', () => {
  let folder = '';
  let path = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mso-console-'));
    path = join(folder, 'writer.mso');
    writeFileSync(path, program);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** What is shown when some lines are typed; a function among them does something first. */
  async function talk(...lines: readonly (string | (() => void))[]): Promise<string[]> {
    const shown: string[] = [];
    const console = new DebugConsole({
      path,
      vm: async () => ({ resolver: environmentResolver({}) }),
      print: (text) => shown.push(...text.replaceAll(displayPath(path), 'F').split('\n')),
      paint: paintWith(false),
    });
    await console.open();
    shown.length = 0;
    const rest = [...lines];
    const next = (): Promise<string | undefined> => {
      for (;;) {
        const line = rest.shift();
        if (typeof line !== 'function') return Promise.resolve(line);
        line();
      }
    };
    await converse(console, { next });
    return shown;
  }

  it('goes into blocks with step, and over them with next', async () => {
    assert.deepEqual(await talk('step', 'restart', 'next'), [
      'F:2 in agent "writer"',
      ' ->  2 |   model = "gpt-4"',
      'F:1 in program "writer.mso" (before the first instruction)',
      ' ->  1 | agent "writer" {',
      'F:6 in program "writer.mso"',
      ' ->  6 | context "here" {',
    ]);
  });

  it('repeats the last command at an empty line, but not one that starts or changes', async () => {
    const shown = await talk('step', '', '  ', 'break 4', '');
    const places = shown.filter((line) => line.includes(' in '));
    assert.deepEqual(
      places.map((line) => line.slice(0, 3)),
      ['F:2', 'F:3', 'F:4'],
    );
    assert.equal(shown.filter((line) => line.startsWith('breakpoint 1')).length, 1);
  });

  it('ignores comments and ends at quit', async () => {
    assert.deepEqual(await talk('# step', 'quit', 'step'), []);
  });

  it('stops where a condition holds, and nowhere else', async () => {
    const stops = await talk('break 4 if role == "Author"', 'b 3 if model == "other"', 'run');
    assert.deepEqual(stops, [
      'breakpoint 1 at F:4',
      'breakpoint 2 at F:3',
      'F:4 in agent "writer" (breakpoint 1)',
      '*->  4 |   temperature = 0.5',
    ]);
  });

  it('shows a condition that fails once, where it failed', async () => {
    const shown = await talk('break 4 if role > 2', 'run', 'run');
    assert.match(shown[1] ?? '', /^the condition failed: /);
    assert.match(shown[2] ?? '', /^F:4 in agent "writer" \(breakpoint 1\)$/);
  });

  it('says what is wrong with a breakpoint, and sets none', async () => {
    assert.deepEqual(
      await talk('b 99', 'b 0', 'b nobody', 'b 4 if', 'b 4 if nothing > 1', 'b 4 if (', 'b'),
      [
        'no breakpoint: there is no code at or behind this line',
        'lines start at 1',
        'break takes a line or a declared name; nobody is neither',
        'an expression is missing behind if',
        "no breakpoint: 'nothing' is not known here; available names: model, role, temperature, " +
          'name, pc, sp, fp, ra, flags, registers, …; a text stands in quotes',
        'no breakpoint: expected an expression, found the end of the text',
        'there are no breakpoints',
      ],
    );
  });

  it('stops where a watched value is written, and shows both values', async () => {
    const shown = await talk('watch agents["writer"].temperature', 'run', 'break', 'next', 'run');
    assert.deepEqual(shown.slice(0, 3), [
      'breakpoint 1 at each write of agent "writer".temperature',
      'agent "writer".temperature: not set → 0.5',
      'F:6 in program "writer.mso" (breakpoint 1)',
    ]);
    assert.equal(shown[4], '1  write of agent "writer".temperature    reached once');
    assert.equal(shown.filter((line) => line.endsWith('not set → 0.5')).length, 2);
  });

  it('watches no longer what was deleted, and what a condition says', async () => {
    const watched = 'x agents["writer"].role if model == "gpt-4"';
    const shown = await talk('watch agents["writer"].model', watched, 'delete 1', 'run', 'x tempo');
    assert.deepEqual(shown.slice(2, 5), [
      'deleted breakpoint 1',
      'agent "writer".role: not set → "Author"',
      'F:4 in agent "writer" (breakpoint 2)',
    ]);
    assert.equal(shown.at(-1), "'tempo' is not known here");
  });

  it('puts a breakpoint on a declaration by its name', async () => {
    const shown = await talk('b here', 'b agent "writer" if pc == 0', 'b', 'd 1', 'd all', 'd all');
    assert.deepEqual(shown, [
      'breakpoint 1 at F:6',
      'breakpoint 2 at F:1',
      '1  F:6              never reached',
      '2  F:1  if pc == 0  never reached',
      'deleted breakpoint 1',
      'deleted breakpoint 2',
      'there are no breakpoints',
    ]);
  });

  it('changes values and shows what they are then', async () => {
    const shown = await talk(
      'b 4',
      'run',
      'set role = "Editor"',
      'set flags.zero = true',
      'set pc = 1',
      'set nonsense',
    );
    assert.deepEqual(shown.slice(3), [
      'role = "Editor"',
      'flags.zero = true',
      'pc = 1',
      'F:2 in agent "writer"',
      ' ->  2 |   model = "gpt-4"',
      'set takes TARGET = VALUE; for example: set pc = 3',
    ]);
  });

  it('shows values one level deep', async () => {
    const shown = await talk('b 6', 'run', 'print agents', 'p agents["writer"]', 'p 1 + 1');
    assert.deepEqual(shown.slice(3), [
      '  writer  agent "writer" {name: "writer", model: "gpt-4", role: "Author", temperature: 0.5}',
      '  name         "writer"',
      '  model        "gpt-4"',
      '  role         "Author"',
      '  temperature  0.5',
      '2',
    ]);
  });

  it('shows the state of the machine', async () => {
    const shown = await talk('b 3', 'run', 'registers', 'stack', 'memory', 'where', 'locals');
    assert.deepEqual(shown.slice(3), [
      'pc     2         SetProperty #1 "role" "Author"',
      'sp     0',
      'fp     0',
      'ra     4',
      'flags  none set',
      'the stack is empty',
      '16  agent "writer"  {name: "writer", model: "gpt-4"}',
      '#0  agent "writer"        F:3',
      '#1  program "writer.mso"  F:1',
      'agent "writer"',
      '  name   "writer"',
      '  model  "gpt-4"',
    ]);
  });

  it('reads a source again that has changed, and keeps the breakpoints', async () => {
    const change = (): void => writeFileSync(path, program.replace('Author', 'Poet'));
    assert.deepEqual(await talk('b 4', change, 'run', 'p role'), [
      'breakpoint 1 at F:4',
      'F has changed and was read again',
      'F:4 in agent "writer" (breakpoint 1)',
      '*->  4 |   temperature = 0.5',
      '"Poet"',
    ]);
  });

  it('reads the whole program again when a file that it loads has changed', async () => {
    const other = join(folder, 'other.mso');
    writeFileSync(other, 'agent "editor" {\n  role = "Critic"\n}\n');
    writeFileSync(path, `load "other"\n${program}`);
    const change = (): void => writeFileSync(other, 'agent "editor" {\n  role = "Judge"\n}\n');
    const shown = await talk('b other.mso:2', 'b F:3', change, 'run', 'where', 'delete 1', 'b');
    assert.deepEqual(
      shown.map((line) => line.replaceAll(/\S*other\.mso/g, 'G')),
      [
        'breakpoint 1 at G:2',
        'there is no file F; there are F, G',
        'G has changed and was read again',
        'G:2 in agent "editor" (breakpoint 1)',
        '*-> 2 |   role = "Judge"',
        '#0  agent "editor"        G:2',
        '#1  program "writer.mso"  G:1',
        'deleted breakpoint 1',
        'there are no breakpoints',
      ],
    );
  });

  it('keeps the program when the changed source is none', async () => {
    const breakIt = (): void => writeFileSync(path, 'agent "writer" {');
    const shown = await talk('next', breakIt, 'run', 'where');
    assert.match(shown[2] ?? '', /^F:1:16: error/);
    assert.deepEqual(shown.slice(-3), [
      'mso: F has 1 error',
      'the program stays as it was',
      '#0  program "writer.mso"  F:6',
    ]);
  });

  it('shows warnings with their place, and the end', async () => {
    assert.deepEqual(await talk('run', 'continue', 'step'), [
      'F:9:5: warning: environment variable TONE is not set',
      'the program ended after 8 instructions',
      'the program has ended; run or restart starts it again',
      'the program has ended; run or restart starts it again',
    ]);
  });

  it('lists around the current line, then what follows', async () => {
    const shown = await talk(
      'b 4',
      'run',
      'list 1 3',
      'list',
      'list',
      'list 4',
      'list x',
      'list 99',
    );
    assert.deepEqual(shown.slice(3, 6), [
      '     1 | agent "writer" {',
      '     2 |   model = "gpt-4"',
      '     3 |   role = "Author"',
    ]);
    assert.equal(shown[6], '*->  4 |   temperature = 0.5');
    assert.ok(shown.includes('F ends at line 12'));
    assert.deepEqual(shown.slice(-2), ['list takes a line, or two', 'F ends at line 12']);
  });

  it('explains words that it does not know', async () => {
    assert.deepEqual(await talk('nxet', 'where 3', 'step x', 'memory x', 'memory 0x3', 'delete'), [
      'there is no command "nxet"; did you mean next?',
      'where takes nothing behind it',
      '"x" is no count',
      'memory takes an address: memory 16, memory 0x10',
      'memory[3] is not in use',
      'delete which? break shows their numbers',
    ]);
  });
});
