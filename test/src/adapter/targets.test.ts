import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" {
  model = "m"
  role = "R"
  temperature = 0.5
}
workflow "w" {
  step "one" {
    agent = "a"
    task = "First"
  }
  step "two" {
    agent = "a"
    task = "Second"
    parallel = true
  }
  step "three" {
    agent = "a"
    task = "Third"
    parallel = true
  }
  pipeline {
    one -> [two | three]
  }
}
`;

describe('moving through a program', () => {
  const folder = tempFolder();
  const path = join(folder, 'moves.mso');
  let client: DapClient;

  before(() => writeFileSync(path, program));
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  const evaluate = async (expression: string): Promise<string> => {
    const { id } = await topFrame(client);
    return (await client.ok('evaluate', { expression, frameId: id, context: 'watch' })).result;
  };

  const targetsAt = async (line: number): Promise<Body[]> =>
    (await client.ok('gotoTargets', { source: { path }, line })).targets;

  it('goes to a statement of the same block (conformance 46)', async () => {
    await launch(client, { program: path }, { breakpoints: [{ line: 3 }] });
    await client.event('stopped');
    const [target] = await targetsAt(4);
    assert.equal(target?.line, 4);
    await client.ok('goto', { threadId: 1, targetId: target?.id });
    const stopped = await client.event('stopped');
    assert.equal(stopped.reason, 'goto');
    assert.equal((await topFrame(client)).line, 4);
    await resume(client, 'next');
    assert.equal(await evaluate('agents["a"]?.role'), 'null');
    const stale = await client.request('goto', { threadId: 1, targetId: target?.id });
    assert.equal(stale.message, 'staleReference');
    assert.deepEqual(await targetsAt(2), []);
  });

  it('goes back within a step, which then ends as well as ever', async () => {
    const lines = { agent: 8, task: 9 };
    await launch(
      client,
      { program: path, workflow: 'w' },
      { breakpoints: [{ line: lines.agent }] },
    );
    await client.event('stopped');
    await resume(client, 'continue');
    const size = await evaluate('sp');
    const [target] = await targetsAt(lines.task);
    await client.ok('goto', { threadId: 1, targetId: target?.id });
    await client.event('stopped');
    assert.deepEqual(await targetsAt(lines.agent), [], 'nobody has the task there yet');
    await resume(client, 'next');
    assert.deepEqual([(await topFrame(client)).line, await evaluate('sp')], [lines.agent, size]);
    await client.ok('setBreakpoints', { source: { path }, breakpoints: [] });
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
  });

  it('moves no thread but the one that the targets are of, and none that waits', async () => {
    await launch(client, { program: path, workflow: 'w', stopOnEntry: true });
    await client.event('stopped');
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'two' }] });
    const { threadId } = await resume(client, 'continue');
    assert.notEqual(threadId, 1);
    const [target] = await targetsAt(11);
    const refused = await client.request('goto', { threadId: 1, targetId: target?.id });
    assert.equal(refused.message, 'notInFrame');
    await client.ok('terminateThreads', { threadIds: [threadId] });
    assert.deepEqual(await targetsAt(11), []);
  });

  it('steps into the step of a workflow that one chooses', async () => {
    const configuration = { program: path, workflow: 'w' };
    await launch(client, configuration, { breakpoints: [{ line: 20 }] });
    await client.event('stopped');
    await resume(client, 'continue');
    const { id } = await topFrame(client);
    const { targets } = await client.ok('stepInTargets', { frameId: id });
    assert.deepEqual(
      targets.map(({ label }: Body) => label),
      ['step "one"', 'step "two"', 'step "three"'],
    );
    await client.ok('stepIn', { threadId: 1, targetId: targets[2].id });
    const stopped = await client.event('stopped');
    const { stackFrames } = await client.ok('stackTrace', { threadId: stopped.threadId });
    assert.equal(stackFrames[0].name, 'step "three"');
  });

  it('restarts a frame as it began', async () => {
    const configuration = { program: path, workflow: 'w' };
    await launch(client, configuration, { breakpoints: [{ line: 4 }] });
    await client.event('stopped');
    const { id, name } = await topFrame(client);
    assert.equal(name, 'agent "a"');
    assert.equal(await evaluate('role'), '"R"');
    await client.ok('restartFrame', { frameId: id });
    const stopped = await client.event('stopped');
    assert.equal(stopped.reason, 'goto');
    assert.equal((await topFrame(client)).line, 2);
    assert.equal(await evaluate('role'), 'null');
    assert.equal((await resume(client, 'continue')).reason, 'breakpoint');
  });

  it('ends the thread of a step, which has failed then', async () => {
    const configuration = { program: path, workflow: 'w' };
    await launch(client, configuration, { breakpoints: [{ line: 18 }] });
    await client.event('stopped');
    const stopped = await resume(client, 'continue');
    assert.notEqual(stopped.threadId, 1);
    await client.ok('terminateThreads', { threadIds: [stopped.threadId] });
    const { threads } = await client.ok('threads');
    assert.equal(
      threads.some(({ id }: Body) => id === stopped.threadId),
      false,
    );
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    const said = client.timeline.map(({ body }) => body?.output ?? '').join('');
    assert.match(said, /it was ended by the debugger/);
  });

  it('completes names, members and functions in the console', async () => {
    await launch(client, { program: path }, { breakpoints: [{ line: 4 }] });
    await client.event('stopped');
    const { id } = await topFrame(client);
    const labels = async (text: string, column = text.length + 1): Promise<string[]> => {
      const { targets } = await client.ok('completions', { text, column, frameId: id });
      return targets.map(({ label }: Body) => label);
    };
    assert.deepEqual(await labels('ro'), ['role', 'round']);
    assert.deepEqual(await labels('agents["a"].m'), ['model']);
    assert.deepEqual(await labels('agents['), ['"a"']);
    assert.deepEqual(await labels('agents["'), ['"a"']);
    assert.deepEqual(await labels('upper(mo'), ['model']);
    assert.deepEqual(await labels('flags.ze'), ['zero']);
    assert.deepEqual(await labels('nobody.x'), []);
    assert.deepEqual(await labels('ro + 1', 3), ['role', 'round']);
    assert.ok((await labels('')).includes('registers'));
  });

  it('answers in place of an agent that is about to be asked, and nobody is asked', async () => {
    const code = 'process.exit(9)';
    const agents = { mode: 'command', command: process.execPath, args: ['-e', code] };
    await launch(client, { program: path, workflow: 'w', agents, stopOnEntry: true });
    await client.event('stopped');
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'agent a' }] });
    for (let asked = 0; asked < 3; asked++) {
      await resume(client, 'continue');
      const { id } = await frameOfStop();
      const say = (expression: string) =>
        client.request('evaluate', { expression, frameId: id, context: 'repl' });
      const { body } = await say(':reply {text: "mine"}');
      assert.equal(body.result, 'answered in place of agent "a"');
      assert.match((await say(':where')).body.result, /attempt 1 of step/);
      assert.match((await say(':nonsense')).body.error.variables.problem, /:reply, :where/);
    }
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
    const said = client.timeline.map(({ body }) => body?.output ?? '').join('');
    assert.match(said, /"text": "mine"/);
  });

  async function frameOfStop(): Promise<Body> {
    const { threadId } = client.timeline.findLast(({ event }) => event === 'stopped')?.body ?? {};
    const { stackFrames } = await client.ok('stackTrace', { threadId });
    return stackFrames[0];
  }

  /** Stops where step "two" begins in a thread of its own; its frames, the innermost first. */
  const stopInThread = async (): Promise<{ threadId: number; stackFrames: Body[] }> => {
    await launch(client, { program: path, workflow: 'w', stopOnEntry: true });
    await client.event('stopped');
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'a' }] });
    await resume(client, 'continue');
    const { threadId } = await resume(client, 'continue');
    await client.ok('setFunctionBreakpoints', { breakpoints: [] });
    const { stackFrames } = await client.ok('stackTrace', { threadId });
    return { threadId, stackFrames };
  };

  const position = async (): Promise<number> => (await client.ok('mso/timeline')).position;

  it("restarts a thread's own frame where the thread began", async () => {
    const { threadId, stackFrames } = await stopInThread();
    const name = 'step "two"';
    assert.deepEqual([threadId !== 1, stackFrames.at(-1)?.name], [true, name]);
    const before = await position();
    await client.ok('restartFrame', { frameId: stackFrames.at(-1)?.id });
    const stopped = await client.event('stopped');
    assert.equal(stopped.threadId, threadId);
    const after = await client.ok('stackTrace', { threadId });
    assert.deepEqual(
      after.stackFrames.map((frame: Body) => frame.name),
      [name],
    );
    assert.ok((await position()) < before && (await position()) > 0);
  });

  it('steps back out of a thread to the pipeline that began it', async () => {
    const { threadId } = await stopInThread();
    for (let depth = 2; depth > 0; depth--) {
      await client.ok('mso/stepBackOut', { threadId });
      await client.event('stopped');
    }
    const { name, line } = await topFrame(client);
    assert.deepEqual([name, line], ['workflow "w"', 21]);
  });

  it('ends no thread that is not there, and forgets nothing for it', async () => {
    await stopInThread();
    const { end } = await client.ok('mso/timeline');
    await client.ok('mso/goToPosition', { position: 5 });
    await client.event('stopped');
    await client.ok('terminateThreads', { threadIds: [77] });
    assert.equal((await client.ok('mso/timeline')).end, end);
  });

  it('sets and watches what a step has yielded, and nothing else of how it fares', async () => {
    await launch(client, { program: path, workflow: 'w', stopOnEntry: true });
    await client.event('stopped');
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'two' }] });
    const { threadId } = await resume(client, 'continue');
    const frameId = (await client.ok('stackTrace', { threadId })).stackFrames[0].id;
    const set = (expression: string, value: string) =>
      client.request('setExpression', { frameId, expression, value });
    const told = await set('steps.one.output', '{score: 1}');
    assert.equal(told.body.value, '{score: 1}');
    assert.ok((await set('steps.one.output.score', '2')).success);
    const read = { frameId, expression: 'steps.one.output.score', context: 'watch' };
    assert.equal((await client.ok('evaluate', read)).result, '2');
    assert.match(JSON.stringify(await set('steps.one.status', '"failed"')), /how the step fares/);
    assert.match(JSON.stringify(await set('steps.two.output', '1')), /has not completed/);

    const info = (name: string) => client.ok('dataBreakpointInfo', { frameId, name });
    assert.equal((await info('steps.two.status')).dataId, null);
    const { dataId } = await info('steps.two.output');
    await client.ok('setDataBreakpoints', { breakpoints: [{ dataId, accessType: 'write' }] });
    const stopped = await resume(client, 'continue');
    assert.match(stopped.description, /step "two".output: null/);
  });
});
