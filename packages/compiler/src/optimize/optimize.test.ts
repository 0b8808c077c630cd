import { deepEqual, equal, ok } from 'node:assert/strict';
import { describeInstruction, type Module, verify } from '@mso/bytecode';
import { handModule, push, set } from '../testing/hand-module.js';
import { moduleOf } from '../testing/listing.js';
import { type OptimizationLevel, optimize } from './optimize.js';

/** One of everything that can be done away with. */
function wasteful(): Module {
  const module = handModule(
    {
      declarations: [set(1, 1), set(1, 2), set(3, { string: 2 })],
      code: [{ op: 'Nop' }, push(1), push(2), { op: 'Add' }],
    },
    ['name', 'own', 'text', 'own', 'never used', 'text'],
  );
  return {
    ...module,
    constants: [
      { kind: 'String', index: 2 },
      { kind: 'String', index: 5 },
    ],
  };
}

/** What was done, without what was not. */
function done(module: Module, level: OptimizationLevel): Record<string, number> {
  const { passes } = optimize(module, level);
  return Object.fromEntries(
    passes.filter(({ count }) => count > 0).map(({ what, count }) => [what, count]),
  );
}

describe('the levels of optimization', () => {
  it('0 leaves a module as it is', () => {
    const module = wasteful();
    equal(optimize(module, 0).module, module);
    deepEqual(optimize(module, 0).passes, []);
  });

  it('1 cleans the strings', () => {
    deepEqual(done(wasteful(), 1), { 'strings merged': 2, 'strings never used': 1 });
    const { module } = optimize(wasteful(), 1);
    deepEqual(module.strings, ['name', 'own', 'text']);
    equal(module.code.length, wasteful().code.length);
  });

  it('2 folds code as well', () => {
    deepEqual(done(wasteful(), 2), {
      ...{ 'properties set twice': 2, 'results computed': 1, 'instructions without effect': 1 },
      ...{ 'functions never called': 1, 'strings merged': 1, 'strings never used': 2 },
      'constants merged': 1,
    });
  });

  it('3 sorts the strings as well', () => {
    const { module } = optimize(wasteful(), 3);
    deepEqual(module.strings, ['name', 'text', 'own']);
    deepEqual(verify(module), []);
    deepEqual(
      module.code.map((each) => describeInstruction(module, each)),
      ['DeclareAgent #1 "name"', 'SetProperty #1 "own" "text"', 'Push 3', 'Return'],
    );
  });

  for (const level of [1, 2, 3] as const) {
    it(`${level} does not change a module in place`, () => {
      const module = wasteful();
      optimize(module, level);
      deepEqual(module, wasteful());
    });
  }
});

describe('functions that nothing calls', () => {
  it('go with their code, and calls and names follow', () => {
    const module = moduleOf(`
      agent "a" { model = "m" role = "r" }
      workflow "w" {
        trigger = manual
        step "s" { agent = "a" task = "t" when = default(input.x[0], false) }
      }`);
    const dead = module.functions.length;
    const withDead: Module = {
      ...module,
      code: [...module.code, { op: 'Push', value: { kind: 'Null' } }, { op: 'Return' }],
      functions: [
        ...module.functions,
        {
          ...{ kind: 'expression', name: 'dead', entity: 0, parameters: 0, locals: 0 },
          ...{ start: module.code.length, end: module.code.length + 2 },
        },
        { kind: 'builtin', name: 'len', parameters: 1 },
      ],
    };
    const { debug: _, ...stripped } = withDead;
    const { module: optimized, passes } = optimize(stripped, 2);
    equal(passes.find(({ what }) => what === 'functions never called')?.count, 2);
    equal(passes.find(({ what }) => what === 'instructions of those')?.count, 2);
    equal(optimized.functions.length, dead);
    deepEqual(verify(optimized), []);
  });

  it('leave the names of locals with the functions that stay', () => {
    const module = moduleOf(`
      agent "a" { model = "m" role = "r" }
      workflow "w" {
        trigger = manual
        step "s" { agent = "a" task = "t" when = default(input.x[0], false) }
      }`);
    const [first, ...others] = module.functions;
    ok(first && module.debug);
    const moved: Module = {
      ...module,
      functions: [{ kind: 'builtin', name: 'len', parameters: 1 }, first, ...others],
      code: module.code.map((each) =>
        each.op === 'Call' ? { ...each, operand: each.operand + 1 } : each,
      ),
      debug: {
        ...module.debug,
        localNames: new Map(
          [...module.debug.localNames].map(([number, names]) => [number + 1, names]),
        ),
      },
    };
    const names = (each: Module): unknown =>
      [...(each.debug?.localNames ?? [])].map(([number, locals]) => [
        each.functions[number]?.name,
        locals,
      ]);
    equal(module.debug.localNames.size, 1);
    deepEqual(names(optimize(moved, 2).module), names(module));
  });
});
