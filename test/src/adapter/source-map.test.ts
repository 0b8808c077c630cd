import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DapClient } from '../support/dap-client.js';
import { DebugServer } from '../support/debug-server.js';
import { attach, launch, resume, topFrame } from '../support/debugging.js';
import { cliEntry, examplesFolder } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';

describe('a binary whose sources have moved', () => {
  const folder = tempFolder();
  const elsewhere = join(folder, 'elsewhere');
  const here = join(folder, 'here');
  const program = join(elsewhere, 'minimal.msob');
  const source = join(here, 'minimal.mso');
  const sourceMap = { [elsewhere]: here };
  let client: DapClient;
  let server: DebugServer | undefined;

  before(() => {
    for (const each of [elsewhere, here]) mkdirSync(each);
    for (const each of [elsewhere, here]) {
      copyFileSync(join(examplesFolder, 'minimal.mso'), join(each, 'minimal.mso'));
    }
    execFileSync(process.execPath, [cliEntry, 'compile', join(elsewhere, 'minimal.mso')]);
    rmSync(join(elsewhere, 'minimal.mso'));
  });
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => {
    client.kill();
    server?.kill();
  });

  /** The program stands at a breakpoint of the source that is here. */
  async function expectHere(path: string): Promise<void> {
    assert.equal((await client.event('stopped')).reason, 'breakpoint');
    const frame = await topFrame(client);
    assert.deepEqual([frame.source.path, frame.line], [path, 12]);
    const { sources } = await client.ok('loadedSources');
    assert.deepEqual(sources[0].path, path);
    const { content } = await client.ok('source', { source: { path }, sourceReference: 0 });
    assert.match(content, /agent "helper"/);
    const places = await client.ok('breakpointLocations', { source: { path }, line: 12 });
    assert.equal(places.breakpoints.length, 1);
    await client.ok('setBreakpoints', { source: { path }, breakpoints: [{ line: 13 }] });
    assert.equal((await resume(client, 'continue')).reason, 'breakpoint');
    assert.equal((await topFrame(client)).source.path, path);
  }

  it('is debugged in those that are here', async () => {
    await client.ok('initialize', { adapterID: 'mso' });
    client.send('launch', { program, sourceMap });
    await client.event('initialized');
    const set = await client.ok('setBreakpoints', {
      ...{ source: { path: source }, breakpoints: [{ line: 12 }] },
    });
    assert.equal(set.breakpoints[0].verified, true);
    await client.ok('configurationDone');
    await expectHere(source);
  });

  it('is so by a client that sets breakpoints before it launches', async () => {
    await client.ok('initialize', { adapterID: 'mso' });
    await client.event('initialized');
    const at = { source: { path: source }, breakpoints: [{ line: 12 }] };
    assert.equal((await client.ok('setBreakpoints', at)).breakpoints[0].reason, 'pending');
    await client.ok('configurationDone');
    await client.ok('launch', { program, sourceMap });
    await expectHere(source);
  });

  it('is so by a client that names files by URIs, with a path that is relative', async () => {
    const path = pathToFileURL(source).href;
    await client.ok('initialize', { adapterID: 'mso', pathFormat: 'uri' });
    client.send('launch', { program, cwd: folder, sourceMap: { [elsewhere]: 'here' } });
    await client.event('initialized');
    await client.ok('setBreakpoints', { source: { path }, breakpoints: [{ line: 12 }] });
    await client.ok('configurationDone');
    await expectHere(path);
  });

  it('is so where the machine waits in another process', async () => {
    server = await DebugServer.start(program);
    const place = { port: server.port, sourceMap };
    await attach(client, place, source, { breakpoints: [{ line: 12 }] });
    await expectHere(source);
  });

  it('shows where they were without a map', async () => {
    await launch(client, { program, stopOnEntry: true });
    await client.event('stopped');
    assert.equal((await topFrame(client)).source.path, join(elsewhere, 'minimal.mso'));
  });
});
