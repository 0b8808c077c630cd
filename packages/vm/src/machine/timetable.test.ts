import { deepEqual, equal } from 'node:assert/strict';
import { Entity } from '../values/value.js';
import type { AgentCall, Invocation } from '../workflow/invocation.js';
import { StepRun } from '../workflow/step-run.js';
import { WorkflowRun } from '../workflow/workflow-run.js';
import { Thread } from './thread.js';
import { type TimedEvent, Timetable } from './timetable.js';

function callOf(id: number): AgentCall {
  const agent = new Entity(1, 'agent', 'x');
  const more = { reply: undefined, dueMs: undefined };
  return { id, path: '', agent, askedMs: 0, ...more };
}

/** A thread at an invocation whose step has a time limit. */
function waitingThread(id: number, calls: readonly AgentCall[], deadlineMs?: number): Thread {
  const stepRun = new StepRun(new Entity(2, 'step', 's'), 0, 0, () => {});
  stepRun.deadlineMs = deadlineMs;
  const frame = { kind: 'step', name: 's', returnAddress: 0, framePointer: 0, callAddress: 0 };
  const thread = new Thread(
    id,
    `t${id}`,
    [{ ...frame, kind: 'step', locals: [], localNames: [], stepRun }],
    8,
  );
  const agent = new Entity(1, 'agent', 'x');
  const invocation: Invocation = {
    worker: { kind: 'agent', agent },
    ...{ task: '', inputs: new Map(), answers: new Map(), calls },
  };
  thread.invocation = invocation;
  thread.state = { kind: 'agents' };
  return thread;
}

function runOf(number: number, thread: Thread, deadlineMs: number): WorkflowRun {
  return new WorkflowRun(new Entity(3, 'workflow', 'w'), {
    ...{ number, input: new Map(), startedMs: 0, graph: { nodes: [] }, runs: [], deadlineMs },
    ...{ handles: undefined, place: { thread, address: 0 } },
  });
}

function drain(timetable: Timetable): TimedEvent[] {
  const events: TimedEvent[] = [];
  for (let event = timetable.first; event; event = timetable.first) {
    events.push(event);
    timetable.take();
  }
  return events;
}

describe('the timetable', () => {
  it('has what happens at one time in a fixed order', () => {
    const [early, late, other] = [callOf(1), callOf(2), callOf(3)];
    const second = waitingThread(2, [early, late], 10);
    const third = waitingThread(3, [other], 10);
    const events: readonly TimedEvent[] = [
      { kind: 'reply', atMs: 9, thread: third, call: other },
      { kind: 'reply', atMs: 10, thread: second, call: early },
      { kind: 'reply', atMs: 10, thread: second, call: late },
      { kind: 'reply', atMs: 10, thread: third, call: other },
      { kind: 'attempt timeout', atMs: 10, thread: second },
      { kind: 'attempt timeout', atMs: 10, thread: third },
      { kind: 'workflow timeout', atMs: 10, run: runOf(0, second, 10) },
      { kind: 'workflow timeout', atMs: 10, run: runOf(1, second, 10) },
    ];
    for (const order of [
      events,
      events.toReversed(),
      [...events.slice(4), ...events.slice(0, 4)],
    ]) {
      const timetable = new Timetable();
      for (const event of order) timetable.add(event);
      deepEqual(drain(timetable), events);
    }
  });

  const past: readonly (readonly [
    string,
    (thread: Thread) => TimedEvent,
    (thread: Thread) => void,
  ])[] = [
    [
      'a reply that nobody waits for',
      (thread) => ({
        kind: 'reply',
        atMs: 1,
        thread,
        call: thread.invocation?.calls[0] ?? callOf(9),
      }),
      (thread) => {
        thread.invocation = undefined;
      },
    ],
    [
      'the end of an attempt that is over',
      (thread) => ({ kind: 'attempt timeout', atMs: 5, thread }),
      (thread) => {
        thread.state = { kind: 'retry', untilMs: 7 };
      },
    ],
    [
      'the end of an attempt that another one has followed',
      (thread) => ({ kind: 'attempt timeout', atMs: 5, thread }),
      (thread) => {
        if (thread.stepRun) thread.stepRun.deadlineMs = 12;
      },
    ],
  ];
  for (const [what, event, change] of past) {
    it(`forgets ${what}`, () => {
      const timetable = new Timetable();
      const thread = waitingThread(2, [callOf(1)], 5);
      timetable.add(event(thread));
      equal(timetable.first?.atMs !== undefined, true);
      change(thread);
      equal(timetable.first, undefined);
    });
  }

  it('forgets the next attempt of a thread that has been ended', () => {
    const timetable = new Timetable();
    const thread = waitingThread(2, []);
    thread.state = { kind: 'retry', untilMs: 7 };
    timetable.add({ kind: 'next attempt', atMs: 7, thread });
    equal(timetable.first?.kind, 'next attempt');
    thread.state = { kind: 'ended' };
    equal(timetable.first, undefined);
  });

  it('forgets the time limit of a workflow that is over', () => {
    const timetable = new Timetable();
    const run = runOf(0, waitingThread(2, []), 7);
    timetable.add({ kind: 'workflow timeout', atMs: 7, run });
    equal(timetable.first?.kind, 'workflow timeout');
    run.status = 'completed';
    equal(timetable.first, undefined);
  });
});
