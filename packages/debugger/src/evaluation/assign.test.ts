import { equal, throws } from 'node:assert/strict';
import { type SessionUnderTest, stoppedAt } from '../testing/session-under-test.js';
import { formatFully } from '../views/full-text.js';
import { ExpressionProblem } from './evaluator.js';
import { splitAssignment } from './split-assignment.js';

const program = `context "k" {
  secrets { token = $TOKEN }
  variables { v = 1 o = { a = 1 } }
}
agent "a" {
  model = "m"
  temperature = 0.5
  tools ["x", "y"]
  retry { delay = 5s }
  last = $LAST
}
workflow "w" {
  step "s" { agent = "a" }
  timeout = 1h
}
`;

const environment = { TOKEN: 'top-secret-text', LAST: 'last' };

/** In the agent, with one value on the stack. */
function onTheWay(): SessionUnderTest {
  return stoppedAt(program, 10, { environment }).step('over', 'instruction');
}

const table: readonly (readonly [target: string, value: string, read: string, is: string])[] = [
  ['model', '"new"', 'model', 'new'],
  ['temperature', '1 + 0.25', 'agents["a"].temperature', '1.25'],
  ['temperature', '"0.25"', 'temperature', '0.25'],
  ['tools[0]', '"z"', 'tools[0] + tools[1]', 'zy'],
  ['tools', '["q"]', 'len(tools)', '1'],
  ['retry.delay', '90s', 'retry.delay', '90s'],
  ['last', 'true', 'last', 'true'],
  ['agents["a"].model', '"n"', 'model', 'n'],
  ['contexts["k"].variables.v', '[1, {x: 2}]', 'contexts["k"].variables.v[1].x', '2'],
  ['contexts["k"].variables.o.a', '3', 'memory[18].a', '3'],
  ['memory[17]', '7', 'contexts.k.variables.v', '7'],
  ['memory[19].model', '"by cell"', 'model', 'by cell'],
  ['stack[0]', '5', 'stack[0]', '5'],
  ['sp', '0', 'sp', '0'],
  ['pc', '6', 'registers.pc', '6'],
  ['registers.pc', 'pc - 1', 'pc', '10'],
  ['flags.overflow', 'true', 'flags.overflow', 'true'],
  ['registers.flags.zero', 'true', 'flags.zero', 'true'],
];

const refused: readonly (readonly [target: string, value: string, reason: RegExp])[] = [
  ['1', '2', /only a name, a member or an element can be set/],
  ['nobody', '2', /nobody cannot be set/],
  ['agents["b"].model', '2', /agents\.b\.model cannot be set/],
  ['agents["a"]', '2', /agents\.a cannot be set/],
  ['name', '"x"', /name cannot be set/],
  ['fp', '1', /fp follows the call frames and cannot be set/],
  ['registers.ra', '1', /ra follows the call frames and cannot be set/],
  ['pc', '0', /address 0 is not in the current frame/],
  ['pc', '1.5', /pc takes a whole number/],
  ['sp', '9', /sp can go from 0 to 1/],
  ['stack[1]', '1', /the stack has no slot 1/],
  ['memory[3]', '1', /memory\[3\] is not in use/],
  ['memory[19]', '1', /the cell holds an entity; set one of its properties/],
  ['memory[18].a', '1', /memory\[18\] can be set as a whole only/],
  ['flags.halted', 'true', /halted says that the machine has ended/],
  ['flags', 'true', /set one flag: flags\.zero/],
  ['flags.zero', '1', /a flag is true or false/],
  ['temperature', '"warm"', /agent property temperature takes a number/],
  ['temperature.x', '1', /agent property temperature takes a number/],
  ['tools[5]', '1', /an array of 2 has no place 5/],
  ['model', 'agents', /this is no value that can be copied/],
  ['model', 'memory', /this is no value that can be copied/],
  ['model', 'contexts["k"].secrets.token', /this is no value that can be copied/],
  ['contexts["k"].secrets.token', '"x"', /a secret is set by SetSecret, never to a value/],
  ['model', 'modle', /'modle' is not known here/],
];

describe('assignment', () => {
  for (const [target, value, read, is] of table) {
    it(`${target} = ${value}, then ${read} is ${is}`, () => {
      const test = onTheWay();
      test.session.assign(target, value, test.frame);
      equal(formatFully(test.session.evaluate(read, test.frame)), is);
    });
  }

  for (const [target, value, reason] of refused) {
    it(`${target} = ${value} is refused: ${reason.source}`, () => {
      const test = onTheWay();
      throws(
        () => test.session.assign(target, value, test.frame),
        (problem) => problem instanceof ExpressionProblem && reason.test(problem.message),
      );
      equal(test.vm.config.agents.get('a')?.model, 'm');
    });
  }

  it('steps are set by name, in their workflow and from outside', () => {
    const test = stoppedAt(program, 14, { environment });
    test.session.assign('steps["s"].task', '"one"', test.frame);
    equal(test.session.evaluate('steps.s.task', test.frame), 'one');
    test.session.assign('workflows["w"].steps["s"].task', '"two"', test.frame);
    equal(test.session.evaluate('steps.s.task', test.frame), 'two');
    test.session.assign('timeout', '2h', test.frame);
    test.continue();
    const workflow = test.vm.config.workflows.get('w');
    equal(workflow?.steps[0]?.task, 'two');
    equal(workflow?.timeout?.value, 1);
  });

  it('registers belong to the innermost frame', () => {
    const test = onTheWay();
    const outer = test.session.frame(0);
    if (outer === undefined) throw new Error('there is no outer frame');
    throws(() => test.session.assign('pc', '0', outer), /in the innermost frame only/);
  });

  const splits: readonly (readonly [text: string, split: string | undefined])[] = [
    ['a = 1', 'a|1'],
    ['agents["x"].t=0.2', 'agents["x"].t|0.2'],
    ['a = b == c', 'a|b == c'],
    ['a["="] = "="', 'a["="]|"="'],
    ['a == 1', undefined],
    ['a >= 1', undefined],
    ['a != 1', undefined],
    ['a =', undefined],
    ['= 1', undefined],
    ['a', undefined],
  ];
  for (const [text, split] of splits) {
    it(`${text} is ${split === undefined ? 'no assignment' : `split as ${split}`}`, () => {
      const found = splitAssignment(text);
      equal(found && `${found.target}|${found.value}`, split);
    });
  }
});
