import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DapClient } from '../support/dap-client.js';
import { launch } from '../support/debugging.js';
import { cliEntry } from '../support/paths.js';
import { newsProgram, Workplace } from './mso-process.js';

describe('mso dap', () => {
  const place = new Workplace();
  const program = join(place.path, 'news.mso');
  before(() => place.write('news.mso', newsProgram));
  after(() => place.remove());

  it('serves an editor on standard input and output, and logs what is said', async () => {
    const log = join(place.path, 'dap.log');
    const client = DapClient.spawn(cliEntry, ['dap', '--log', log]);
    await launch(client, { program, stopOnEntry: true });
    assert.equal((await client.event('stopped')).reason, 'entry');
    await client.ok('continue', { threadId: 1 });
    assert.equal((await client.event('exited')).exitCode, 0);
    await client.ok('disconnect');
    assert.equal(await client.exit(), 0);
    assert.match(readFileSync(log, 'utf8'), /^-> .*"command":"initialize"/);
  });

  it('serves an editor over TCP and says where', async () => {
    const server = spawn(process.execPath, [cliEntry, 'dap', '--port', '0']);
    try {
      const [line] = await once(server.stderr.setEncoding('utf8'), 'data');
      const port = /^mso dap listens on 127\.0\.0\.1:(\d+)\n$/.exec(String(line))?.[1];
      const client = DapClient.connect(Number(port));
      await launch(client, { program, stopOnEntry: true });
      assert.equal((await client.event('stopped')).reason, 'entry');
      await client.ok('disconnect');
    } finally {
      server.kill();
    }
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, stderr } = await place.mso(['dap', '--port', port]);
    other.close();
    assert.equal(code, 2);
    assert.match(stderr, /^mso dap: cannot listen on 127\.0\.0\.1:\d+: something else listens/);
  });

  it('says that a log cannot be written', async () => {
    const { code, stderr } = await place.mso(['dap', '--log', join('none', 'dap.log')]);
    assert.equal(code, 2);
    assert.match(stderr, /^mso dap: --log: none.dap\.log cannot be written\n/);
  });
});
