import { deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import type { Module } from '../module.js';
import { arbitraryModule } from '../testing/arbitrary-module.js';
import { assemble } from './assemble.js';
import { disassemble, disassembly } from './disassemble.js';

function disassembled(module: Module): string {
  const text = disassemble(module);
  ok(text !== undefined);
  return text;
}

function assembled(text: string): Module {
  const result = assemble(text);
  if (result.ok) return result.module;
  const [first] = result.problems;
  throw new Error(`${first?.line}:${first?.column}: ${first?.message}\n${text}`);
}

/** The problems of an assembly that is right but for these lines. */
function problemsOf(...lines: readonly string[]): string[] {
  const head = ['.mso-assembly 1', '.compiler "1"', '.declarations-end @0', '.string "a"', '.code'];
  const result = assemble([...head, ...lines].join('\n'));
  if (result.ok) return [];
  return result.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

const small: Module = {
  ...{ version: 1, metadata: { compilerVersion: '1' }, declarationsEnd: 0, heapBase: 0 },
  ...{ code: [], functions: [], strings: [], constants: [], blocks: [], cells: [] },
  symbols: {
    ...{ agents: new Map(), workflows: new Map(), contexts: new Map(), crews: new Map() },
    nextId: 1,
  },
};

describe('assembly', () => {
  it('of any module is the same module again, and the same text', () => {
    fc.assert(
      fc.property(arbitraryModule, (module) => {
        const text = disassembled(module);
        const back = assembled(text);
        deepStrictEqual(back, module);
        equal(disassembled(back), text);
      }),
      { numRuns: 500 },
    );
  });

  it('says at which line each instruction stands', () => {
    fc.assert(
      fc.property(arbitraryModule, (module) => {
        const { text, lines } = disassembly(module) ?? { text: '', lines: [] };
        const result = assemble(text);
        deepStrictEqual(lines, result.ok && result.lines);
      }),
      { numRuns: 200 },
    );
  });

  it('may show any line of a source in its comments', () => {
    const debug = {
      sources: [{ path: 'a', text: '# one\u2028two\r three "' }],
      table: Int32Array.of(0, 1, 1, 1, 2, 0),
      localNames: new Map(),
    };
    const module: Module = { ...small, code: [{ op: 'Nop' }], debug };
    deepStrictEqual(assembled(disassembled(module)), module);
  });

  it('names a long text by its number, where it would stand again and again', () => {
    const long = 'long '.repeat(200_000);
    const push = { op: 'Push', value: { kind: 'String', index: 0 } } as const;
    const module = { ...small, strings: [long], code: Array.from({ length: 1_000 }, () => push) };
    const text = disassembled(module);
    ok(text.length < long.length + 20_000);
    deepStrictEqual(assembled(text), module);
  });

  it('is not written where it would have more than 256 Mi characters', () => {
    const strings = ['x'.repeat(1_000)];
    const items = Array.from({ length: 300_000 }, () => ({ kind: 'String', index: 0 }) as const);
    const push = { op: 'Push', value: { kind: 'Array', items } } as const;
    equal(disassemble({ ...small, strings, code: [push] }), undefined);
  });

  it('of any text is a module or problems with their places', () => {
    const piece = fc.constantFrom(
      '"',
      '[',
      '}',
      'L1',
      '#',
      '@1',
      ' ',
      '\n',
      'Push',
      '=',
      '1e',
      ';',
    );
    const change = fc.tuple(fc.nat(), fc.nat(5), piece);
    fc.assert(
      fc.property(arbitraryModule, change, (module, [from, length, inserted]) => {
        const text = disassembled(module);
        const start = from % (text.length + 1);
        const result = assemble(text.slice(0, start) + inserted + text.slice(start + length));
        if (result.ok) return;
        ok(result.problems.length > 0);
        for (const { line, column } of result.problems) ok(line >= 1 && column >= 1);
      }),
      { numRuns: 300 },
    );
  });

  const cases: readonly (readonly [lines: readonly string[], expected: string])[] = [
    [['  Psh "a"'], '6:3: there is no instruction Psh; did you mean Push?'],
    [['  Push'], '6:7: expected a string, or s and its number, found the end of the line'],
    [['  Push "b"'], '6:8: no .string above has this text'],
    [['  Push "b'], '6:8: the string is never closed'],
    [['  Jump L9'], '6:8: there is no label L9'],
    [['  Jump "a"'], '6:8: expected a label, found "a"'],
    [['L1:', 'L1:'], '7:1: the label L1 is there twice'],
    [['  Pop Pop'], '6:7: expected the end of the line, found Pop'],
    [['  LoadVar 1.5'], '6:11: expected the number of a local, found 1.5'],
    [['  DeclareAgent 1'], '6:16: expected an id such as #1, found 1'],
    [['  SetProperty #1 "a" 5x'], '6:22: unexpected "5x"'],
    [['  Push [1 2'], "6:12: expected ']', found the end of the line"],
    [['.agent #1 id=#1'], '6:16: expected name=, found the end of the line'],
    [['.agent #1 nme="a"'], '6:11: nme is none of id, name, model, role'],
    [['.nothing'], '6:1: there is no directive .nothing'],
    [['  DeclareAgent #4294967296'], '6:16: expected an id of four bytes, found #4294967296'],
    [['  Jump +2147483648'], '6:8: expected an offset of four bytes, found +2147483648'],
    [['  Jump +1.5'], '6:8: expected an offset of four bytes, found +1.5'],
    [['  Call 3'], '6:8: expected f and the number of a function, found 3'],
  ];
  for (const [lines, expected] of cases) {
    it(`${lines.join(' ').trim()}: ${expected}`, () => {
      const [first = '', ...others] = problemsOf(...lines);
      ok(first.startsWith(expected), first);
      deepStrictEqual(others, []);
    });
  }

  it('says everything that is wrong, up to a number', () => {
    equal(problemsOf('  Psh', '  Pop', '  Jmp L1').length, 2);
    equal(problemsOf(...Array.from({ length: 500 }, () => '  Psh')).length, 100);
  });

  it('nests no deeper than a file does', () => {
    const nested = (depth: number): string => `  Push ${'['.repeat(depth)}${']'.repeat(depth)}`;
    deepStrictEqual(problemsOf(nested(1_000)), []);
    match(problemsOf(nested(1_002))[0] ?? '', /nests deeper than 1000 levels/);
    equal(problemsOf(nested(100_000)).length, 1);
  });

  it('has no more values than a file may have, in however few lines', () => {
    const [problem] = problemsOf(`  Push [${'1 '.repeat(6_100_000)}]`);
    match(problem ?? '', /^6:\d+: expected at most 6000000 values$/);
    const [other] = problemsOf('\n'.repeat(18_000_001));
    match(other ?? '', /^18000001:1: expected at most 18000000 lines$/);
  }).timeout(60_000);

  it('lacks nothing that a module must say', () => {
    deepStrictEqual(assemble('.mso-assembly 1'), {
      ok: false,
      problems: [{ line: 1, column: 1, message: 'there is no .compiler' }],
    });
    const other = assemble('agent "a" {}');
    ok(!other.ok);
    equal(other.problems[0]?.message, 'expected .mso-assembly 1');
  });
});
