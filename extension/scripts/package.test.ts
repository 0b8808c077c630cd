import { deepEqual, equal, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionFile } from './root.js';

/** Of what an activation reads: the 50 ms that it may take are measured in a real editor. */
const activationBytesMax = 64 * 1024;
const sizeBytesMax = 1.5 * 1024 * 1024;

describe('the .vsix', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mso-vsix-'));
  const path = join(folder, 'helix-mso.vsix');

  before(() => {
    execFileSync(process.execPath, [extensionFile('dist', 'scripts', 'package.js'), path], {
      stdio: 'pipe',
    });
  });

  after(() => rmSync(folder, { recursive: true }));

  it('contains what the extension needs, and nothing else', async () => {
    const pictures = readdirSync(extensionFile('images')).filter((name) => name !== 'icon.svg');
    const names = entryNames(await readFile(path));
    deepEqual(
      names.filter((name) => name.startsWith('extension/')).sort(),
      [
        'extension/LICENSE.txt',
        'extension/changelog.md',
        ...readdirSync(extensionFile('dist'))
          .filter((name) => /\.[cm]js$/.test(name))
          .map((name) => `extension/dist/${name}`),
        ...readdirSync(extensionFile('examples')).map((name) => `extension/examples/${name}`),
        ...pictures.map((name) => `extension/images/${name}`),
        'extension/assembly-configuration.json',
        'extension/language-configuration.json',
        'extension/package.json',
        'extension/readme.md',
        'extension/snippets/mso.json',
        ...readdirSync(extensionFile('syntaxes')).map((name) => `extension/syntaxes/${name}`),
      ].sort(),
    );
  });

  it('is activated by its language and its debugger alone, and loads little then', async () => {
    const manifest = JSON.parse(await readFile(extensionFile('package.json'), 'utf8'));
    deepEqual(manifest.activationEvents, ['onLanguage:mso', 'onDebugResolve:mso']);
    // What draws, and what talks with the language server, is loaded when it is needed.
    const bundle = await readFile(extensionFile('dist', 'extension.cjs'), 'utf8');
    ok(bundle.length < activationBytesMax, `${bundle.length} bytes`);
    // Each further time would copy all names of the editor's interface.
    equal(bundle.split('require("vscode")').length - 1, 1);
  });

  it('is under 1.5 MB', () => {
    const { size } = statSync(path);
    ok(size < sizeBytesMax, `${size} bytes`);
  });
});

/** The names in a zip file's central directory. */
function entryNames(zip: Buffer): string[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  ok(end >= 0, 'not a zip file');
  const count = zip.readUInt16LE(end + 10);
  const names: string[] = [];
  let offset = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const nameLength = zip.readUInt16LE(offset + 28);
    names.push(zip.toString('utf8', offset + 46, offset + 46 + nameLength));
    offset += 46 + nameLength + zip.readUInt16LE(offset + 30) + zip.readUInt16LE(offset + 32);
  }
  return names;
}
