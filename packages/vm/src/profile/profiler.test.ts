import { deepEqual, equal } from 'node:assert/strict';
import { DebugInfoBuilder, type Module } from '@mso/bytecode';
import { type CodeItem, codeModule, countingLoop } from '../testing/code-module.js';
import { areAlike, medianProfile } from './median.js';
import { type Profile, Profiler } from './profiler.js';
import { functionsOf, linesOf } from './summary.js';

/** A clock of which every look takes a millisecond: an instruction takes one, a profiler more. */
function slowClock(stepMs = 1) {
  let nowMs = 0;
  return {
    now: () => {
      nowMs += stepMs;
      return nowMs;
    },
  };
}

function profileOf(module: Module, { slice = Number.POSITIVE_INFINITY, stepMs = 1 } = {}): Profile {
  const profiler = new Profiler(module, { workflows: '*' }, slowClock(stepMs));
  while (profiler.run({ maxInstructions: slice }) === 'budget');
  return profiler.profile();
}

/** `TITLE xCALLS SELF/TOTAL` of each function, in instructions. */
function countsOf({ tree }: Profile): string[] {
  return functionsOf(tree).map(
    ({ title, calls, self, total }) =>
      `${title} x${calls} ${self.instructions}/${total.instructions}`,
  );
}

const call = (operand: number): CodeItem => ({ op: 'Call', operand });
const end: readonly CodeItem[] = [null, { op: 'Return' }];

/** `w` calls `outer` twice, which calls `inner`. */
const nested = codeModule((b) => {
  const inner = b.function({ kind: 'expression', name: 'inner' }, (code) => {
    code.push({ op: 'Push', value: { kind: 'Null' } }, { op: 'Return' });
  });
  const outer = b.function({ kind: 'expression', name: 'outer' }, (code) => {
    code.push({ op: 'Call', operand: inner }, { op: 'Return' });
  });
  return [call(outer), call(outer), ...end];
});

/** `down(n)` calls itself until `n` is 0. */
const recursive = codeModule((b) => {
  const head = { kind: 'expression', name: 'down', parameters: 1, locals: 1 } as const;
  const number = (value: number) => ({ op: 'Push', value: { kind: 'Number', value } }) as const;
  const down = b.function(head, (code) => {
    code.push({ op: 'LoadVar', operand: 0 }, { op: 'Not' }, { op: 'JumpIf', operand: 4 });
    code.push({ op: 'LoadVar', operand: 0 }, number(1), { op: 'Sub' });
    code.push({ op: 'Call', operand: 0 }, number(0), { op: 'Return' });
  });
  return [3, call(down), ...end];
});

describe('a profile', () => {
  it('counts what functions and blocks execute, by themselves and with what they call', () => {
    deepEqual(countsOf(profileOf(nested)), [
      'program "hand.mso" x1 1/13',
      'workflow "w" x1 4/12',
      'expression "outer" x2 4/8',
      'expression "inner" x2 4/4',
    ]);
  });

  it('counts what a function executes while it calls itself once', () => {
    const profile = profileOf(recursive);
    const [, , down] = functionsOf(profile.tree);
    equal(down?.calls, 4);
    equal(down?.self.instructions, down?.total.instructions);
    equal(down?.self.peakCallDepth, 6);
  });

  for (const slice of [1, 7, 1_000, Number.POSITIVE_INFINITY]) {
    it(`counts every instruction once in slices of ${slice}`, () => {
      const { tree, stats } = profileOf(codeModule(countingLoop(500)), { slice });
      const counted = functionsOf(tree).reduce((sum, { self }) => sum + self.instructions, 0);
      equal(counted, stats.instructionsExecuted);
    });
  }

  it('counts no instruction that failed', () => {
    const { tree, stats } = profileOf(codeModule([1, 0, { op: 'Div' }]));
    const counted = functionsOf(tree).reduce((sum, { self }) => sum + self.instructions, 0);
    deepEqual([counted, stats.instructionsExecuted], [3, 3]);
  });

  it('leaves out the time that it takes itself', () => {
    const { realMs, waitingMs, stats, realTimeline } = profileOf(codeModule(countingLoop(10)));
    deepEqual([realMs, waitingMs], [stats.instructionsExecuted, 0]);
    equal(
      realTimeline.reduce((sum, { ms }) => sum + ms, 0),
      realMs,
    );
  });

  it('counts the time between two runs as waiting', () => {
    const module = codeModule([...end]);
    const { tree, waitingMs, realTimeline } = profileOf(module, { slice: 1 });
    equal(waitingMs, 3);
    equal(realTimeline.filter(({ node }) => node === tree.idle).length, 3);
  });

  it('knows lines where the module does', () => {
    const debug = new DebugInfoBuilder();
    for (const line of [1, 5, 5, 6, 6, 2, 2, 3, 3]) {
      debug.add({ source: 0, startLine: line, startColumn: 1, endLine: line, endColumn: 9 }, 0);
    }
    const built = debug.build([{ path: 'x', text: '' }]);
    const { tree } = profileOf({ ...nested, debug: built });
    deepEqual(
      linesOf(tree, built).map(({ place, figures }) => [place.line, figures.instructions]),
      [
        [1, 1],
        [2, 2],
        [3, 2],
        [5, 4],
        [6, 4],
      ],
    );
    deepEqual(linesOf(tree, undefined), []);
  });
});

describe('the profile of several runs', () => {
  const runs = [5, 1, 3].map((stepMs) => profileOf(nested, { stepMs }));

  it('has the medians of their times, and the counts of each of them', () => {
    const median = medianProfile(runs);
    deepEqual([median.realMs, median.stats.instructionsExecuted], [39, 13]);
    equal(functionsOf(median.tree)[0]?.total.realMs, 39);
    equal(areAlike(runs), true);
  });

  it('is told from that of runs that differ', () => {
    equal(areAlike([...runs, profileOf(recursive)]), false);
  });
});
