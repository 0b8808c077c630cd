import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DapClient } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

/** Enough properties for the program to be still running when the next request arrives. */
const propertyCount = 150_000;

describe('while a program runs', () => {
  const folder = tempFolder();
  const program = join(folder, 'long.mso');
  let client: DapClient;

  before(() => {
    const properties = Array.from(
      { length: propertyCount },
      (_, index) => `  p${index} = ${index}\n`,
    );
    writeFileSync(program, `agent "long" {\n${properties.join('')}}\n`);
  });
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  it('pause stops it, and it goes on from there (conformance 40)', async () => {
    await launch(client, { program });
    await client.ok('pause', { threadId: 1 });
    const stopped = await client.event('stopped');
    assert.equal(stopped.reason, 'pause');
    const frame = await topFrame(client);
    assert.equal(frame.name, 'agent "long"');
    assert.ok(frame.line > 1 && frame.line <= propertyCount + 1, `line ${frame.line}`);
    await client.ok('pause', { threadId: 1 });
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
    const stops = client.timeline.filter(({ event }) => event === 'stopped');
    assert.equal(stops.length, 1, 'a pause of a stopped program stops nothing again');
  });

  it('what needs a stop is refused, and breakpoints are taken (conformance 33, 41)', async () => {
    await launch(client, { program });
    const refused = await client.request('stackTrace', { threadId: 1 });
    assert.deepEqual([refused.success, refused.message], [false, 'notStopped']);
    assert.equal((await client.ok('threads')).threads.length, 1);
    const last = propertyCount + 1;
    const { breakpoints } = await client.ok('setBreakpoints', {
      source: { path: program },
      breakpoints: [{ line: last }],
    });
    assert.deepEqual([breakpoints[0].verified, breakpoints[0].line], [true, last]);
    const stopped = await client.event('stopped');
    assert.deepEqual([stopped.reason, stopped.hitBreakpointIds], ['breakpoint', [1]]);
    assert.equal((await topFrame(client)).line, last);
  });

  it('is answered between its instructions, not behind them (conformance 33, 40)', async () => {
    await launch(client, { program });
    const source = { path: program };
    const times: number[] = [];
    while (!client.timeline.some(({ event }) => event === 'exited') && times.length < 10) {
      const start = performance.now();
      await client.ok('setBreakpoints', { source, breakpoints: [] });
      await client.ok('threads');
      times.push(performance.now() - start);
    }
    assert.ok(Math.min(...times) < 50, String(times));
    const start = performance.now();
    await client.ok('disconnect');
    await client.exit();
    assert.ok(performance.now() - start < 2_000);
  });

  it('terminate ends it at once, with one ending (conformance 70, 72)', async () => {
    await launch(client, { program });
    await client.ok('terminate');
    await client.event('terminated');
    assert.equal((await client.request('continue', { threadId: 1 })).message, 'ended');
    await client.ok('disconnect');
    await client.exit();
    const endings = client.timeline.filter(({ event }) => event === 'exited');
    assert.deepEqual(
      endings.map(({ body }) => body.exitCode),
      [130],
    );
  });
});
