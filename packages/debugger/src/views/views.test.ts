import { deepEqual, equal, ok } from 'node:assert/strict';
import type { ExpressionValue } from '@mso/language';
import { type SessionUnderTest, started, stoppedAt } from '../testing/session-under-test.js';
import { formatValue } from './format.js';
import { formatFully } from './full-text.js';
import type { ScopeView } from './scopes.js';
import { childrenOf, makeVariable, type Variable } from './variables.js';

const secret = 'never-to-be-seen';
const program = `context "k" {
  secrets { token = $TOKEN vault = "vault:a/b" }
  variables { v = [1, 2, 3, 4, 5, 6, 7] passed = $TOKEN }
}
agent "a" {
  model = $TOKEN
  o { "0" = 1 b = { c = null } }
  list = [[], {}, $TOKEN]
  last = $MODEL
}
workflow "w" {
  step "s" { agent = "a" }
  timeout = 1h
}
`;
const environment = { TOKEN: secret, MODEL: 'gpt' };

function inAgent(): SessionUnderTest {
  return stoppedAt(program, 9, { environment });
}

function scopeNamed(test: SessionUnderTest, name: string): ScopeView {
  const found = test.session.scopes(test.frame).find((scope) => scope.name === name);
  if (found === undefined) throw new Error(`there is no scope ${name}`);
  return found;
}

function shown(variables: readonly Variable[]): string[] {
  return variables.map(({ name, type, value }) => `${name}: ${type} = ${formatValue(value)}`);
}

/** Every row that a person could open, in the frames from a depth on. */
function* allRows(test: SessionUnderTest, from = 0): Generator<Variable> {
  const open = function* (rows: readonly Variable[], depth: number): Generator<Variable> {
    for (const row of rows) {
      yield row;
      if (depth < 8) yield* open(childrenOf(row), depth + 1);
    }
  };
  for (let depth = from; depth < test.session.frameCount(); depth++) {
    const frame = test.session.frame(depth);
    for (const scope of frame ? test.session.scopes(frame) : []) yield* open(scope.variables(), 0);
  }
}

describe('scopes', () => {
  it('have the same names in the same order wherever the machine stands', () => {
    const names = (test: SessionUnderTest): string[] =>
      test.session.scopes(test.frame).map(({ name }) => name);
    const common = ['Registers', 'Stack', 'Memory', 'Globals'];
    deepEqual(names(started(program)), ['Locals', ...common]);
    deepEqual(names(inAgent()), ['Locals', 'Agent "a"', ...common]);
    deepEqual(names(stoppedAt(program, 13)), ['Locals', 'Workflow "w"', ...common]);
  });

  it('say what they are, how much they hold, and which are better not read', () => {
    const scopes = inAgent().session.scopes(inAgent().frame);
    deepEqual(
      scopes.map(({ hint, expensive, namedVariables, indexedVariables }) => [
        hint,
        expensive,
        namedVariables,
        indexedVariables,
      ]),
      [
        ['locals', false, 0, 0],
        [undefined, false, 4, 0],
        ['registers', false, 5, 0],
        [undefined, false, 0, 0],
        [undefined, true, 4, 0],
        [undefined, true, 10, 0],
      ],
    );
  });

  it('the registers are pc, sp, fp, ra and the flags', () => {
    const { vm } = inAgent();
    deepEqual(shown(scopeNamed(inAgent(), 'Registers').variables()), [
      `pc: int = ${vm.registers.programCounter}`,
      'sp: int = 0',
      'fp: int = 0',
      `ra: int = ${vm.registers.returnAddress}`,
      'flags: flags = none set',
    ]);
  });

  it("memory shows each cell with its owner's name", () => {
    deepEqual(
      scopeNamed(inAgent(), 'Memory')
        .variables()
        .map(({ name, evaluateName, address }) => [name, evaluateName, address]),
      [
        ['16 context "k"', 'memory[16]', 16],
        ['17 context "k".v', 'memory[17]', 17],
        ['18 context "k".passed', 'memory[18]', 18],
        ['19 agent "a"', 'memory[19]', 19],
      ],
    );
  });

  it('the stack shows what is pushed', () => {
    const test = inAgent().step('over', 'instruction');
    deepEqual(shown(scopeNamed(test, 'Stack').variables()), ['0: string = "gpt"']);
    equal(scopeNamed(test, 'Stack').indexedVariables, 1);
  });
});

