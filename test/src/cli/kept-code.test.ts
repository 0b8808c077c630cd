import { deepEqual, equal, notDeepEqual, ok } from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DapClient } from '../support/dap-client.js';
import { launch } from '../support/debugging.js';
import { examplesFolder, extensionFolder } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';
import { Workplace } from './mso-process.js';

const parts = /\.part\.cjs$/;

/** A user who has this folder for caches, on each system. */
function userOf(folder: string): NodeJS.ProcessEnv {
  const off = { NODE_DISABLE_COMPILE_CACHE: '', NODE_V8_COVERAGE: '' };
  return { ...off, HOME: folder, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder };
}

/** The kept parts, with when each was written. */
function keptIn(folder: string): ReadonlyMap<string, number> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter((file) => parts.test(file))
      .sort()
      .map((file) => [join(folder, file), statSync(join(folder, file)).mtimeMs]),
  );
}

describe('the code of an earlier start', () => {
  const place = new Workplace();
  after(() => place.remove());
  const version = (folder: string, env: NodeJS.ProcessEnv = {}) =>
    place.mso(['--version'], '', { ...userOf(folder), ...env });

  it('is kept for the user alone, and used as it is by the next start', async () => {
    const folder = tempFolder();
    const first = await version(folder);
    const kept = keptIn(folder);
    ok(kept.size > 1, 'nothing was kept');
    if (process.platform !== 'win32') {
      const modes = [...kept.keys()].map((path) => statSync(path).mode & 0o777);
      deepEqual([...new Set(modes)], [0o600]);
    }
    deepEqual(await version(folder), first);
    deepEqual(keptIn(folder), kept);
  });

  const damages: readonly (readonly [how: string, damage: (file: Uint8Array) => Uint8Array])[] = [
    ['a byte is another', (file) => file.map((byte, at) => (at === 99 ? byte ^ 0x10 : byte))],
    ['its end is missing', (file) => file.subarray(0, file.length >> 1)],
    ['nothing is in it', () => new Uint8Array()],
  ];
  for (const [how, damage] of damages) {
    it(`is compiled again where ${how}`, async () => {
      const folder = tempFolder();
      const first = await version(folder);
      const paths = [...keptIn(folder).keys()];
      for (const path of paths) writeFileSync(path, damage(new Uint8Array(readFileSync(path))));
      const damaged = paths.map((path) => readFileSync(path));
      deepEqual(await version(folder), first);
      const repaired = paths.map((path) => readFileSync(path));
      for (const [index, file] of repaired.entries()) notDeepEqual(file, damaged[index]);
    });
  }

  it('is not needed: where no folder can be made, everything is as without', async () => {
    const file = join(tempFolder(), 'file');
    writeFileSync(file, '');
    const { code, stderr } = await version(file);
    deepEqual([code, stderr], [0, '']);
  });

  it('is not kept where NODE_DISABLE_COMPILE_CACHE is set', async () => {
    const folder = tempFolder();
    await version(folder, { NODE_DISABLE_COMPILE_CACHE: '1' });
    deepEqual(readdirSync(folder), []);
  });

  it('goes when nothing has renewed it for three months', async () => {
    const folder = tempFolder();
    await version(folder);
    const [path] = keptIn(folder).keys();
    ok(path !== undefined);
    const versions = dirname(dirname(path));
    const old = join(versions, 'old');
    mkdirSync(old);
    const longAgo = new Date('2020-01-01');
    utimesSync(old, longAgo, longAgo);
    writeFileSync(path, '');
    await version(folder);
    equal(readdirSync(versions).includes('old'), false);
  });

  it('is kept by an adapter that its editor kills', async () => {
    const folder = tempFolder();
    const entry = join(extensionFolder, 'dist', 'adapter.cjs');
    const client = DapClient.spawn(entry, [], userOf(folder));
    const program = join(examplesFolder, 'support-desk.mso');
    await launch(client, { program, stopOnEntry: true });
    await client.event('stopped');
    while (keptIn(folder).size < 2) await wait(50);
    client.process?.kill('SIGKILL');
  });
});
