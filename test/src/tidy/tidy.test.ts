import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.js';

/** Every file that belongs to the project and is there; new ones before they are committed too. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));

const code = files.filter((file) => /\.(ts|tsx|mjs|js)$/.test(file));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('the project is tidy', () => {
  it('no file of code is longer than 500 lines', () => {
    const long = code.filter((file) => read(file).split('\n').length > 501);
    assert.deepEqual(long, []);
  });

  it('no line of code is longer than 100 characters', () => {
    const long = code.flatMap((file) =>
      read(file)
        .split('\n')
        .flatMap((line, index) => ([...line].length > 100 ? [`${file}:${index + 1}`] : [])),
    );
    assert.deepEqual(long, []);
  });

  it('nothing in the code is marked as unfinished', () => {
    const marks = /\b(TO[D]O|FIX[M]E)\b/;
    assert.deepEqual(
      code.filter((file) => marks.test(read(file))),
      [],
    );
  });

  it('no test is left out or run alone', () => {
    const exclusive = new RegExp(`\\b(it|describe)\\.(${'only'}|${'skip'})\\(`);
    assert.deepEqual(
      code.filter((file) => exclusive.test(read(file))),
      [],
    );
  });

  it('the folders at the root are those of the architecture', () => {
    const folders = new Set(files.filter((file) => file.includes('/')).map((f) => f.split('/')[0]));
    assert.deepEqual([...folders].sort(), [
      '.ci',
      '.vscode',
      'adapter',
      'extension',
      'packages',
      'test',
    ]);
  });

  it('a package is imported through its face alone', () => {
    const inside = /from '(@mso\/[\w-]+\/[^']+|(\.\.\/)+(packages|adapter|extension)\/[^']*)'/;
    assert.deepEqual(
      code.filter((file) => inside.test(read(file))),
      [],
    );
  });

  it('each package says what it may import to npm, to TypeScript, and in its code', () => {
    for (const folder of new Set(code.map(packageOf).filter((name) => name !== undefined))) {
      const imported = importedPackages(folder);
      const manifest = JSON.parse(read(`${folder}/package.json`));
      const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
      const references = JSON.parse(read(`${folder}/tsconfig.json`)).references as {
        path: string;
      }[];
      const referenced = references.map(({ path }) => path.split('/').at(-1));
      for (const name of imported) {
        assert.ok(declared.includes(name), `${folder}/package.json lacks ${name}`);
        assert.ok(referenced.includes(name.slice(5)), `${folder}/tsconfig.json lacks ${name}`);
      }
    }
  });

  it('the lock file names no registry', () => {
    const hosts = read('package-lock.json').match(/"resolved": "[a-z]+:.*"/g);
    assert.equal(hosts, null);
  });
});

function packageOf(file: string): string | undefined {
  return /^(packages\/[\w-]+|adapter|extension|test)\//.exec(file)?.[1];
}

function importedPackages(folder: string): Set<string> {
  const names = code
    .filter((file) => file.startsWith(`${folder}/src/`))
    .flatMap((file) => [...read(file).matchAll(/from '(@mso\/[\w-]+)'/g)].map(([, name]) => name));
  return new Set(names.filter((name) => name !== undefined));
}
