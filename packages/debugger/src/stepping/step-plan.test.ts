import { deepEqual, equal } from 'node:assert/strict';
import { started, stoppedAt } from '../testing/session-under-test.js';
import type { Granularity, StepKind } from './step-plan.js';

const program = `agent "a" {
  model = "m"
  tools ["x", "y",
    "z"]
}
workflow "w" {
  step "s" {
    agent = "a"
    retry {
      delay = 5s
      max_attempts = 2
    }
  }
  step "t" {
    agent = "a"
  }
  timeout = 1h
}
agent "empty" {}
agent "b" { model = "m" role = "r" }
`;

const outside = 'program "test.mso"';

interface Walk {
  readonly from?: number;
  readonly kind: StepKind;
  readonly granularity?: Granularity;
  readonly places: readonly string[];
}

const walks: Readonly<Record<string, Walk>> = {
  'over runs each block whole': {
    kind: 'over',
    places: [`6:1 ${outside}`, `19:1 ${outside}`, `20:1 ${outside}`, 'ended 0'],
  },
  'in enters blocks and leaves them at their end; an empty block is one statement': {
    from: 6,
    kind: 'in',
    places: [
      '7:3 workflow "w"',
      '8:5 step "s"',
      '10:7 step "s"',
      '11:7 step "s"',
      '14:3 workflow "w"',
      '15:5 step "t"',
      '17:3 workflow "w"',
      `19:1 ${outside}`,
      `20:1 ${outside}`,
      '20:13 agent "b"',
      '20:25 agent "b"',
      'ended 0',
    ],
  },
  'over within a block goes from statement to statement and out at the last': {
    from: 8,
    kind: 'over',
    places: [
      '10:7 step "s"',
      '11:7 step "s"',
      '14:3 workflow "w"',
      '17:3 workflow "w"',
      `19:1 ${outside}`,
    ],
  },
  'over the statement of several lines goes on behind it': {
    from: 4,
    kind: 'over',
    places: [`6:1 ${outside}`],
  },
  'out runs to the end of the block, then of the one around it': {
    from: 10,
    kind: 'out',
    places: ['14:3 workflow "w"', `19:1 ${outside}`, 'ended 0'],
  },
  'out of the program runs to the end': { kind: 'out', places: ['ended 0'] },
  'over by instruction stops at every element of an array': {
    from: 2,
    kind: 'over',
    granularity: 'instruction',
    places: ['3:3 agent "a"', '3:15 agent "a"', '4:5 agent "a"', `6:1 ${outside}`],
  },
  'in by instruction enters blocks': {
    from: 6,
    kind: 'in',
    granularity: 'instruction',
    places: ['7:3 workflow "w"', '8:5 step "s"'],
  },
  'over by line stops once a line, also within a statement': {
    from: 2,
    kind: 'over',
    granularity: 'line',
    places: ['3:3 agent "a"', '4:5 agent "a"', `6:1 ${outside}`],
  },
  'over by line takes a block on one line at once': {
    from: 19,
    kind: 'over',
    granularity: 'line',
    places: [`20:1 ${outside}`, 'ended 0'],
  },
  'in by line enters a block on the same line': {
    from: 20,
    kind: 'in',
    granularity: 'line',
    places: ['20:13 agent "b"', 'ended 0'],
  },
};

describe('stepping', () => {
  for (const [name, { from, kind, granularity, places }] of Object.entries(walks)) {
    it(name, () => {
      const test = from === undefined ? started(program) : stoppedAt(program, from);
      test.set();
      const seen = places.map(() => test.step(kind, granularity).place);
      deepEqual(seen, places);
    });
  }

  it('says that it stopped for the step', () => {
    equal(started(program).step('in').reason, 'step');
  });

  it('stops early at a breakpoint on the way', () => {
    const test = started(program);
    const [breakpoint] = test.set(4);
    equal(test.step('over').place, '4:5 agent "a"');
    equal(test.reason, `breakpoint ${breakpoint?.id}`);
  });

  it('steps out of the last statement of the last block to the end', () => {
    equal(stoppedAt('agent "a" {\n  model = "m"\n}', 2).step('out').place, 'ended 0');
  });

  it('a program without blocks is over after one step', () => {
    equal(started('load "x"').step('in').place, 'ended 0');
  });
});
