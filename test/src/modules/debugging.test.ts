import assert from 'node:assert/strict';
import { DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { assertGolden } from '../support/golden.js';
import { ProgramFolder, twoFiles } from './two-files.js';

describe('debugging a program of several files', () => {
  let client: DapClient;
  let folder: ProgramFolder;
  beforeEach(() => {
    client = DapClient.spawn();
    folder = new ProgramFolder(twoFiles);
  });
  afterEach(() => {
    client.kill();
    folder.remove();
  });

  async function leave(): Promise<void> {
    await client.ok('disconnect');
    await client.exit();
  }

  it('reads as it always did', async () => {
    const program = folder.file('main.mso');
    const writers = { path: folder.file('agents/writers.mso') };
    await launch(client, { program, stopOnEntry: true }, { breakpoints: [{ line: 4 }] });
    await client.event('stopped');
    await client.ok('setBreakpoints', { source: writers, breakpoints: [{ line: 3 }, { line: 4 }] });
    await client.ok('loadedSources');
    await client.ok('source', { source: writers });
    await client.ok('breakpointLocations', { source: writers, line: 6, endLine: 7 });
    for (const command of ['continue', 'stepOut', 'continue', 'next']) {
      await resume(client, command);
      await client.ok('stackTrace', { threadId: 1 });
    }
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await leave();
    assertGolden('two-files', client.timeline);
  });

  it('verifies a breakpoint in a loaded file that was set before the launch', async () => {
    await client.ok('initialize', { adapterID: 'mso' });
    const { breakpoints } = await client.ok('setBreakpoints', {
      source: { path: folder.file('agents/writers.mso') },
      breakpoints: [{ line: 2, condition: 'name == "writer"' }],
    });
    assert.equal(breakpoints[0].verified, false);
    client.send('launch', { program: folder.file('main.mso') });
    const changed = await client.event('breakpoint');
    assert.equal(changed.breakpoint.verified, true);
    await client.event('initialized');
    await client.ok('configurationDone');
    await client.event('stopped');
    const { line, source } = await topFrame(client);
    assert.deepEqual([line, source.name], [2, 'writers.mso']);
  });

  it('takes the same line of another file for another line', async () => {
    folder.write('a.mso', 'agent "a" {}');
    const program = folder.write('main.mso', 'load "a"\n');
    await launch(client, { program, stopOnEntry: true });
    await client.event('stopped');
    await client.ok('next', { threadId: 1, granularity: 'line' });
    await client.event('stopped');
    const { line, source } = await topFrame(client);
    assert.deepEqual([line, source.name], [1, 'main.mso']);
  });

  it('shows where the errors of a loaded file are', async () => {
    folder.write('agents/writers.mso', 'agent "writer" {\n  temperature = "hot"\n}\n');
    await client.ok('initialize', { adapterID: 'mso' });
    const answer = await client.request('launch', { program: folder.file('main.mso') });
    assert.equal(answer.success, false);
    const outputs = client.timeline.filter(({ event }) => event === 'output');
    assert.deepEqual(
      outputs.map(({ body }) => `${body.source.name}:${body.line}`),
      ['main.mso:1', 'writers.mso:2'],
    );
  });
});
