import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" {
  model = "m"
  role = "R"
}
workflow "w" {
  step "one" { agent = "a" task = "One" }
  step "two" { agent = "a" task = "Two" depends_on = ["one"] }
}
`;

/** Says who it is, then that it is done, unless it is ended before. */
const agentProgram = `
const { appendFileSync } = require('node:fs');
process.stdin.resume();
appendFileSync(process.argv[2], process.pid + '\\n');
setTimeout(() => {
  appendFileSync(process.argv[2], 'done\\n');
  console.log('{"output":1}');
}, Number(process.argv[3]));
`;

describe('the end of a session', () => {
  const folder = tempFolder();
  const path = join(folder, 'p.mso');
  const agent = join(folder, 'agent.cjs');
  const log = join(folder, 'log.txt');
  const configuration = { program: path, workflow: 'w' };
  const withAgent = (ms: number): { program: string; workflow: string; agents: object } => ({
    ...configuration,
    agents: { mode: 'command', command: process.execPath, args: [agent, log, String(ms)] },
  });
  const served = new ServedClient();
  before(() => {
    writeFileSync(path, program);
    writeFileSync(agent, agentProgram);
  });
  beforeEach(() => writeFileSync(log, ''));

  /** The agent's process, once it runs. */
  async function agentProcess(): Promise<number> {
    for (;;) {
      const [id] = readFileSync(log, 'utf8').split('\n');
      if (id) return Number(id);
      await pause(10);
    }
  }

  async function isGoneSoon(id: number): Promise<boolean> {
    const end = Date.now() + 2_000;
    while (Date.now() < end) {
      if (!isAlive(id)) return true;
      await pause(10);
    }
    return false;
  }

  it('is told once, behind all output; then requests fail (conformance 70)', async () => {
    const { client } = served;
    await launch(client, configuration);
    await client.event('terminated');
    const events = client.timeline.flatMap(({ event }) => event ?? []);
    assert.deepEqual(events.slice(-4), ['output', 'output', 'exited', 'terminated']);
    for (const command of ['continue', 'next', 'stackTrace', 'evaluate', 'scopes', 'variables']) {
      assert.equal((await client.request(command, { threadId: 1 })).message, 'ended', command);
    }
    await client.ok('disconnect');
    await client.closed();
    const endings = client.timeline.filter(({ event }) => event === 'terminated');
    assert.equal(endings.length, 1);
  });

  it('by disconnect lets nothing more happen (conformance 71)', async () => {
    const { client } = served;
    await launch(client, withAgent(300));
    const id = await agentProcess();
    await client.ok('disconnect');
    await client.closed();
    assert.equal(await isGoneSoon(id), true);
    await pause(400);
    assert.deepEqual(readFileSync(log, 'utf8').trim().split('\n'), [String(id)]);
    assert.equal(client.timeline.at(-1)?.command, 'disconnect');
  });

  it('by terminate ends what an agent does, and may come again (conformance 72)', async () => {
    const { client } = served;
    await launch(client, withAgent(60_000));
    const id = await agentProcess();
    await client.ok('terminate');
    assert.equal((await client.event('exited')).exitCode, 130);
    await client.ok('terminate');
    await client.ok('disconnect');
    await client.closed();
    assert.equal(await isGoneSoon(id), true);
    const endings = client.timeline.filter(({ event }) => event === 'terminated');
    assert.equal(endings.length, 1);
  });

  it('takes the adapter and the agents with it when a client dies (conformance 73)', async () => {
    const client = DapClient.spawn();
    await launch(client, withAgent(60_000));
    const id = await agentProcess();
    const adapter = client.process?.pid ?? 0;
    client.hangUp();
    assert.deepEqual([await isGoneSoon(adapter), await isGoneSoon(id)], [true, true]);
    client.kill();
  });

  it('answers a launch that waits, over TCP too (conformance 7)', async () => {
    const { client } = served;
    await client.ok('initialize', {});
    const waiting = client.send('launch', configuration);
    await client.event('initialized');
    await client.ok('disconnect');
    await client.closed();
    assert.equal((await client.response(waiting)).message, 'ended');
  });

  const moments: readonly (readonly [string, (client: DapClient) => Promise<unknown>])[] = [
    ['before anything', async () => undefined],
    ['behind initialize', (client) => client.ok('initialize', {})],
    [
      'while the program is launched',
      async (client) => {
        await client.ok('initialize', {});
        client.send('launch', configuration);
      },
    ],
    [
      'at a stop',
      async (client) => {
        await launch(client, { ...configuration, stopOnEntry: true });
        await client.event('stopped');
      },
    ],
    ['while the program runs', (client) => launch(client, withAgent(60_000))],
    [
      'behind the end of the program',
      async (client) => {
        await launch(client, configuration);
        await client.event('terminated');
      },
    ],
  ];
  for (const [when, prepare] of moments) {
    it(`can be asked for ${when}, twice, and while it hangs up (conformance 73)`, async () => {
      const { client } = served;
      await prepare(client);
      const start = Date.now();
      const first = client.send('disconnect');
      client.send('disconnect');
      client.hangUp();
      assert.equal((await client.response(first)).success, true);
      await client.closed();
      assert.ok(Date.now() - start < 2_000);
    });
  }

  it('is none where the program is restarted, with all that was set (conformance 74)', async () => {
    const { client } = served;
    const wanted = [{ line: 2 }, { line: 3 }];
    const { breakpoints } = await launch(client, configuration, { breakpoints: wanted });
    const ids = breakpoints.map(({ id }: Body) => id);
    await client.ok('setExceptionBreakpoints', { filters: ['step-failed'] });
    await client.event('stopped');
    const seq = client.send('restart', { arguments: { ...configuration, stopOnEntry: true } });
    assert.equal((await client.event('stopped')).reason, 'entry');
    const answers = client.timeline.filter(({ request_seq }) => request_seq === seq);
    assert.deepEqual(
      answers.map(({ success }) => success),
      [true],
    );
    assert.deepEqual((await resume(client, 'continue')).hitBreakpointIds, [ids[0]]);
    assert.equal((await topFrame(client)).line, 2);
    const source = { path };
    const again = await client.ok('setBreakpoints', { source, breakpoints: wanted });
    assert.deepEqual(
      again.breakpoints.map(({ id }: Body) => id),
      ids,
    );
    const failing = join(folder, 'failing.sim.json');
    writeFileSync(failing, '{ "default": { "fail": "no" } }');
    await client.ok('setBreakpoints', { source, breakpoints: [] });
    await client.ok('restart', { arguments: { ...configuration, simulation: failing } });
    assert.equal((await client.event('stopped')).reason, 'exception');
  });

  it('or a stop comes behind what was printed before it (conformance 76)', async () => {
    const { client } = served;
    const breakpoints = [{ line: 2, logMessage: 'first' }, { line: 3 }];
    await launch(client, configuration, { breakpoints });
    await client.event('stopped');
    const order = client.timeline.flatMap(({ event, body }) =>
      event === 'output' ? body.output.trim() : event === 'stopped' ? 'stopped' : [],
    );
    assert.deepEqual(order, ['first', 'stopped']);
  });
});

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  // A process that nobody has waited for is not alive.
  const status = `/proc/${id}/stat`;
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'));
}