describe('variables', () => {
  it('evaluate to what they show under the name they give', () => {
    const test = inAgent().step('over', 'instruction');
    let count = 0;
    for (const { evaluateName, value } of allRows(test, 1)) {
      if (evaluateName === undefined) continue;
      count++;
      const again = test.session.evaluate(evaluateName, test.frame);
      equal(formatFully(again), formatFully(value), evaluateName);
    }
    ok(count > 50);
  });

  it('in pages are the same as all at once', () => {
    for (const row of [...allRows(inAgent())]) {
      const whole = childrenOf(row).map(({ name }) => name);
      for (const count of [1, 2, 3]) {
        const pages: string[] = [];
        for (let start = 0; start < whole.length; start += count) {
          pages.push(...childrenOf(row, { start, count }).map(({ name }) => name));
        }
        deepEqual(pages, whole);
      }
      equal(row.namedChildren + row.indexedChildren, whole.length);
    }
  });

  const pages: readonly (readonly [start: number, count: number, names: string])[] = [
    [0, 0, '0 1 2'],
    [1, 1, '1'],
    [2, 9, '2'],
    [3, 1, ''],
    [-5, 2, '0 1'],
    [1e9, 1e9, ''],
  ];
  for (const [start, count, names] of pages) {
    it(`${count} from ${start} of three are [${names}]`, () => {
      const list = makeVariable('x', ['a', 'b', 'c'], 'x');
      const page = childrenOf(list, { start, count });
      equal(page.map(({ name }) => name).join(' '), names);
      deepEqual(childrenOf(list, { start, count, filter: 'named' }), []);
    });
  }

  it('a plain value has no children', () => {
    deepEqual(childrenOf(makeVariable('x', 1)), []);
  });
});

describe('secrets in views', () => {
  it('are masked in every row, in every frame, at every stop, and on the clipboard', () => {
    const test = started(program, { environment });
    let rows = 0;
    for (; test.endings.length === 0; test.step('in', 'instruction')) {
      for (const { value, name, evaluateName } of allRows(test)) {
        rows++;
        const texts = [formatFully(value), formatValue(value), name, evaluateName];
        ok(!texts.join('\n').includes(secret));
      }
      ok(!JSON.stringify([test.stops, test.output]).includes(secret));
    }
    ok(rows > 500);
  });

  it('show where they are found', () => {
    const test = inAgent();
    const texts = ['model', 'contexts.k.secrets.vault', 'env.TOKEN', '$TOKEN'].map((text) =>
      formatValue(test.session.evaluate(text, test.frame)),
    );
    const token = '•••• (from $TOKEN)';
    deepEqual(texts, [token, '•••• (from vault:a/b)', token, token]);
  });
});

const formats: readonly (readonly [value: ExpressionValue, hex: boolean, text: string])[] = [
  [null, false, 'null'],
  [255, false, '255'],
  [255, true, '0xff'],
  [-16, true, '-0x10'],
  [0.5, true, '0.5'],
  ['a "b"', false, '"a \\"b\\""'],
  [true, false, 'true'],
  [{ kind: 'duration', milliseconds: 90_000, unit: 'Minutes' }, false, '90s'],
  [[], false, '[]'],
  [[1, [2, 3], [4], []], false, '[1, [2 items], [1 item], []]'],
  [[1, 2, 3, 4, 5, 6, 7], true, '[0x1, 0x2, 0x3, 0x4, 0x5, … 2 more]'],
];

describe('values on one line', () => {
  for (const [value, hex, text] of formats) {
    it(`${text}${hex ? ' in hexadecimal' : ''}`, () => equal(formatValue(value, { hex }), text));
  }

  it('are cut where they become too long', () => {
    equal(formatValue('x'.repeat(500)).length, 160);
    equal(formatValue('x'.repeat(500), { maxLength: 10 }), '"xxxxxxxx…');
    equal(formatValue('x', { maxLength: 3 }), '"x"');
  });

  it('whole they are like JSON, and text is plain', () => {
    equal(formatFully('a "b"'), 'a "b"');
    equal(formatFully([]), '[]');
    equal(formatFully([1, ['x']]), '[\n  1,\n  [\n    "x"\n  ]\n]');
    let deep: ExpressionValue = 'bottom';
    for (let level = 0; level < 1_000; level++) deep = [deep];
    ok(formatFully(deep).includes('…'));
  });
});
