import { deepEqual, equal, match, notEqual } from 'node:assert/strict';
import { SessionUnderTest, started, stoppedAt } from '../testing/session-under-test.js';

const program = `# a comment
agent "a" {
  model = "m"

  tools ["x",
    "y"]
}

agent "b" { model = "n" role = "r" }
agent "c" {
  temperature = 0.5
  last = 1
}
`;

const places: readonly (readonly [line: number, column: number | undefined, place: string])[] = [
  [1, undefined, '2:1'],
  [3, undefined, '3:3'],
  [4, undefined, '5:3'],
  [5, undefined, '5:3'],
  [6, undefined, '6:5'],
  [7, undefined, '9:1'],
  [9, undefined, '9:1'],
  [9, 1, '9:1'],
  [9, 2, '9:13'],
  [9, 14, '9:25'],
  [9, 30, '9:1'],
  [8, 30, '9:1'],
  [12, undefined, '12:3'],
];

describe('breakpoints that are cleared', () => {
  it('stop nothing, and the next ones are counted from 1', () => {
    const test = stoppedAt(program, 3);
    const { breakpoints } = test.session;
    breakpoints.setFunctions([{ name: 'b' }]);
    test.set(3, 9);
    breakpoints.clear();
    equal(test.continue().place, 'ended 0');
    equal(test.set(12)[0]?.id, 1);
  });
});

describe('where a breakpoint stands', () => {
  for (const [line, column, place] of places) {
    const at = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
    it(`${at} means ${place}`, () => {
      const request = { line, ...(column !== undefined && { column }) };
      const [breakpoint] = started(program).set(request);
      const span = breakpoint?.location?.span;
      equal(`${span?.startLine}:${span?.startColumn}`, place);
      equal(breakpoint?.verified, true);
    });
  }

  it('behind the last statement there is no place', () => {
    const [breakpoint] = started(program).set(13);
    deepEqual(
      [breakpoint?.verified, breakpoint?.reason, breakpoint?.message],
      [false, 'failed', 'there is no code at or behind this line'],
    );
  });

  it('every place of some lines can be listed', () => {
    const found = started(program).session.breakpoints.placesBetween('test.mso', 5, 9);
    deepEqual(
      found.map(({ span }) => `${span.startLine}:${span.startColumn}`),
      ['5:3', '6:5', '9:1', '9:13', '9:25'],
    );
  });

  it('a file that the program does not come from is still waited for', () => {
    const test = started(program);
    const [breakpoint] = test.session.breakpoints.set('other.mso', [{ line: 1 }]);
    deepEqual([breakpoint?.verified, breakpoint?.reason], [false, 'pending']);
  });
});

describe('conditions', () => {
  const holding: readonly (readonly [condition: string, stops: boolean])[] = [
    ['temperature == null', true],
    ['agents["a"].model == "m"', true],
    ['agents["a"].model == "x"', false],
    ['pc > 0 && memory[16].name == "a"', true],
    ['flags.error', false],
    ['len(agents["a"].tools)', true],
    ['[]', false],
    ['', true],
    ['  ', true],
  ];
  for (const [condition, stops] of holding) {
    it(`${JSON.stringify(condition)} ${stops ? 'stops' : 'does not stop'}`, () => {
      const test = new SessionUnderTest().load(program, { stopOnEntry: false });
      test.set({ line: 11, condition });
      equal(test.begin().place, stops ? '11:3 agent "c"' : 'ended 0');
    });
  }

  const refused: readonly (readonly [condition: string, message: RegExp])[] = [
    ['1 +', /./],
    ['temprature > 1', /^'temprature' is not known here; did you mean 'temperature'\?/],
    ['a.b', /^'a' is not known here/],
  ];
  for (const [condition, message] of refused) {
    it(`${condition} is refused when it is set`, () => {
      const test = started(program);
      const [breakpoint] = test.set({ line: 11, condition });
      deepEqual([breakpoint?.verified, breakpoint?.reason], [false, 'failed']);
      match(breakpoint?.message ?? '', message);
      equal(test.continue().place, 'ended 0');
    });
  }

  it('one that fails while running stops once, says why, and does not end the session', () => {
    const twice = `${program}agent "d" {\n  model = "m"\n}\n`;
    const test = new SessionUnderTest().load(twice, { stopOnEntry: false });
    const [failing] = test.set({ line: 11, condition: 'agents["zz"].model == "m"' }, 15);
    equal(test.begin().place, '11:3 agent "c"');
    match(test.stops[0]?.text ?? '', /^the condition failed: There is no member 'zz'/);
    equal(test.changed.at(-1)?.id, failing?.id);
    equal(test.continue().place, '15:3 agent "d"');
    equal(test.stops[1]?.text, undefined);
  });

  it('an unusable hit condition is refused with what is possible', () => {
    const [breakpoint] = started(program).set({ line: 11, hitCondition: 'often' });
    match(breakpoint?.message ?? '', /^a hit condition is a number/);
  });

  it('hits are counted where the condition is true', () => {
    const test = new SessionUnderTest().load(program, { stopOnEntry: false });
    test.set({ line: 11, condition: 'false', hitCondition: '1' }, { line: 12, hitCondition: '1' });
    equal(test.begin().place, '12:3 agent "c"');
  });
});

