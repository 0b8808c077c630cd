import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { inspect } from 'node:util';
import { type SessionUnderTest, stoppedAt } from '../testing/session-under-test.js';
import { formatFully } from '../views/full-text.js';
import { ExpressionProblem } from './evaluator.js';

const program = `project "p" {
  version = "2"
}
context "k" {
  secrets {
    token = $TOKEN
  }
  variables {
    v = [1, 2]
    o = { "0" = "zero", "a b" = "blank" }
  }
}
agent "a" {
  model = $MODEL
  key = $TOKEN
  temperature = 0.5
  timeout = 90s
  "0" = "numeric"
  nested { list = ["x", { deep = true }] none = null }
  stack = "mine"
  last = 1
}
workflow "w" {
  step "s" { agent = "a" }
  trigger = "manual"
}
`;

const environment = { TOKEN: 'top-secret-text', MODEL: 'gpt', UNUSED: 'x' };

function inAgent(): SessionUnderTest {
  return stoppedAt(program, 21, { environment });
}

/** All of a machine that can be compared. */
function snapshot({ vm }: SessionUnderTest): string {
  const { registers, stats, callStack, executionState, config, declarations, memory } = vm;
  const cells = memory.addresses().map((address) => memory.load(address));
  const all = [registers, stats, callStack, executionState, config, declarations, cells];
  return inspect(all, { depth: 40, maxArrayLength: null });
}

const table: readonly (readonly [expression: string, value: string])[] = [
  ['1 + 2', '3'],
  ['model', 'gpt'],
  ['temperature * 2', '1'],
  ['timeout', '90s'],
  ['name', 'a'],
  ['last', 'null'],
  ['nested.list[1].deep', 'true'],
  ['nested["none"]', 'null'],
  ['agents["a"].model', 'gpt'],
  ['agents["a"]["0"]', 'numeric'],
  ['contexts["k"].variables.v[1]', '2'],
  ['contexts.k.variables.o["a b"]', 'blank'],
  ['project.version', '2'],
  ['pc', '21'],
  ['registers.pc == pc', 'true'],
  ['registers.flags.zero', 'false'],
  ['flags.error', 'false'],
  ['sp + fp', '0'],
  ['ra', '22'],
  ['len(registers)', '5'],
  ['stack', 'mine'],
  ['memory[16].version', '2'],
  ['memory[18][0]', '1'],
  ['memory[16 + 2][1] + 0', '2'],
  ['len(threads)', '1'],
  ['threads[0].name', 'main'],
  ['threads[0].pc == pc', 'true'],
  ['threads[0].waits_for', 'null'],
  ['env.MODEL', 'gpt'],
  ['$MODEL', 'gpt'],
  ['has(agents, "a") && !has(agents, "b")', 'true'],
  ['$TOKEN', '•••• (from $TOKEN)'],
  ['env.TOKEN', '•••• (from $TOKEN)'],
];

describe('evaluation', () => {
  for (const [expression, value] of table) {
    it(`${expression} is ${value}`, () => {
      const test = inAgent();
      const before = snapshot(test);
      equal(formatFully(test.session.evaluate(expression, test.frame)), value);
      equal(snapshot(test), before);
    });
  }

  const refused: readonly (readonly [expression: string, reason: RegExp])[] = [
    ['1 +', /./],
    ['env.TOKEN == "top-secret-text"', /'==' does not take object and string/],
    ['modle', /'modle' is not known here; did you mean 'model'\?/],
    ['agents["b"]', /There is no member 'b'/],
    ['memory[3]', /There is no item 3/],
    ['memory["16"]', /no index of kind/],
    ['env.UNUSED', /There is no member 'UNUSED'/],
    ['model - 1', /./],
    ['1 / 0', /./],
  ];
  for (const [expression, reason] of refused) {
    it(`${expression} is refused with a reason`, () => {
      const test = inAgent();
      const before = snapshot(test);
      throws(
        () => test.session.evaluate(expression, test.frame),
        (problem) => problem instanceof ExpressionProblem && reason.test(problem.message),
      );
      equal(snapshot(test), before);
    });
  }

  it('means the frame it is asked in', () => {
    const test = stoppedAt(program, 24, { environment });
    const outer = test.session.frame(0);
    if (outer === undefined) throw new Error('there is no outer frame');
    equal(test.session.evaluate('pc', outer), 22);
    equal(test.session.evaluate('ra', outer), test.vm.module.declarationsEnd);
    throws(() => test.session.evaluate('agent', outer), ExpressionProblem);
  });

  it('steps are those of the workflow, or of all workflows outside of one', () => {
    const two = 'agent "a" {}\nworkflow "v" { step "s" { agent = "a" } }\n'.concat(
      'workflow "w" {\n step "t" { agent = "a" }\n timeout = 1h\n}\nload "l"',
    );
    const within = stoppedAt(two, 5);
    equal(formatFully(within.session.evaluate('keys(steps)', within.frame)), '[\n  "t"\n]');
    const outside = stoppedAt(two, 7);
    equal(formatFully(outside.session.evaluate('len(steps)', outside.frame)), '2');
    equal(
      formatFully(outside.session.evaluate('workflows["v"].steps["s"].agent', outside.frame)),
      'a',
    );
  });

  it('a hostile expression ends with an error', () => {
    const test = inAgent();
    const hostile = `${'['.repeat(100)}1${']'.repeat(100)} == memory`;
    try {
      test.session.evaluate(hostile, test.frame);
    } catch (problem) {
      equal(problem instanceof ExpressionProblem, true);
    }
    const huge = Array.from({ length: 30 }, () => '"aaaaaaaaaa"').join(' + ');
    equal(String(test.session.evaluate(huge, test.frame)).length, 300);
    deepEqual(test.stops.length, 1);
  });

  it('labels count as people do', () => {
    const test = inAgent();
    const shown = ['agents', 'workflows', 'contexts', 'memories', 'memory', 'steps'].map((name) => {
      const value = test.session.evaluate(name, test.frame);
      return typeof value === 'object' && value !== null && 'label' in value ? value.label : '';
    });
    deepEqual(shown, ['1 agent', '0 workflows', '1 context', '0 memories', '5 cells', '0 steps']);
    match(formatFully(test.session.evaluate('memory', test.frame)), /^\{\n {2}"16": \{/);
  });
});
