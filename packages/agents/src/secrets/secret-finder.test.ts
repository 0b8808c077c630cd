import { deepEqual, equal, match } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretReference } from '@mso/vm';
import { tempFolder } from '../testing/temp-folder.js';
import { SecretFinder, type SecretResult } from './secret-finder.js';
import { SecretMask } from './secret-mask.js';

const { signal } = new AbortController();

function finderFor(code?: string): {
  readonly folder: string;
  readonly mask: SecretMask;
  find(kind: SecretReference['kind'], target: string): Promise<SecretResult>;
} {
  const folder = tempFolder();
  const mask = new SecretMask();
  const sources = {
    environment: { TOKEN: 'of-the-environment', EMPTY: '' },
    cwd: folder,
    programFolder: folder,
    vaultCommand: code === undefined ? undefined : [process.execPath, '-e', code],
  };
  const finder = new SecretFinder(sources, mask);
  return {
    folder,
    mask,
    find: (kind, target) => finder.find(new SecretReference(kind, target), signal),
  };
}

const found = (text: string): SecretResult => ({ kind: 'found', text });

describe('a secret', () => {
  it('of the environment is its variable', async () => {
    const { find, mask } = finderFor();
    deepEqual(await find('Environment', 'TOKEN'), found('of-the-environment'));
    equal(mask.text('it is of-the-environment'), 'it is ••••');
  });

  it('of a file is its text without the last line end', async () => {
    const { folder, find } = finderFor();
    const texts = ['plain', 'unix\n', 'windows\r\n', 'several\nlines\n\n'];
    for (const [index, text] of texts.entries()) {
      const name = `${index}.txt`;
      writeFileSync(join(folder, name), text);
      deepEqual(await find('File', name), found(text.replace(/\r?\n$/, '')));
      deepEqual(await find('File', join(folder, name)), found(text.replace(/\r?\n$/, '')));
    }
  });

  it('of a vault is what the command writes', async () => {
    const code = "console.log('at ' + process.argv.slice(1).join())";
    deepEqual(await finderFor(code).find('Vault', 'team/key'), found('at team/key'));
  });

  it('is looked up once', async () => {
    const code = "console.log(require('fs').readdirSync('.').length); require('fs').mkdirSync('x')";
    const { find } = finderFor(code);
    deepEqual(await find('Vault', 'path'), found('0'));
    deepEqual(await find('Vault', 'path'), found('0'));
  });

  it('may have up to 65536 bytes', async () => {
    const { folder, find } = finderFor();
    writeFileSync(join(folder, 'longest'), 'x'.repeat(65_536));
    writeFileSync(join(folder, 'longer'), 'x'.repeat(65_537));
    equal((await find('File', 'longest')).kind, 'found');
    const reason = reasonOf(await find('File', 'longer'));
    equal(reason, `${join(folder, 'longer')} has more than 65536 bytes`);
  });

  const missing: readonly (readonly [SecretReference['kind'], string, RegExp])[] = [
    ['Environment', 'NONE', /^environment variable NONE is not set$/],
    ['Environment', 'toString', /^environment variable toString is not set$/],
    ['Environment', 'EMPTY', /^environment variable EMPTY is empty$/],
    ['File', 'none', /none cannot be read: there is no such file$/],
    ['File', 'folder', /folder is no file$/],
    ['File', 'pipe', /pipe is no file$/],
    ['Vault', 'a/b', /^vault:a\/b cannot be read: agents.vaultCommand is not set$/],
  ];
  for (const [kind, target, message] of missing) {
    it(`${kind} ${target} is missing, with a reason`, async () => {
      const { folder, find } = finderFor();
      mkdirSync(join(folder, 'folder'));
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      match(reasonOf(await find(kind, target)), message);
    });
  }

  it('of a vault whose command fails is missing, without what it wrote', async () => {
    const code = "console.log('sealed-text'); console.error('denied'); process.exitCode = 2";
    const reason = reasonOf(await finderFor(code).find('Vault', 'a'));
    match(reason, /^vault:a cannot be read: \S+ exited with code 2: denied$/);
  });
});

function reasonOf(result: SecretResult): string {
  return result.kind === 'missing' ? result.reason : `found ${result.text}`;
}
