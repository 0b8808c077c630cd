import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DapClient } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { examplesFolder } from '../support/paths.js';
import { problemWith } from '../support/protocol-schema.js';
import { ServedClient } from '../support/served-client.js';

const minimal = join(examplesFolder, 'minimal.mso');

function frame(seq: number, command: string, header = 'Content-Length: '): string {
  const json = JSON.stringify({ seq, type: 'request', command, arguments: { text: 'é𝄞' } });
  return `${header}${Buffer.byteLength(json)}\r\n\r\n${json}`;
}

describe('frames and what is in them', () => {
  const served = new ServedClient();

  /** The commands that were answered, in their order. */
  async function answered(count: number): Promise<(string | undefined)[]> {
    for (let seq = 1; seq <= count; seq++) await served.client.response(seq);
    return served.client.timeline.map(({ command }) => command);
  }

  it('are as long as their bytes, not as their characters (conformance 1)', async () => {
    const { client } = served;
    await launch(client, { program: minimal, stopOnEntry: true });
    await client.event('stopped');
    const frameId = (await topFrame(client)).id;
    const { result } = await client.ok('evaluate', { expression: '"é𝄞 € 日本"', frameId });
    assert.equal(result, '"é𝄞 € 日本"');
    assert.equal((await client.ok('threads')).threads.length, 1);
  });

  it('may come in any pieces, and many at once (conformance 2)', async () => {
    const { client } = served;
    const bytes = Buffer.from(frame(1, 'one'));
    for (const byte of bytes) {
      client.sendBytes(Buffer.of(byte));
      await nextTurn();
    }
    client.sendBytes(frame(2, 'two') + frame(3, 'three') + frame(4, 'four'));
    assert.deepEqual(await answered(4), ['one', 'two', 'three', 'four']);
    // They were sent past the client, which would miss its own requests.
    client.timeline.length = 0;
  });

  it('may have other headers, and bad ones cost no other frame (conformance 3)', async () => {
    const { client } = served;
    client.sendBytes(frame(1, 'a', 'X-Header: 5\r\ncontent-length:'));
    client.sendBytes('Content-Length: -7\r\n\r\n{"lost":1}');
    client.sendBytes(frame(2, 'b'));
    client.sendBytes('Content-Length: many\r\n\r\n{}');
    client.sendBytes(frame(3, 'c'));
    client.sendBytes('no header at all\r\n\r\n{}');
    client.sendBytes(frame(4, 'd', 'CONTENT-LENGTH:   '));
    assert.deepEqual(await answered(4), ['a', 'b', 'c', 'd']);
    client.timeline.length = 0;
  });

  it('that are longer than 64 MiB end the connection at once (conformance 5)', async () => {
    const { client } = served;
    client.sendBytes(`Content-Length: ${64 * 2 ** 20 + 1}\r\n\r\n`);
    await client.closed();
    const child = DapClient.spawn();
    child.sendBytes('Content-Length: 99999999999999999999\r\n\r\n{}');
    assert.equal(await child.exit(), 0);
  });

  it('bring each request one response, on success and on failure (conformance 7)', async () => {
    const { client } = served;
    await client.ok('initialize', {});
    const announced = client.timeline.find(({ type }) => type === 'response');
    assert.equal(announced?.command, 'initialize');
    const commands = ['threads', 'stackTrace', 'nonsense', 'evaluate', 'launch', 'continue'];
    const sent = commands.map((command) => ({ command, seq: client.send(command, {}) }));
    for (const { command, seq } of sent) {
      const response = await client.response(seq);
      assert.deepEqual([response.command, response.success], [command, false]);
    }
    assert.equal((await client.request('disconnect')).success, true);
    await client.closed();
    const responses = client.timeline.filter(({ type }) => type === 'response');
    assert.equal(responses.length, commands.length + 2);
  });

  it('are checked by the protocol’s types, in every test (conformance 8)', () => {
    const event = { seq: 1, type: 'event' } as const;
    const stop = { reason: 'step', threadId: 1 };
    assert.equal(problemWith({ ...event, event: 'stopped', body: stop }), undefined);
    const wrong: readonly [string, object][] = [
      ['stopped', {}],
      ['stopped', { ...stop, threadId: -1 }],
      ['stopped', { ...stop, hitBreakpointIds: [1.5] }],
      ['breakpoint', { reason: 'changed', breakpoint: { verified: true, line: -1 } }],
      ['output', { output: 'x', variablesReference: 2 ** 31 }],
      ['thread', { reason: 'started' }],
    ];
    for (const [name, body] of wrong) {
      assert.ok(problemWith({ ...event, event: name, body }), JSON.stringify(body));
    }
  });
});
