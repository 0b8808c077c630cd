import { deepEqual, ok } from 'node:assert/strict';
import { type Instruction, type Module, verify } from '@mso/bytecode';
import { compile, compileWithResult, optimizationLevels, optimize } from '@mso/compiler';
import { evaluationCases, parseExpression, SourceFile } from '@mso/language';
import { environmentResolver } from '@mso/vm';
import fc from 'fast-check';
import { environment, randomProgram } from '../config/random-program.js';
import { smallPrograms } from '../config/small-programs.js';
import { programText } from '../format/programs.js';
import { observe, observeFunctions, withResultInFunction } from './observe.js';
import { randomModule } from './random-code.js';
import { randomDeclarations } from './random-declarations.js';
import { randomExpression } from './random-expression.js';

const resolver = environmentResolver(environment);

/** At every level a module verifies, does the same, and is as good as it gets. */
function expectSame(module: Module): void {
  deepEqual(verify(module), []);
  const expected = [observe(module, resolver), ...observeFunctions(module, resolver)];
  for (const level of optimizationLevels) {
    const { module: optimized } = optimize(module, level);
    const about = `level ${level}`;
    deepEqual(verify(optimized), [], about);
    const observed = [observe(optimized, resolver), ...observeFunctions(optimized, resolver)];
    deepEqual(observed, expected, about);
    deepEqual(optimize(optimized, level).module, optimized, `${about} twice`);
  }
}

function compiled(text: string): Module {
  const { module } = compile(new SourceFile('test.mso', text));
  ok(module, text);
  return module;
}

const names = 'context "c" { variables { count = 3  title = "t" } }\n';

/** The functions of the module are not called, but for the one that the declarations end with. */
function expectSameResult(expression: string): void {
  const { expression: parsed } = parseExpression(expression);
  // The expression's spans are those of its own text, which the program must be as long as.
  const file = new SourceFile('test.mso', names + '#'.repeat(expression.length));
  expectSame(withResultInFunction(compileWithResult(file, parsed)));
}

describe('an optimized program does what it did', () => {
  for (const [what, text] of Object.entries(smallPrograms)) {
    it(what, () => expectSame(compiled(text)));
  }

  it('with any declarations', () => {
    const property = fc.property(randomProgram, (text) => expectSame(compiled(text)));
    fc.assert(property, { numRuns: 30 });
  }).timeout(20_000);

  it('with steps, conditions and strings of every form', () => {
    const property = fc.property(programText, (text) => {
      const { module } = compile(new SourceFile('test.mso', text));
      if (module) expectSame(module);
    });
    fc.assert(property, { numRuns: 100 });
  }).timeout(20_000);

  for (const [about, cases] of evaluationCases) {
    it(`in the ${cases.length} cases of ${about}`, () => {
      for (const { expression } of cases) expectSameResult(expression);
    });
  }

  it('with any expression', () => {
    fc.assert(fc.property(randomExpression, expectSameResult), { numRuns: 400 });
  }).timeout(20_000);

  it('with declarations that no compiler of ours writes', () => {
    fc.assert(fc.property(randomDeclarations, expectSame), { numRuns: 1000 });
  }).timeout(20_000);

  it('where a condition is an empty list, and what is behind it fails', () => {
    const code: readonly Instruction[] = [
      { op: 'Push', value: { kind: 'Number', value: 0 } },
      { op: 'Push', value: { kind: 'Bool', value: false } },
      { op: 'Push', value: { kind: 'Array', items: [] } },
      { op: 'Not' },
      { op: 'Not' },
      { op: 'JumpIf', operand: -4 },
      { op: 'Add' },
      { op: 'Return' },
    ];
    const called = { kind: 'workflow' as const, name: 'f', entity: 1, parameters: 0, locals: 0 };
    const workflow = { id: 1, nameIndex: 0, trigger: { kind: 'Manual' as const }, steps: [] };
    expectSame({
      ...{ version: 1, metadata: { compilerVersion: '1' }, code, declarationsEnd: 0, blocks: [] },
      ...{ strings: ['f'], constants: [], cells: [], heapBase: 256 },
      functions: [{ ...called, start: 0, end: code.length }],
      symbols: {
        ...{ agents: new Map(), contexts: new Map(), crews: new Map(), nextId: 2 },
        workflows: new Map([[1, { ...workflow, entry: 0 }]]),
      },
    });
  });

  it('with any code of functions', () => {
    fc.assert(fc.property(randomModule, expectSame), { numRuns: 1000 });
  }).timeout(20_000);
});