/** The program again and again: `pc = 3` takes it back to `model`. */
function reachAgain(test: SessionUnderTest): void {
  test.session.assign('pc', '1', test.frame);
}

const loop = 'agent "a" {\n  model = "m"\n  role = "r"\n  last = 1\n}\n';

describe('breakpoints that are set again', () => {
  it('keep their ids, and no two have the same', () => {
    const test = started(program);
    const first = test.set(3, 9, { line: 9, column: 13 });
    const second = test.set(9, 11, 3, { line: 9, column: 13 });
    deepEqual(
      [second[2]?.id, second[0]?.id, second[3]?.id],
      first.map(({ id }) => id),
    );
    const other = test.session.breakpoints.set('other.mso', [{ line: 1 }]);
    const ids = [...first, ...second, ...other].map(({ id }) => id);
    equal(new Set(ids).size, 5);
  });

  it('keep their id when only the condition changes', () => {
    const test = started(program);
    const [before] = test.set(3);
    const [after] = test.set({ line: 3, condition: 'true' });
    equal(after?.id, before?.id);
  });

  it('two at one place are two', () => {
    const test = started(program);
    const [one, two] = test.set(11, 11);
    notEqual(one?.id, two?.id);
    test.continue();
    equal(test.reason, `breakpoint ${one?.id} ${two?.id}`);
  });

  it('a place that was left no longer stops', () => {
    const test = started(program);
    test.set(3);
    test.set(11);
    equal(test.continue().place, '11:3 agent "c"');
  });

  it('keep their hits when others change, and lose them when the program is loaded again', () => {
    const test = new SessionUnderTest().load(loop, { stopOnEntry: false });
    const counted = { line: 3, hitCondition: '2' };
    test.set(counted, 4);
    equal(test.begin().place, '4:3 agent "a"');
    test.set(counted, 2, 4);
    reachAgain(test);
    equal(test.continue().place, '3:3 agent "a"');
    test.load(loop, { stopOnEntry: false });
    equal(test.begin().place, '2:3 agent "a"');
    equal(test.continue().place, '4:3 agent "a"');
  });
});

describe('breakpoints and loading', () => {
  it('wait for the program, and tell when it is there', () => {
    const test = new SessionUnderTest();
    const [waiting, hopeless] = test.set(4, 99);
    deepEqual(
      [waiting?.verified, waiting?.reason, waiting?.message],
      [false, 'pending', 'the program is not loaded yet'],
    );
    test.load(program);
    deepEqual(
      test.changed.map(({ id, verified, location, reason }) => [
        id,
        verified,
        location?.span?.startLine ?? reason,
      ]),
      [
        [waiting?.id, true, 5],
        [hopeless?.id, false, 'failed'],
      ],
    );
  });

  it('move with a program that has changed, and tell only then', () => {
    const test = started(program);
    const [breakpoint] = test.set(11);
    test.load(program);
    equal(test.changed.length, 0);
    test.load(program.replace('  temperature = 0.5\n', '\n'));
    deepEqual(
      test.changed.map(({ id, location }) => [id, location?.span?.startLine]),
      [[breakpoint?.id, 12]],
    );
    equal(test.begin().continue().reason, `breakpoint ${breakpoint?.id}`);
  });

  it('are ignored without debugging', () => {
    const test = new SessionUnderTest().load(program, { noDebug: true });
    test.set(3);
    equal(test.begin().place, 'ended 0');
    deepEqual(test.stops, []);
  });

  it('a thousand in a program of as many blocks are all verified', () => {
    const large = Array.from({ length: 5_000 }, (_, i) => `agent "a${i}" {\n  n = ${i}\n}`);
    const test = stoppedAt(large.join('\n'), 1);
    const requests = Array.from({ length: 1_000 }, (_, i) => ({ line: 3 * i + 2, condition: 'n' }));
    const set = test.set(...requests);
    equal(
      set.every(({ verified }) => verified),
      true,
    );
  });
});
