import assert from 'node:assert/strict';
import { check } from './checks/check.js';
import { formatDiagnostic } from './format-diagnostic.js';
import { parse } from './parser/parse.js';
import { SourceFile } from './text/source-file.js';

function format(text: string, path = 'a.mso', color = false): string {
  const file = new SourceFile(path, text);
  return check(parse(file))
    .diagnostics.map((diagnostic) => formatDiagnostic(file, diagnostic, { color }))
    .join('\n');
}

describe('a formatted diagnostic', () => {
  it('shows place, message, line, carets and hint', () => {
    assert.equal(
      format('\nagent a {\n\ttemperature = "hot"\n}'),
      [
        "a.mso:3:16: error[TypeMismatch]: 'temperature' of agent 'a' takes a number, not a string",
        ' 3 |  temperature = "hot"',
        '   |                ^^^^^',
        '  hint: for example: temperature = 0.7',
      ].join('\n'),
    );
  });

  it('shows the places that explain it', () => {
    assert.equal(
      format('agent a {}\nagent a {}', ''),
      [
        "<text>:2:7: error[DuplicateDefinition]: agent 'a' is declared twice",
        ' 2 | agent a {}',
        '   |       ^',
        '  <text>:1:7: note: first declared here',
        ' 1 | agent a {}',
        '   |       ^',
      ].join('\n'),
    );
  });

  it('has one caret at the end of the text', () => {
    assert.match(format('agent'), /\n 1 \| agent\n {3}\| {6}\^$/m);
  });

  it('shows only a part of a very long line', () => {
    const text = `agent a { x = "${'y'.repeat(5_000)}" temperature = "hot" }`;
    const lines = format(text).split('\n');
    assert.ok(lines.every((line) => line.length < 200));
    const [, source = '', carets = ''] = lines;
    assert.equal(source.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1), '"hot"');
  });

  it('has colours only where they are wanted', () => {
    assert.ok(format('agent a { model = 1 }', 'a', true).includes('\u001b[31;1m'));
    assert.ok(!format('agent a { model = 1 }', 'a', false).includes('\u001b'));
  });
});
