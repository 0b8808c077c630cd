import { deepEqual, equal, ok } from 'node:assert/strict';
import type { AgentHost, AgentReply, AgentRequest, Clock } from '@mso/vm';
import {
  errorOfFlow,
  type Flow,
  type FlowSetup,
  moduleOfText,
  prepareFlow,
  reportOfFlow,
  runFlow,
  runInPieces,
  type Script,
  scriptedHost,
  stepsOf,
} from '../support/flow.js';

/** Inputs that take a few thousand instructions. */
function work(operator: '+' | '-'): string {
  const sum = Array.from({ length: 100 }, () => 'len(xs)').join(` ${operator} `);
  const members = Array.from({ length: 10 }, (_, index) => `n${index} = \${${sum}}`);
  return `inputs = { ${members.join(' ')} }`;
}

/** Parallel steps that compute for longer than a thread's turn, wait, fail and try again. */
const busy = moduleOfText(`
agent x {}
context k { variables { xs = [${Array.from({ length: 400 }, (_, index) => index).join(', ')}] } }
workflow w { agent = x
  retry { max_attempts = 3 delay = 2s backoff = "linear" }
  step a { parallel = true ${work('+')} }
  step b { parallel = true ${work('-')} timeout = 5s }
  step c { when = len(xs) > 0 ${work('+')} }
  step d { depends_on = [a, b] }
  step e { parallel = true depends_on = [c] }
  pipeline { a -> if steps.a.output > 0 { d } else { e } }
}
workflow v { agent = x step z { parallel = true } step y { parallel = true } }`);

const busyScript: Script = {
  a: [
    { fail: 'no', after: 1 },
    { output: 1, after: 3 },
  ],
  b: [
    { output: 1, after: 6 },
    { output: 2, after: 5 },
  ],
  c: [{ output: 3, after: 2 }],
  d: [{ output: 4, after: 1 }],
};

/** All that shows of a run. */
function outcomeOf(flow: Flow): unknown {
  const { vm, events, requests } = flow;
  return {
    events,
    state: errorOfFlow(flow),
    reports: vm.workflowRuns.map((run) => [...run.steps.values()].map(({ output }) => output)),
    stats: vm.stats,
    asked: requests.map(({ step, attempt }) => `${step} ${attempt}`),
    nowMs: vm.nowMs,
  };
}

describe('threads', () => {
  const whole = prepareFlow(busy, { script: busyScript });
  whole.vm.run();

  it('take turns while they compute', () => {
    const flow = prepareFlow(busy, { script: busyScript });
    let switches = 0;
    let last = 0;
    flow.vm.run({
      trace: () => {
        const { id } = flow.vm.scheduler.current;
        if (id !== last) switches++;
        last = id;
      },
    });
    ok(switches > 12, `${switches}`);
    deepEqual(outcomeOf(flow), outcomeOf(whole));
  });

  for (const pieces of [1, 2, 7, 100, 999, 1_000, 1_001, 5_000]) {
    it(`a run in pieces of ${pieces} instructions is the same run`, () => {
      const flow = prepareFlow(busy, { script: busyScript });
      runInPieces(flow, pieces);
      deepEqual(outcomeOf(flow), outcomeOf(whole));
    });
  }

  it('a run instruction by instruction is the same run', () => {
    const flow = prepareFlow(busy, { script: busyScript });
    while (flow.vm.step() === 'stopped');
    deepEqual(outcomeOf(flow), outcomeOf(whole));
  });

  it('the instructions that are counted are those that execute', () => {
    const flow = prepareFlow(busy, { script: busyScript });
    let traced = 0;
    flow.vm.run({ trace: () => traced++ });
    equal(flow.vm.stats.instructionsExecuted, traced);
  });

  it('promises in virtual time give the same run, in whatever order they settle', async () => {
    const waiting: (() => void)[] = [];
    const scripted = scriptedHost(busyScript);
    const flow = prepareFlow(busy, {
      agents: {
        time: 'virtual',
        invoke: (request) =>
          new Promise((resolve) => {
            const reply = scripted.invoke(request);
            waiting.push(() => resolve(reply));
          }),
      },
    });
    while (flow.vm.run() === 'waiting') {
      const ready = flow.vm.untilReady();
      waiting.pop()?.();
      await ready;
    }
    deepEqual(flow.events, whole.events);
    deepEqual(flow.vm.stats, whole.vm.stats);
  });
});

