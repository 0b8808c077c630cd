import assert from 'node:assert/strict';
import type { Value } from '../syntax/tree.js';
import { SourceFile } from '../text/source-file.js';
import { parse } from './parse.js';

function print(value: Value): string {
  switch (value.kind) {
    case 'String':
      return JSON.stringify(value.text);
    case 'Number':
    case 'Bool':
      return String(value.value);
    case 'Duration':
      return `${value.value} ${value.unit}`;
    case 'Variable':
      return `${value.scope} ${value.name}`;
    case 'Reference':
      return value.index === undefined ? `@${value.path}` : `@${value.path}[${value.index.text}]`;
    case 'Identifier':
      return value.text;
    case 'Array':
      return `[${value.items.map(print).join(', ')}]`;
    case 'Object':
      return `{${value.block.members
        .map((member) =>
          member.kind === 'Property' ? `${member.key.text} = ${print(member.value)}` : member.kind,
        )
        .join(', ')}}`;
    case 'Pipeline':
      return value.names.map(({ text }) => text).join(' -> ');
    case 'Null':
    case 'Missing':
      return value.kind;
  }
}

const cases: readonly (readonly [property: string, value: string])[] = [
  ['x = "text"', '"text"'],
  ['x = -1.5', '-1.5'],
  ['x = true', 'true'],
  ['x = null', 'Null'],
  ['x = 1.5h', '90 Minutes'],
  ['x = hierarchical', 'hierarchical'],
  ['x = parallel', 'parallel'],
  ['x = gpt-4', 'gpt-4'],
  ['x = $HOME', 'environment HOME'],
  ['x = $\u007ba.b}', 'variable a.b'],
  ['x = @memory.key', '@memory.key'],
  ['x = @file["k e y"]', '@file[k e y]'],
  ['x = [@file [key]]', '[@file, [key]]'],
  ['x = [a, "b" 3 -4,]', '[a, "b", 3, -4]'],
  ['x = [a -> b, c]', '[a -> b, c]'],
  ['x = { a = 1, "b c" = { timeout = 2 } true = 3 }', '{a = 1, b c = {timeout = 2}, true = 3}'],
  ['x { a = 1 }', '{a = 1}'],
  ['x [a]', '[a]'],
  ['x = (((1)))', '1'],
  ['x = a -> "b c" -> step', 'a -> b c -> step'],
  ['depends_on = a', 'a'],
  ['"x y" = 1', '1'],
];

describe('a value', () => {
  for (const [property, printed] of cases) {
    it(`is read from ${property}`, () => {
      const file = new SourceFile('', `agent a { ${property} }`);
      const { program, diagnostics } = parse(file);
      assert.deepEqual(diagnostics, []);
      const [member, ...others] = program.declarations[0]?.block?.members ?? [];
      assert.ok(member?.kind === 'Property' && others.length === 0);
      assert.equal(print(member.value), printed);
    });
  }

  it('spans exactly its text', () => {
    const text = 'agent a { x = [1, "b"] y = (a -> b) }';
    const members = parse(new SourceFile('', text)).program.declarations[0]?.block?.members ?? [];
    const spans = members.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(spans, ['x = [1, "b"]', 'y = (a -> b']);
  });

  it('that is missing leaves an incomplete property', () => {
    const { program } = parse(new SourceFile('', 'agent a { x = }'));
    const member = program.declarations[0]?.block?.members[0];
    assert.ok(member?.kind === 'Property' && member.incomplete);
    assert.equal(member.value.kind, 'Missing');
  });
});
