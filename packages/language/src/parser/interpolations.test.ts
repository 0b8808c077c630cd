import assert from 'node:assert/strict';
import { isProperty } from '../model/values.js';
import type { Value } from '../syntax/tree.js';
import { printExpression } from '../testing/print-expression.js';
import { SourceFile } from '../text/source-file.js';
import { parse } from './parse.js';

const before = 'agent a { x = ';

/** The value after `x =`, and the diagnostics with places counted from its beginning. */
function read(source: string): { value: Value | undefined; codes: string } {
  const { program, diagnostics } = parse(new SourceFile('', `${before}${source} }`));
  const codes = diagnostics.map(
    ({ code, span }) => `${code}@${span.start - before.length}-${span.end - before.length}`,
  );
  const member = program.declarations[0]?.block?.members.find(isProperty);
  return { value: member?.value, codes: codes.join(' ') };
}

function show(value: Value | undefined): string {
  if (value?.kind === 'Variable' && value.expression) {
    return `variable ${value.name}: ${printExpression(value.expression)}`;
  }
  if (value?.kind !== 'String') return value?.kind ?? 'nothing';
  const parts = value.parts?.map((part) => {
    const at = `${part.start - before.length}-${part.end - before.length}`;
    const shown = part.kind === 'TextPart' ? part.text : `<${printExpression(part.expression)}>`;
    return `${at} ${shown}`;
  });
  return `${value.bare ? 'bare ' : ''}${JSON.stringify(value.text)} ${parts?.join(' | ') ?? ''}`;
}

const cases: readonly (readonly [source: string, shown: string, codes?: string])[] = [
  ['"plain"', '"plain" '],
  ['"a ${b} c"', '"a ${b} c" 1-3 a  | 3-7 <b> | 7-9  c'],
  ['"${steps.a.output.n + 1}"', '"${steps.a.output.n + 1}" 1-24 <(steps.a.output.n + 1)>'],
  ["'\\n${a}${b}'", '"\\n${a}${b}" 1-3 \n | 3-7 <a> | 7-11 <b>'],
  ['"""\n  ${a}\n  b"""', '"${a}\\nb" 3-6  | 6-10 <a> | 10-14 \nb'],
  ['"\\${a}"', '"${a}" '],
  ['"\\${a} ${b}"', '"${a} ${b}" 1-7 ${a}  | 7-11 <b>'],
  ['"${agents["x"].role}"', '"${agents[\\"x\\"].role}" 1-20 <agents["x"].role>'],
  ['${a.b-c}', 'variable a.b-c: a.b-c'],
  ['${ a }', 'variable a: a'],
  ['${a.b + 1}', 'bare "${a.b + 1}" 0-10 <(a.b + 1)>'],
  ['${true}', 'bare "${true}" 0-7 <true>'],
  ['${{k: "}"}}', 'bare "${{k: \\"}\\"}}" 0-11 <{k: "}"}>'],
  ['"${a +}"', '"${a +}" 1-7 <(a + <missing>)>', 'E0207@6-7'],
  ['"${}"', '"${}" 1-4 <<missing>>', 'E0207@3-4'],
  ['${}', 'bare "${}" 0-3 <<missing>>', 'E0207@2-3'],
  ['"${a b}"', '"${a b}" 1-7 <a>', 'E0201@5-6'],
  ['"${1 ? 2}"', '"${1 ? 2}" 1-9 <(1 ? 2 : <missing>)>', 'E0201@8-9'],
  ['"${a ^ b}"', '"${a ^ b}" 1-9 <a>', 'E0105@5-6 E0201@7-8'],
  ['"${x == "\\q"}"', '"${x == \\"\\\\q\\"}" 1-13 <(x == "q")>', 'E0102@9-11'],
  ['"${a + ${b}}"', '"${a + ${b}}" 1-12 <(a + <missing>)>', 'E0104@7-11'],
  ['"${a + "${b}"}"', '"${a + \\"${b}\\"}" 1-14 <(a + "${b}")>', 'E0104@7-13'],
  ['"${a"', '"${a" ', 'E0104@1-3'],
];

describe('a placeholder', () => {
  for (const [source, shown, codes = ''] of cases) {
    it(`in ${JSON.stringify(source)}`, () => {
      const found = read(source);
      assert.equal(show(found.value), shown);
      assert.equal(found.codes, codes);
    });
  }

  it('takes linear time, open or nested, however many there are', () => {
    for (const part of ['${', '"${', '"${a}" ', '${{', '"${"${"', '${a ']) {
      const { program } = parse(new SourceFile('', `agent a { x = [${part.repeat(30_000)}] }`));
      assert.equal(program.declarations.length, 1, part);
    }
  });
});