/** A clock that a test moves. */
class FakeClock implements Clock {
  private ms = 1_000_000;
  private timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.ms;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { atMs: this.ms + milliseconds, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  get openTimers(): number {
    return this.timers.length;
  }

  pass(milliseconds: number): void {
    this.ms += milliseconds;
    for (const { callback } of this.timers.filter(({ atMs }) => atMs <= this.ms)) callback();
  }
}

interface RealRun {
  readonly flow: Flow;
  readonly clock: FakeClock;
  readonly requests: AgentRequest[];
  /** Answers the request of a step. */
  answer(step: string, reply?: AgentReply): Promise<void>;
}

/** Agents that a test lets answer, in real time. */
function realRun(text: string, setup: FlowSetup = {}): RealRun {
  const clock = new FakeClock();
  const requests: AgentRequest[] = [];
  const open: { readonly step: string; readonly resolve: (reply: AgentReply) => void }[] = [];
  const agents: AgentHost = {
    time: 'real',
    invoke(request) {
      requests.push(request);
      return new Promise((resolve) => open.push({ step: request.step, resolve }));
    },
  };
  const flow = prepareFlow(text, { ...setup, agents, clock });
  return {
    ...{ flow, clock, requests },
    async answer(step, reply = { kind: 'output', output: step }) {
      const index = open.findIndex((each) => each.step === step);
      open.splice(index, 1)[0]?.resolve(reply);
      await Promise.resolve();
    },
  };
}

const two = `agent x {} workflow w { agent = x
  step a { parallel = true PROPERTIES } step b { parallel = true } step c { depends_on = [b] } }`;

describe('a machine in real time', () => {
  it('waits for replies, and takes them in the order in which they come', async () => {
    const { flow, clock, answer } = realRun(two.replace('PROPERTIES', ''));
    equal(flow.vm.run(), 'waiting');
    clock.pass(2_000);
    await answer('b');
    equal(flow.vm.run(), 'waiting');
    clock.pass(3_000);
    await answer('a');
    equal(flow.vm.run(), 'waiting');
    clock.pass(500);
    await answer('c');
    equal(flow.vm.run(), 'halted');
    deepEqual(stepsOf(reportOfFlow(flow)), {
      a: 'completed x1 5s',
      b: 'completed x1 2s',
      c: 'completed x1 3.5s',
    });
  });

  it('a reply that came before anyone waited for it is not missed', async () => {
    for (const time of ['real', 'virtual'] as const) {
      const agents: AgentHost = {
        time,
        invoke: () => Promise.resolve({ kind: 'output', output: 1 }),
      };
      const text = 'agent x {} workflow w { agent = x step a {} step b {} }';
      const flow = prepareFlow(text, { agents, clock: new FakeClock() });
      while (flow.vm.run() === 'waiting') {
        await new Promise((resolve) => setTimeout(resolve, 1));
        await flow.vm.untilReady();
      }
      equal(reportOfFlow(flow).status, 'completed');
    }
  });

  it('a timeout aborts the call, whose late reply counts for nothing', async () => {
    const { flow, clock, requests, answer } = realRun(
      two.replace('PROPERTIES', 'timeout = 10s retry { max_attempts = 2 delay = 5s }'),
    );
    equal(flow.vm.run(), 'waiting');
    const ready = flow.vm.untilReady();
    clock.pass(10_000);
    await ready;
    equal(flow.vm.run(), 'waiting');
    deepEqual(
      requests.map(({ signal }) => signal.aborted),
      [true, false],
    );
    await answer('a');
    equal(flow.vm.run(), 'waiting');
    equal(reportOfFlow(flow).steps.get('a')?.status, 'running');
    clock.pass(5_000);
    equal(flow.vm.run(), 'waiting');
    equal(requests.length, 3);
    clock.pass(1_000);
    await answer('a', { kind: 'output', output: 'second' });
    await answer('b');
    equal(flow.vm.run(), 'waiting');
    await answer('c');
    equal(flow.vm.run(), 'halted');
    deepEqual(stepsOf(reportOfFlow(flow)), {
      a: 'completed x2 16s',
      b: 'completed x1 16s',
      c: 'completed x1 0s',
    });
  });

  it('the reply that comes at the deadline is in time, and one behind it is not', async () => {
    for (const [afterMs, status] of [
      [10_000, 'completed'],
      [10_001, 'failed'],
    ] as const) {
      const { flow, clock, answer } = realRun(
        'agent x {} workflow w { agent = x step a { timeout = 10s } }',
      );
      equal(flow.vm.run(), 'waiting');
      clock.pass(afterMs);
      await answer('a');
      equal(flow.vm.run(), 'halted');
      equal(reportOfFlow(flow).status, status);
    }
  });

  it('can be paused while it waits, and goes on', async () => {
    const { flow, answer } = realRun('agent x {} workflow w { agent = x step a {} }');
    equal(flow.vm.run(), 'waiting');
    flow.vm.pauseWaiting();
    equal(flow.vm.executionState.kind, 'Paused');
    await answer('a');
    equal(flow.vm.continueExecution(), 'halted');
    equal(reportOfFlow(flow).output, 'a');
  });

  it('leaves no timer behind', async () => {
    const { flow, clock, answer } = realRun(
      'agent x {} workflow w { agent = x step a { timeout = 1h } }',
    );
    flow.vm.run();
    const ready = flow.vm.untilReady();
    equal(clock.openTimers, 1);
    await answer('a');
    await ready;
    equal(clock.openTimers, 0);
  });

  it('waiting runs no instruction', () => {
    const { flow } = realRun('agent x {} workflow w { agent = x step a {} }');
    flow.vm.run();
    const before = flow.vm.stats.instructionsExecuted;
    for (let count = 0; count < 3; count++) equal(flow.vm.run(), 'waiting');
    equal(flow.vm.stats.instructionsExecuted, before);
  });

  it('is ended by its time limit', async () => {
    const { flow, clock, requests } = realRun(two.replace('PROPERTIES', ''), { timeoutMs: 4_000 });
    equal(flow.vm.run(), 'waiting');
    const ready = flow.vm.untilReady();
    clock.pass(4_000);
    await ready;
    equal(flow.vm.run(), 'error');
    equal(errorOfFlow(flow), 'ExecutionTimeout: Execution timeout after 4000 ms');
    deepEqual(
      requests.map(({ signal }) => signal.aborted),
      [true, true],
    );
  });
});

describe('the time limit of a run', () => {
  const text = 'agent x {} workflow w { agent = x step a {} step b {} }';
  const script = { x: [{ output: 1, after: 5 }] };

  it('is not reached by what ends exactly then', () => {
    equal(reportOfFlow(runFlow(text, { script, timeoutMs: 10_000 })).status, 'completed');
  });

  it('ends a run that takes a millisecond longer', () => {
    const flow = prepareFlow(text, { script, timeoutMs: 9_999 });
    equal(flow.vm.run(), 'error');
    equal(errorOfFlow(flow), 'ExecutionTimeout: Execution timeout after 9999 ms');
    equal(flow.vm.nowMs, 9_999);
    equal(reportOfFlow(flow).status, 'failed');
    deepEqual(stepsOf(reportOfFlow(flow)), { a: 'completed x1 5s', b: 'running x1 4.999s' });
    deepEqual(
      flow.requests.map(({ signal }) => signal.aborted),
      [false, true],
    );
  });
});

describe('the limits of the machine, in threads', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  const text = (depth: number): string => `agent x {} workflow w { agent = x
    step a { parallel = true inputs = { n = \${${nested(depth)}} } } step b {} }`;
  const run = (depth: number, config: FlowSetup['config']): Flow => {
    const flow = prepareFlow(text(depth), { ...(config && { config }) });
    flow.vm.run();
    return flow;
  };

  it('each stack has its own values, up to the exact limit', () => {
    const { vm } = run(20, {});
    const peak = vm.stats.peakStackSize;
    ok(peak > 20);
    equal(errorOfFlow(run(20, { maxStackSize: peak })), 'Halted');
    equal(errorOfFlow(run(20, { maxStackSize: peak - 1 })), 'StackOverflow: Stack overflow');
  });

  it('each call stack has its own frames, up to the exact limit', () => {
    const inThread = run(1, {});
    equal(inThread.vm.stats.peakCallDepth, 4);
    equal(errorOfFlow(run(1, { maxCallDepth: 4 })), 'Halted');
    const error = 'StackOverflow: Stack overflow: 3 call frames';
    equal(errorOfFlow(run(1, { maxCallDepth: 3 })), error);
  });

  it('memory is that of all threads', () => {
    const used = run(1, {}).vm.stats.peakMemoryUsage;
    equal(errorOfFlow(run(1, { maxMemory: used })), 'Halted');
    equal(run(1, { maxMemory: used - 1 }).vm.error?.kind, 'MemoryAccessViolation');
  });
});

