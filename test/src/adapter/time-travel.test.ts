import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, scope, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" {
  model = "m"
  role = "R"
}
workflow "w" {
  step "one" {
    agent = "a"
    task = "Say \${input.word}"
  }
  step "two" {
    agent = "a"
    task = "After \${steps.one.output}"
  }
  step "three" {
    agent = "a"
    task = "Third"
    depends_on = ["two"]
  }
}
`;

const lines = { model: 2, role: 3, workflow: 5, one: 8, two: 12, three: 16 };

/** An agent that writes down every question it is asked. */
const agentProgram = `
const { appendFileSync } = require('node:fs');
let text = '';
process.stdin.on('data', (data) => { text += data; });
process.stdin.on('end', () => {
  const { task } = JSON.parse(text);
  appendFileSync(process.argv[2], task + '\\n');
  console.log(JSON.stringify({ output: task.length }));
});
`;

describe('going back in time', () => {
  const folder = tempFolder();
  const path = join(folder, 'flow.mso');
  const asked = join(folder, 'asked.txt');
  const agent = join(folder, 'agent.cjs');
  const configuration = {
    ...{ program: path, workflow: 'w', input: { word: 'hello' } },
    agents: { mode: 'command', command: process.execPath, args: [agent, asked] },
  };
  let client: DapClient;

  before(() => {
    writeFileSync(path, program);
    writeFileSync(agent, agentProgram);
  });
  beforeEach(() => {
    writeFileSync(asked, '');
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  const questions = (): string[] => readFileSync(asked, 'utf8').trim().split('\n');

  const evaluate = async (expression: string, context = 'watch'): Promise<string> => {
    const { id } = await topFrame(client);
    return (await client.ok('evaluate', { expression, frameId: id, context })).result;
  };

  const line = async (): Promise<number> => (await topFrame(client)).line;

  /** Runs to the breakpoint in the third step. */
  async function runToThird(): Promise<void> {
    await launch(client, configuration, { breakpoints: [{ line: lines.three }] });
    await client.event('stopped');
    await resume(client, 'continue');
    assert.equal(await evaluate('step'), '"three"');
  }

  it('is announced, and taken back where the past is not kept', async () => {
    await launch(client, { ...configuration, timeTravel: false, stopOnEntry: true });
    const initialized = client.timeline.find(
      ({ command, body }) => command === 'initialize' && body,
    );
    assert.equal(initialized?.body.supportsStepBack, true);
    await client.event('stopped');
    const changed = client.timeline.find(({ event }) => event === 'capabilities');
    assert.equal(changed?.body.capabilities.supportsStepBack, false);
    const refused = await client.request('stepBack', { threadId: 1 });
    assert.deepEqual([refused.success, refused.message], [false, 'notKept']);
  });

  it('steps back over, into and out of blocks', async () => {
    await launch(client, { program: path }, { breakpoints: [{ line: lines.workflow }] });
    await client.event('stopped');
    assert.equal(await line(), lines.workflow);
    const seen: number[] = [];
    for (const command of ['mso/stepBackInto', 'stepBack', 'mso/stepBackOut', 'next', 'stepBack']) {
      const stopped = await resume(client, command);
      assert.equal(stopped.reason, command === 'next' ? 'breakpoint' : 'step');
      seen.push(await line());
    }
    assert.deepEqual(seen, [lines.role, lines.model, 1, lines.workflow, 1]);
  });

  it('asks no agent a second time, also over a step that has answered', async () => {
    await runToThird();
    assert.deepEqual(questions(), ['Say hello', 'After 9']);
    const back = await resume(client, 'reverseContinue');
    assert.match(back.description, /\(replay \u2212\d+\)$/);
    assert.equal(back.reason, 'breakpoint');
    assert.equal(await evaluate('pc < 100'), 'true');
    const start = await resume(client, 'reverseContinue');
    assert.match(start.description, /^The beginning of the program/);
    await resume(client, 'continue');
    const again = await resume(client, 'continue');
    assert.equal(again.description, undefined);
    assert.equal(await evaluate('steps.two.output'), '7');
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
    assert.deepEqual(questions(), ['Say hello', 'After 9', 'Third']);
  });

  it('takes a change in the past for a new future, in which agents are asked anew', async () => {
    await runToThird();
    const { moments } = await client.ok('mso/timeline');
    const call = moments.findLast(({ kind }: Body) => kind === 'call');
    await client.ok('mso/goToPosition', { position: call.position - 1 });
    const stopped = await client.event('stopped');
    assert.equal(stopped.reason, 'goto');
    assert.equal(await evaluate('step'), '"two"');
    const { result } = await client.ok('evaluate', {
      ...{ expression: 'agents["a"].role = "Changed"', context: 'repl' },
      frameId: (await topFrame(client)).id,
    });
    assert.equal(result, '"Changed"');
    const said = client.timeline.map(({ body }) => body?.output ?? '').join('');
    assert.match(said, /The past was changed/);
    await resume(client, 'continue');
    assert.deepEqual(questions(), ['Say hello', 'After 9', 'After 9']);
    assert.equal(await evaluate('agents["a"].role'), '"Changed"');
  });

  it('says that it goes on where no request implies it (conformance 38)', async () => {
    await runToThird();
    const { id } = await topFrame(client);
    const requests: readonly (readonly [string, Body])[] = [
      ['mso/stepBackInto', { threadId: 1 }],
      ['mso/stepBackOut', { threadId: 1 }],
      ['mso/goToPosition', { position: 200 }],
      ['mso/goToLastWrite', { expression: 'agents["a"].role', frameId: id }],
    ];
    for (const [command, args] of requests) {
      if ('frameId' in args) args.frameId = (await topFrame(client)).id;
      const seq = client.send(command, args);
      await client.event('stopped');
      const from = client.timeline.findIndex(({ request_seq }) => request_seq === seq);
      const said = client.timeline.slice(from).flatMap(({ event }) => event ?? []);
      assert.deepEqual(said, ['continued', 'stopped'], command);
    }
    const before = client.timeline.length;
    const refused = await client.request('mso/goToLastWrite', { expression: '1 +' });
    assert.equal(refused.success, false);
    assert.ok(client.timeline.slice(before).every(({ event }) => event === undefined));
  });

  it('goes back to where a value was written last', async () => {
    await runToThird();
    const { id } = await topFrame(client);
    await client.ok('mso/goToLastWrite', { expression: 'agents["a"].role', frameId: id });
    const stopped = await client.event('stopped');
    assert.equal(stopped.reason, 'goto');
    assert.equal(await line(), lines.role);
    assert.equal((await scope(client, 'Agent "a"')).model, '"m"');
    assert.equal((await scope(client, 'Agent "a"')).role, undefined);
    await resume(client, 'next');
    assert.equal(await evaluate('agents["a"].role'), '"R"');
    const refused = await client.request('mso/goToLastWrite', { expression: '1 +' });
    assert.equal(refused.message, 'evaluationFailed');
  });

  it('stops at the end of the program where it is asked to, and goes back from there', async () => {
    await launch(client, { ...configuration, stopOnExit: true });
    const end = await client.event('stopped');
    assert.equal(end.description, 'The program has ended');
    const back = await resume(client, 'stepBack');
    assert.match(back.description, /replay/);
    const again = await resume(client, 'continue');
    assert.equal(again.description, 'The program has ended');
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
    assert.equal(questions().length, 3);
  });

  it('goes back from an error to what led to it', async () => {
    const failing = join(folder, 'failing.mso');
    writeFileSync(
      failing,
      'agent "a" {\n  model = "m"\n}\ncontext "c" {\n  variables { x = 1 }\n}\n' +
        'workflow "w" {\n  step "s" { agent = "a" task = "${1 / (x - 1)}" }\n}\n',
    );
    await launch(client, { program: failing, workflow: 'w' });
    const stopped = await client.event('stopped');
    assert.equal(stopped.reason, 'exception');
    const back = await resume(client, 'stepBack');
    assert.equal(back.reason, 'step');
    assert.equal((await client.request('exceptionInfo', { threadId: 1 })).success, false);
    await client.ok('continue', { threadId: 1 });
    assert.equal((await client.event('stopped')).reason, 'exception');
  });
});
