import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Body } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" {
  model = "m" role = "R"
  description = "D"
}
agent "b" { model = "m" }
workflow "w" {
  step "one" { agent = "a" task = "One" }
  step "two" { agent = "a" task = "Two" }
  step "three" { agent = "a" task = "Three" }
  pipeline { one -> [two | three] }
}
`;

/** Answers at once, but for the first step, which takes longer than any test waits. */
const agentProgram = `
let text = '';
process.stdin.on('data', (data) => { text += data; });
process.stdin.on('end', () => setTimeout(() => console.log('{"output":1}'),
  JSON.parse(text).step === 'one' ? 60_000 : 0));
`;

describe('running and stopping', () => {
  const folder = tempFolder();
  const path = join(folder, 'p.mso');
  const agent = join(folder, 'agent.cjs');
  const configuration = { program: path, workflow: 'w' };
  const served = new ServedClient();
  before(() => {
    writeFileSync(path, program);
    writeFileSync(agent, agentProgram);
  });

  const stopAt = async (...lines: readonly number[]): Promise<void> => {
    const breakpoints = lines.map((line) => ({ line }));
    await launch(served.client, configuration, { breakpoints });
    await served.client.event('stopped');
  };
  const line = async (): Promise<number> => (await topFrame(served.client)).line;
  const stops = (): number =>
    served.client.timeline.filter(({ event }) => event === 'stopped').length;

  /** Launches with an agent that keeps the first step waiting. */
  const waitForAgent = async (): Promise<void> => {
    const agents = { mode: 'command', command: process.execPath, args: [agent] };
    await launch(served.client, { ...configuration, agents });
  };

  it('each resume is answered before the stop that it leads to (conformance 37)', async () => {
    const { client } = served;
    await stopAt(2, 3, 7);
    const frame = await topFrame(client);
    const source = { path };
    const { targets } = await client.ok('gotoTargets', { source, line: 3 });
    const requests: readonly (readonly [string, object])[] = [
      ['goto', { threadId: 1, targetId: targets[0].id }],
      ['stepBack', { threadId: 1 }],
      ['next', { threadId: 1 }],
      ['stepIn', { threadId: 1, granularity: 'instruction' }],
      ['reverseContinue', { threadId: 1 }],
      ['stepOut', { threadId: 1 }],
      ['continue', { threadId: 1 }],
    ];
    assert.equal(frame.line, 2);
    for (const [command, args] of requests) {
      const seq = client.send(command, args);
      await client.event('stopped');
      const answer = client.timeline.findIndex(({ request_seq }) => request_seq === seq);
      const stop = client.timeline.findLastIndex(({ event }) => event === 'stopped');
      assert.ok(answer >= 0 && answer < stop, `${command}: ${answer}, ${stop}`);
    }
    const frameId = (await topFrame(client)).id;
    const seq = client.send('restartFrame', { frameId });
    assert.equal((await client.event('stopped')).reason, 'goto');
    assert.equal(client.timeline.at(-2)?.request_seq, seq);
  });

  it('a request that implies running is not followed by continued (conformance 38)', async () => {
    const { client } = served;
    await stopAt(2);
    for (const command of ['next', 'stepIn', 'stepOut', 'stepBack']) await resume(client, command);
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    assert.ok(client.timeline.every(({ event }) => event !== 'continued'));
  });

  it('branches side by side stop as one, in a thread that there is (conformance 39)', async () => {
    const { client } = served;
    await stopAt(8, 9);
    await client.ok('continue', { threadId: 1 });
    await client.event('stopped');
    await client.ok('continue', { threadId: 1 });
    const stopped = await client.event('stopped');
    const { threads } = await client.ok('threads');
    assert.ok(threads.length >= 2);
    assert.ok(threads.some(({ id }: Body) => id === stopped.threadId));
    assert.equal(stopped.allThreadsStopped, true);
    const before = stops();
    await pause(30);
    assert.equal(stops(), before);
  });

  it('one branch runs alone, and the answer says so (conformance 47)', async () => {
    const { client } = served;
    await client.ok('initialize', { adapterID: 'mso' });
    client.send('launch', { ...configuration, stopOnExit: true });
    await client.event('initialized');
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'two' }] });
    await client.ok('configurationDone');
    const { threadId } = await client.event('stopped');
    const places = async (): Promise<Record<number, string>> => {
      const { threads } = await client.ok('threads');
      const found: Record<number, string> = {};
      for (const { id } of threads) {
        const { stackFrames } = await client.ok('stackTrace', { threadId: id, levels: 1 });
        found[id] = stackFrames[0].instructionPointerReference;
      }
      return found;
    };
    const alone = { threadId, singleThread: true };
    const { [threadId]: from, ...others } = await places();
    assert.ok(Object.keys(others).length >= 1);
    for (const command of ['next', 'stepIn']) {
      await client.ok(command, { ...alone, granularity: 'instruction' });
      assert.equal((await client.event('stopped')).threadId, threadId);
    }
    const { [threadId]: to, ...still } = await places();
    assert.notEqual(to, from);
    assert.deepEqual(still, others);
    assert.deepEqual(await client.ok('continue', alone), { allThreadsContinued: false });
    const stopped = await client.event('stopped');
    assert.equal(stopped.text, 'thread step two has ended; the others stand still');
    assert.equal(stopped.allThreadsStopped, true);
    const stuck = await client.ok('continue', { threadId: 1, singleThread: true });
    assert.equal(stuck.allThreadsContinued, false);
    assert.match((await client.event('stopped')).text, /^thread main waits for steps/);
    assert.deepEqual(await client.ok('continue', { threadId: 1 }), { allThreadsContinued: true });
    assert.equal((await client.event('stopped')).description, 'The program has ended');
  });

  it('a pause stops the wait for an agent, once (conformance 40)', async () => {
    const { client } = served;
    await waitForAgent();
    await pause(100);
    await client.ok('pause', { threadId: 1 });
    assert.equal((await client.event('stopped')).reason, 'pause');
    await client.ok('pause', { threadId: 1 });
    await pause(30);
    assert.equal(stops(), 1);
  });

  it('what needs a stop is refused while an agent is waited for (conformance 41)', async () => {
    const { client } = served;
    await waitForAgent();
    await pause(100);
    const refused = ['stackTrace', 'scopes', 'variables', 'evaluate', 'next', 'continue', 'goto'];
    for (const command of [...refused, 'setVariable', 'readMemory', 'completions', 'stepBack']) {
      const response = await client.request(command, { threadId: 1, frameId: 1 });
      assert.equal(response.message, 'notStopped', command);
    }
    const source = { path };
    await client.ok('threads');
    await client.ok('setBreakpoints', { source, breakpoints: [{ line: 3 }] });
    await client.ok('setFunctionBreakpoints', { breakpoints: [] });
    await client.ok('setExceptionBreakpoints', { filters: [] });
    assert.equal((await client.ok('source', { source })).content, program);
    await client.ok('disconnect');
    await client.closed();
  });

  it('a thread that there is not is an error (conformance 42)', async () => {
    const { client } = served;
    await stopAt(2);
    const commands = ['continue', 'next', 'stepIn', 'stepOut', 'stepBack', 'reverseContinue'];
    for (const command of [...commands, 'pause', 'stackTrace', 'exceptionInfo', 'goto']) {
      for (const threadId of [0, -1, 7, 2 ** 40]) {
        const { success, message } = await client.request(command, { threadId, targetId: 1 });
        assert.deepEqual([success, message], [false, 'unknownThread'], `${command} ${threadId}`);
      }
    }
    assert.equal(await line(), 2);
  });

  it('a step moves by a statement, a line or an instruction (conformance 43)', async () => {
    const { client } = served;
    await stopAt(2);
    const step = async (command: string, granularity?: string): Promise<number[]> => {
      await client.ok(command, { threadId: 1, ...(granularity && { granularity }) });
      await client.event('stopped');
      const frame = await topFrame(client);
      return [frame.line, frame.column];
    };
    assert.deepEqual(await step('stepIn'), [2, 15], 'nothing to step into: as next');
    await resume(client, 'stepBack');
    assert.deepEqual(await step('next'), [2, 15]);
    await resume(client, 'stepBack');
    assert.deepEqual(await step('next', 'statement'), [2, 15]);
    await resume(client, 'stepBack');
    assert.deepEqual(await step('next', 'line'), [3, 3]);
    const pc = async (): Promise<string> => (await topFrame(client)).instructionPointerReference;
    const before = Number(await pc());
    await step('next', 'instruction');
    assert.equal(Number(await pc()), before + 1);
  });

  it('a breakpoint on the way ends a step for good (conformance 44)', async () => {
    const { client } = served;
    await stopAt(1, 3);
    const stopped = await resume(client, 'next');
    assert.deepEqual([stopped.reason, await line()], ['breakpoint', 3]);
    await client.ok('continue', { threadId: 1 });
    await client.event('exited');
    assert.equal(stops(), 2, 'the step is not resumed');
  });

  it('there is nothing before the first instruction (conformance 45)', async () => {
    const { client } = served;
    await launch(client, { ...configuration, stopOnEntry: true });
    await client.event('stopped');
    for (const command of ['stepBack', 'reverseContinue', 'mso/stepBackOut']) {
      assert.equal((await resume(client, command)).reason, 'entry', command);
      assert.equal((await client.ok('mso/timeline')).position, 0);
    }
  });

  it('goto stops where it was told, once for each stop (conformance 46)', async () => {
    const { client } = served;
    await stopAt(2);
    const { targets } = await client.ok('gotoTargets', { source: { path }, line: 3 });
    const { id } = targets[0];
    await client.ok('goto', { threadId: 1, targetId: id });
    assert.equal((await client.event('stopped')).reason, 'goto');
    assert.equal(await line(), 3);
    const again = await client.request('goto', { threadId: 1, targetId: id });
    assert.equal(again.message, 'staleReference');
  });
});