describe('a runtime error in a step', () => {
  const program = (value: string, more = ''): string => `agent x {}
workflow w { agent = x
  step before { parallel = true }
  step s {
    parallel = true
    inputs = { n = \${${value}} } ${more}
  }
}`;
  const errors: readonly (readonly [string, string, FlowSetup?])[] = [
    ['1 / input.zero', 'DivisionByZero'],
    ['1 % input.zero', 'DivisionByZero'],
    ['input.text * 2', 'TypeConversion'],
    ['input.text.member', 'TypeConversion'],
    ['input.missing', 'ResourceNotFound'],
    ['input.list[7]', 'ResourceNotFound'],
    ['join(input.text, ",")', 'TypeConversion'],
    ['$NOT_SET', 'ResourceNotFound', { onRecoverableError: 'stop' }],
    ['1e300 * input.large', 'LimitExceeded'],
    ['[[[[[[[[1]]]]]]]]', 'StackOverflow', { config: { maxStackSize: 8 } }],
    ['[[[[1]]]]', 'MemoryAccessViolation', { config: { maxMemory: 9 } }],
  ];
  const input = new Map<string, null | number | string | number[]>([
    ['zero', 0],
    ['text', 'word'],
    ['large', 1e300],
    ['list', [1]],
  ]);
  for (const [value, kind, setup] of errors) {
    it(`${value} is ${kind}`, () => {
      const flow = prepareFlow(program(value), { input, ...setup });
      equal(flow.vm.run(), 'error');
      equal(flow.vm.error?.kind, kind, flow.vm.error?.message);
      const [counter, ...frames] = flow.vm.error?.stackTrace ?? [];
      ok(/^PC: \d+ line 6$/.test(counter ?? ''), counter);
      deepEqual(
        frames.map((frame) => frame.replace(/address \d+/, 'address N')),
        [
          'Frame 0: return address N, step "s" line 2',
          'Frame 1: return address N, attempt "s" number 1 line 4',
        ],
      );
      equal(flow.vm.registers.flags.error, true);
      equal(flow.vm.registers.flags.halted, true);
      equal(flow.vm.scheduler.current.name, 'step s');
      ok(flow.requests.every(({ signal }) => signal.aborted));
    });
  }

  it('has the frames of its workflow where it is no thread of its own', () => {
    const flow = prepareFlow(program('1 / input.zero').replaceAll('parallel = true', ''), {
      input,
    });
    flow.vm.run();
    deepEqual(
      flow.vm.error?.stackTrace.slice(1).map((frame) => frame.replace(/address \d+/, 'address N')),
      [
        'Frame 0: return address N, program "flow.mso"',
        'Frame 1: return address N, workflow "w"',
        'Frame 2: return address N, step "s" line 2',
        'Frame 3: return address N, attempt "s" number 1 line 4',
      ],
    );
  });

  it('a reference that is missing is recovered from, in the thread', () => {
    const flow = runFlow(program('$NOT_SET'));
    equal(reportOfFlow(flow).status, 'completed');
    deepEqual(flow.warnings, ['environment variable NOT_SET is not set']);
  });

  it('an answer that is too large is no answer', () => {
    const flow = prepareFlow(program('1'), {
      config: { maxMemory: 100 },
      script: { s: [{ output: Array.from({ length: 101 }, () => 0) }] },
    });
    equal(flow.vm.run(), 'error');
    equal(
      errorOfFlow(flow),
      'MemoryAccessViolation: Invalid memory access: the value is too large',
    );
    equal(flow.vm.scheduler.current.name, 'step s');
  });
});
