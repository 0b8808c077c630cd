import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" { model = "m" }
workflow "w" {
  step "one" {
    agent = "a"
    task = "Say \${input.word}"
  }
  step "two" { agent = "a" task = "Two" }
  step "three" { agent = "a" task = "Three" }
  pipeline {
    one -> [two | three]
  }
}
`;

const lines = { task: 5, pipeline: 9 };

describe('debugging a workflow', () => {
  const folder = tempFolder();
  const path = join(folder, 'flow.mso');
  const configuration = { program: path, workflow: 'w', input: { word: 'hello' } };
  let client: DapClient;

  before(() => writeFileSync(path, program));
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  const frames = async (threadId: number): Promise<string[]> => {
    const { stackFrames } = await client.ok('stackTrace', { threadId });
    return stackFrames.map(({ name }: Body) => name);
  };

  it('stops in a step, whose attempt, step and workflow are frames', async () => {
    await launch(client, configuration, { breakpoints: [{ line: lines.task }] });
    await client.event('stopped');
    // The first stop is that of the declaration; the second that of the running step.
    await resume(client, 'continue');
    assert.deepEqual(await frames(1), [
      ...['attempt 1 of step "one"', 'step "one"', 'workflow "w"', 'program "flow.mso"'],
    ]);
    const { id } = await topFrame(client);
    const evaluate = async (expression: string): Promise<string> =>
      (await client.ok('evaluate', { expression, frameId: id, context: 'watch' })).result;
    assert.equal(await evaluate('input.word'), '"hello"');
    assert.equal(await evaluate('attempt'), '1');
    assert.equal(await evaluate('steps.one.status'), '"running"');
  });

  it('stops at a step where it is declared and begins, and once in each attempt', async () => {
    await launch(client, configuration, { breakpoints: [{ line: 3 }] });
    await client.event('stopped');
    const places = [(await frames(1))[0]];
    for (let count = 0; count < 2; count++) {
      await resume(client, 'continue');
      places.push((await frames(1))[0]);
    }
    assert.deepEqual(places, ['workflow "w"', 'step "one"', 'attempt 1 of step "one"']);
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    const stops = client.timeline.filter(({ event }) => event === 'stopped');
    assert.equal(stops.length, places.length);
  });

  it('steps over a pipeline one step at a time, and parallel steps are threads', async () => {
    await launch(client, configuration, { breakpoints: [{ line: lines.pipeline }] });
    await client.event('stopped');
    await resume(client, 'continue');
    assert.deepEqual(await frames(1), ['workflow "w"', 'program "flow.mso"']);
    const status = async (step: string): Promise<string> => {
      const { id } = await topFrame(client);
      const expression = `steps.${step}.status`;
      return (await client.ok('evaluate', { expression, frameId: id })).result;
    };
    assert.equal(await status('one'), '"pending"');
    await resume(client, 'next');
    assert.deepEqual([await status('one'), await status('two')], ['"completed"', '"pending"']);
    await client.ok('setBreakpoints', { source: { path }, breakpoints: [] });
    await client.ok('continue', { threadId: 1 });
    const started = [await client.event('thread'), await client.event('thread')];
    assert.deepEqual(started, [
      { reason: 'started', threadId: 2 },
      { reason: 'started', threadId: 3 },
    ]);
    const output = await client.event('output');
    assert.match(output.output, /^workflow "w" completed\n/);
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
  });

  it('names the threads at a stop within one, and steps in it', async () => {
    await launch(client, configuration, { breakpoints: [{ line: 7 }] });
    await client.event('stopped');
    await client.ok('continue', { threadId: 1 });
    const stopped = await client.event('stopped');
    assert.equal(stopped.threadId, 2);
    const { threads } = await client.ok('threads');
    assert.deepEqual(threads, [
      { id: 1, name: 'main' },
      { id: 2, name: 'step two' },
      { id: 3, name: 'step three' },
    ]);
    assert.equal((await frames(2)).at(-1), 'step "two"');
    assert.equal((await frames(1)).at(0), 'workflow "w"');
    assert.equal((await client.request('stackTrace', { threadId: 9 })).success, false);
  });

  it('pauses while an agent is waited for, and goes on', async () => {
    const agents = {
      mode: 'command',
      command: process.execPath,
      args: ['-e', 'setTimeout(() => console.log(1), 600); process.stdin.resume()'],
    };
    await launch(client, { ...configuration, agents });
    await client.ok('pause', { threadId: 1 });
    assert.equal((await client.event('stopped')).reason, 'pause');
    assert.equal((await frames(1))[0], 'attempt 1 of step "one"');
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
  });

  it('names a thread that goes on where the last one has ended', async () => {
    const beside = join(folder, 'beside.mso');
    const steps = 'step "slow" { agent = "a" }\n step "quick" { agent = "a" parallel = true }\n';
    writeFileSync(beside, `agent "a" {}\nworkflow "w" {\n ${steps}}\n`);
    const code = `let text = ''; process.stdin.on('data', (data) => { text += data });
      process.stdin.on('end', () => setTimeout(() => console.log(1),
        JSON.parse(text).step === 'slow' ? 3000 : 0))`;
    const agents = { mode: 'command', command: process.execPath, args: ['-e', code] };
    await launch(client, { program: beside, workflow: 'w', agents });
    while ((await client.event('thread')).reason !== 'exited');
    await client.ok('pause', { threadId: 1 });
    assert.equal((await client.event('stopped')).threadId, 1);
    assert.deepEqual((await client.ok('threads')).threads, [{ id: 1, name: 'main' }]);
    assert.equal((await frames(1))[0], 'attempt 1 of step "slow"');
  });

  it('refuses a workflow, a simulation and agents that there are not', async () => {
    const refused: readonly (readonly [object, RegExp])[] = [
      [{ workflow: 'x' }, /there is no workflow x; there are w/],
      [{ simulation: 'none.json' }, /none\.json/],
      [{ agents: { mode: 'http' } }, /agents\.baseUrl is missing/],
    ];
    for (const [attributes, message] of refused) {
      const other = DapClient.spawn();
      await other.ok('initialize', { adapterID: 'mso' });
      const response = await other.request('launch', { ...configuration, ...attributes });
      other.kill();
      assert.equal(response.success, false);
      assert.match(JSON.stringify(response.body), message);
    }
  });
});
