import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" {
  model = $NO_SUCH_MODEL
}
context "c" {
  variables { x = 1 }
}
workflow "w" {
  step "one" { agent = "a" task = "\${1 / (x - 1)}" }
}
`;

describe('the start of a program', () => {
  const folder = tempFolder();
  const path = join(folder, 'start.mso');
  const configuration = { program: path, workflow: 'w' };
  const served = new ServedClient();
  before(() => writeFileSync(path, program));

  /** Events that only a program which runs can cause. */
  const signsOfLife = (): Message[] =>
    served.client.timeline.filter(({ event }) =>
      ['process', 'stopped', 'output', 'thread', 'exited'].includes(event ?? ''),
    );

  it('does not come before the client has configured (conformance 19)', async () => {
    const { client } = served;
    await client.ok('initialize', {});
    client.send('launch', configuration);
    await client.event('initialized');
    for (const command of ['continue', 'next', 'stepIn', 'evaluate', 'stackTrace', 'stepBack']) {
      const args = { threadId: 1, expression: '1' };
      assert.equal((await client.request(command, args)).message, 'notStarted', command);
    }
    await pause(100);
    assert.deepEqual(signsOfLife(), []);
    const source = { path };
    await client.ok('setBreakpoints', { source, breakpoints: [{ line: 1 }] });
    await client.ok('configurationDone');
    assert.equal((await client.event('stopped')).reason, 'breakpoint');
    assert.equal((await topFrame(client)).line, 1);
  });

  it('is answered behind configurationDone and before its events (conformance 20)', async () => {
    const { client } = served;
    await launch(client, { ...configuration, stopOnEntry: true });
    await client.event('stopped');
    const expected = ['initialized', 'configurationDone', 'launch', 'process', 'stopped'];
    const order = client.timeline.flatMap(({ type, event, command }) =>
      type === 'request' ? [] : (event ?? command ?? []),
    );
    assert.deepEqual(
      order.filter((name) => expected.includes(name)),
      expected,
    );
  });

  it('comes also where a client never configures, and says so (conformance 21)', async () => {
    const { client } = served;
    await client.ok('initialize', {});
    const seq = client.send('launch', { ...configuration, stopOnEntry: true });
    await client.event('initialized');
    await client.ok('setExceptionBreakpoints', { filters: [] });
    assert.match((await client.event('output')).output, /no configurationDone; the program starts/);
    assert.equal((await client.response(seq)).success, true);
    assert.equal((await client.event('stopped')).reason, 'entry');
  });

  it('fails where there are errors, with their places (conformance 22)', async () => {
    const { client } = served;
    const broken = join(folder, 'broken.mso');
    writeFileSync(broken, 'agent "a" {\n  temperature = "hot"\n}\n');
    await client.ok('initialize', {});
    const response = await client.request('launch', { program: broken });
    assert.deepEqual([response.success, response.body.error.showUser], [false, true]);
    const { source, line, column, output } = await client.event('output');
    assert.deepEqual([source.path, line], [broken, 2]);
    assert.ok(column > 1 && output.length > 0);
    await client.event('terminated');
    assert.equal((await client.request('configurationDone')).success, true);
    await pause(300);
    const told = client.timeline.flatMap(({ event }) => event ?? []);
    assert.deepEqual(told, ['output', 'terminated']);
  });

  it('without debugging stops nowhere, not even at an error (conformance 23)', async () => {
    const { client } = served;
    await launch(
      client,
      { ...configuration, noDebug: true, stopOnEntry: true, stopOnExit: true },
      { breakpoints: [{ line: 1 }], filters: ['error', 'recovered', 'step-failed'] },
    );
    assert.equal((await client.event('exited')).exitCode, 1);
    await client.event('terminated');
    assert.ok(client.timeline.every(({ event }) => event !== 'stopped'));
  });

  it('can be a stop before anything has happened (conformance 24)', async () => {
    const { client } = served;
    await launch(client, { ...configuration, stopOnEntry: true });
    assert.equal((await client.event('stopped')).reason, 'entry');
    const frameId = (await topFrame(client)).id;
    const evaluate = async (expression: string): Promise<string> =>
      (await client.ok('evaluate', { expression, frameId })).result;
    assert.deepEqual([await evaluate('pc'), await evaluate('agents')], ['0', '0 agents']);
    assert.ok(client.timeline.every(({ event }) => event !== 'output'));
  });

  it('takes no more than four seconds, of a long program too (conformance 25)', async () => {
    const { client } = served;
    const long = join(folder, 'long.mso');
    const line = (_: unknown, index: number): string => `  p${index} = ${index}\n`;
    writeFileSync(long, `agent "long" {\n${Array.from({ length: 20_000 }, line).join('')}}\n`);
    const start = Date.now();
    await launch(client, { program: long, stopOnEntry: true });
    await client.event('stopped');
    assert.ok(Date.now() - start < 4_000);
  });
});
