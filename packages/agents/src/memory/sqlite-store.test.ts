import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Duration, type OpenedMemory } from '@mso/vm';
import { messageOf, resultOf } from '../testing/stores.js';
import { tempFolder } from '../testing/temp-folder.js';
import { memoryOpener } from './memory-opener.js';

async function open(folder: string, connection = 'm.db'): Promise<OpenedMemory> {
  const openMemory = await memoryOpener(folder, { sqlite: true });
  return openMemory({ provider: 'sqlite', connection });
}

/** Runs something without the privileges that this process may have. */
async function unprivileged<T>(action: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(65_534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}

describe('memory in a SQLite file', () => {
  it('is there again in the next run, with durations and embeddings', async () => {
    const folder = tempFolder();
    const first = resultOf(await open(folder));
    resultOf(first.set('wait', [new Duration(5, 'Minutes')]));
    resultOf(first.embed('note', 'baking bread'));
    resultOf(first.set('gone', 1));
    resultOf(first.delete('gone'));
    resultOf(first.close());
    const second = resultOf(await open(folder));
    deepEqual(resultOf(second.get('wait')), [new Duration(5, 'Minutes')]);
    equal(resultOf(second.get('gone')), undefined);
    const [hit] = resultOf(second.search('bread', 5));
    equal(hit?.path, 'note');
    resultOf(second.set('note', 'other'));
    resultOf(second.close());
    const third = resultOf(await open(folder));
    deepEqual(resultOf(third.search('bread', 5)), []);
    equal(resultOf(third.get('note')), 'other');
    resultOf(third.close());
    deepEqual(readdirSync(folder), ['m.db']);
  });

  it('is written while the program runs', async () => {
    const folder = tempFolder();
    const store = resultOf(await open(folder));
    resultOf(store.set('a', 1));
    for (let tries = 0; !existsSync(join(folder, 'm.db')); tries++) {
      ok(tries < 100, 'nothing was written');
      await delay(20);
    }
    resultOf(store.close());
  });

  const child = (folder: string, end: string): number | null => {
    const index = new URL('../index.js', import.meta.url).href;
    const code = `
      import { memoryOpener } from ${JSON.stringify(index)};
      const open = await memoryOpener(${JSON.stringify(folder)}, { sqlite: true });
      const opened = open({ provider: 'sqlite', connection: 'm.db' });
      if (opened.kind === 'failure') process.exit(7);
      opened.value.set('child', true);
      ${end}`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', code]).status;
  };

  it('is whole when a process ends without closing it', async () => {
    const folder = tempFolder();
    equal(child(folder, 'process.exit(3)'), 3);
    const store = resultOf(await open(folder));
    equal(resultOf(store.get('child')), true);
    resultOf(store.close());
  });

  it('can be opened again after a process was killed that had it', async () => {
    const folder = tempFolder();
    child(folder, "process.kill(process.pid, 'SIGKILL')");
    ok(existsSync(join(folder, 'm.db.lock')), 'the process left its lock');
    const store = resultOf(await open(folder));
    resultOf(store.close());
  });

  it('is open for one process at a time, under whatever name', async () => {
    const folder = tempFolder();
    const store = resultOf(await open(folder));
    equal(child(folder, ''), 7);
    const lock = join(folder, 'm.db.lock');
    const message = `m.db is in use by process ${process.pid}; if it is not, delete ${lock}`;
    ok(messageOf(await open(folder)).endsWith(message));
    resultOf(store.set('a', 1));
    resultOf(store.close());
    symlinkSync('m.db', join(folder, 'link.db'));
    const again = resultOf(await open(folder, 'link.db'));
    match(messageOf(await open(folder)), /is in use by process/);
    resultOf(again.close());
    ok(readFileSync(join(folder, 'm.db')).length > 0 && !existsSync(lock));
  });

  it('may be read where it may not be written', async () => {
    const folder = tempFolder();
    chmodSync(folder, 0o755);
    const store = resultOf(await open(folder));
    store.set('a', 1);
    store.close();
    chmodSync(join(folder, 'm.db'), 0o444);
    const path = join(folder, 'm.db');
    await unprivileged(async () => {
      const second = resultOf(await open(folder));
      equal(resultOf(second.get('a')), 1);
      equal(messageOf(second.set('a', 2)), `memory: ${path} may only be read`);
      equal(messageOf(second.delete('a')), `memory: ${path} may only be read`);
      resultOf(second.close());
      const reason = 'cannot be opened: that is not allowed in its folder';
      equal(messageOf(await open(folder, 'new.db')), `memory: ${join(folder, 'new.db')} ${reason}`);
    });
  });

  it('says that it can no longer be written, and why', async () => {
    const folder = join(tempFolder(), 'sub');
    mkdirSync(folder);
    const store = resultOf(await open(folder));
    rmSync(folder, { recursive: true });
    resultOf(store.set('a', 1));
    const message = `memory: ${join(folder, 'm.db')} cannot be written: its folder does not exist`;
    for (let tries = 0; store.set('a', 2).kind === 'done'; tries++) {
      ok(tries < 100, 'nothing was said');
      await delay(20);
    }
    equal(messageOf(store.set('a', 3)), message);
    equal(messageOf(store.close()), message);
  });

  /** A file with a hundred long values, and what is done to its bytes. */
  async function damaged(change: (bytes: Buffer) => Buffer): Promise<string> {
    const folder = tempFolder();
    const store = resultOf(await open(folder));
    for (let i = 0; i < 100; i++) store.set(`path${i}`, 'x'.repeat(1_000));
    store.close();
    const path = join(folder, 'm.db');
    writeFileSync(path, change(readFileSync(path)));
    const message = messageOf(await open(folder));
    deepEqual(readdirSync(folder), ['m.db'], 'nothing is left of the attempt');
    return message.replace(path, 'FILE');
  }

  const damages: readonly (readonly [string, (bytes: Buffer) => Buffer, RegExp])[] = [
    ['a text', () => Buffer.from('hello'), /^memory: FILE is no SQLite database$/],
    ['cut short', (bytes) => bytes.subarray(0, 20_000), /^memory: FILE is damaged \(.+\)$/],
    ['only a header', (bytes) => bytes.subarray(0, 16), /^memory: FILE is damaged \(.+\)$/],
    [
      'overwritten in its middle',
      (bytes) => bytes.fill(0xa5, 8_192, bytes.length - 4_096),
      /^memory: FILE is damaged \(.+\)$/,
    ],
    [
      "another program's",
      (bytes) => {
        bytes.writeUInt32BE(1, 68);
        return bytes;
      },
      /^memory: FILE is a database of another program$/,
    ],
    [
      'of a later version',
      (bytes) => {
        bytes.writeUInt32BE(2, 60);
        return bytes;
      },
      /^memory: FILE has the format 2, not 1$/,
    ],
  ];
  for (const [what, change, message] of damages) {
    it(`is refused where the file is ${what}`, async () => {
      match(await damaged(change), message);
    });
  }

  it('is refused where its folder is missing, or it is a folder itself', async () => {
    const folder = tempFolder();
    const none = join(folder, 'none');
    const missing = messageOf(await open(folder, 'none/m.db'));
    equal(missing, `memory: the folder ${none} does not exist`);
    equal(messageOf(await open(folder, '.')), `memory: ${folder} is no file`);
  });
});

describe('memoryOpener', () => {
  const opened = async (
    provider: string,
    { connection = '', sqlite = true } = {},
  ): Promise<OpenedMemory> => {
    const openMemory = await memoryOpener('/', { sqlite });
    return openMemory({ provider, connection });
  };

  it('keeps memory in the process where no provider is named', async () => {
    for (const provider of ['', 'memory', 'in_memory', 'In-Process']) {
      deepEqual(await opened(provider), { kind: 'in-process' });
    }
  });

  it('refuses another provider by its name', async () => {
    const only = 'only "sqlite" and "in-process"';
    const redis = `memory: there is no provider "redis", ${only}`;
    deepEqual(await opened('redis'), { kind: 'unsupported', message: redis });
    const hint = `memory: there is no provider "sqllite", ${only}; did you mean "sqlite"?`;
    equal(messageOf(await opened('sqllite')), hint);
  });

  it('wants to know which file', async () => {
    equal(
      messageOf(await opened('SQLite')),
      'memory: the provider "sqlite" needs a connection, the path of its file',
    );
  });

  it('opens no SQLite file that nobody expected', async () => {
    equal(
      messageOf(await opened('sqlite', { connection: 'm.db', sqlite: false })),
      'memory: the provider became "sqlite" when the program ran already',
    );
  });
});
