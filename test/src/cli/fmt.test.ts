import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { newsProgram, Workplace } from './mso-process.js';

const untidy = 'agent writer { model="gpt-4" // why\r\n}';
const tidy = 'agent "writer" {\n  model = "gpt-4" # why\n}\n';
const wrong = 'agent "a" {\n  model =\n}\n';

describe('mso fmt', () => {
  const place = new Workplace();
  const read = (name: string): string => readFileSync(join(place.path, name), 'utf8');
  beforeEach(() => {
    for (const name of readdirSync(place.path)) rmSync(join(place.path, name));
    place.write('news.mso', newsProgram);
    place.write('untidy.mso', untidy);
    place.write('wrong.mso', wrong);
  });
  after(() => place.remove());

  it('formats files in place and names those that changed', async () => {
    const outcome = await place.mso(['fmt', 'untidy.mso', 'news.mso']);
    assert.deepEqual(outcome, { code: 0, stdout: 'untidy.mso\n', stderr: '' });
    assert.deepEqual([read('untidy.mso'), read('news.mso')], [tidy, newsProgram]);
    assert.deepEqual(readdirSync(place.path).sort(), ['news.mso', 'untidy.mso', 'wrong.mso']);
  });

  it('keeps the mode of a file, and a link', async () => {
    chmodSync(join(place.path, 'untidy.mso'), 0o640);
    symlinkSync('untidy.mso', join(place.path, 'link.mso'));
    const { code, stdout } = await place.mso(['fmt', 'link.mso']);
    assert.deepEqual([code, stdout], [0, 'link.mso\n']);
    assert.ok(lstatSync(join(place.path, 'link.mso')).isSymbolicLink());
    assert.equal(statSync(join(place.path, 'untidy.mso')).mode & 0o777, 0o640);
    assert.equal(read('untidy.mso'), tidy);
  });

  it('does not touch a file that is right', async () => {
    const before = statSync(join(place.path, 'news.mso'));
    await place.mso(['fmt', 'news.mso']);
    const after = statSync(join(place.path, 'news.mso'));
    assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
  });

  it('only says which files would change', async () => {
    const outcome = await place.mso(['fmt', '--check', 'news.mso', 'untidy.mso']);
    assert.deepEqual(outcome, { code: 1, stdout: 'untidy.mso\n', stderr: '' });
    assert.equal(read('untidy.mso'), untidy);
    const right = await place.mso(['fmt', '--check', 'news.mso']);
    assert.deepEqual(right, { code: 0, stdout: '', stderr: '' });
  });

  it('prints what it would write', async () => {
    const outcome = await place.mso(['fmt', '--stdout', 'untidy.mso', 'news.mso']);
    assert.deepEqual(outcome, { code: 0, stdout: tidy + newsProgram, stderr: '' });
    assert.equal(read('untidy.mso'), untidy);
  });

  it('formats what is piped in', async () => {
    const outcome = await place.mso(['fmt', '-'], untidy);
    assert.deepEqual(outcome, { code: 0, stdout: tidy, stderr: '' });
    const checked = await place.mso(['fmt', '--check', '-'], untidy);
    assert.deepEqual(checked, { code: 1, stdout: '<stdin>\n', stderr: '' });
    assert.deepEqual(await place.mso(['fmt', '-']), { code: 0, stdout: '', stderr: '' });
  });

  it('leaves a file with syntax errors as it is, shows them, and does the others', async () => {
    const { code, stdout, stderr } = await place.mso(['fmt', 'wrong.mso', 'untidy.mso']);
    assert.deepEqual([code, stdout], [1, 'untidy.mso\n']);
    const lines = stderr.split('\n');
    assert.match(lines[0] ?? '', /^wrong\.mso:2:\d+: error\[E0207\]: expected a value$/);
    assert.equal(lines[1], ' 2 |   model =');
    assert.match(stderr, /\nmso: wrong\.mso has 1 error\n$/);
    assert.deepEqual([read('wrong.mso'), read('untidy.mso')], [wrong, tidy]);
  });

  it('formats a program that is wrong in other ways', async () => {
    place.write('unknown.mso', 'crew c { agents [nobody] }');
    const outcome = await place.mso(['fmt', '--stdout', 'unknown.mso']);
    const expected = 'crew "c" {\n  agents ["nobody"]\n}\n';
    assert.deepEqual(outcome, { code: 0, stdout: expected, stderr: '' });
  });

  it('does the other files when one cannot be read', async () => {
    const { code, stdout, stderr } = await place.mso(['fmt', 'none.mso', 'untidy.mso']);
    assert.deepEqual([code, stdout], [2, 'untidy.mso\n']);
    assert.equal(stderr, 'mso: none.mso: there is no such file\n');
  });

  it('does not do two things at once', async () => {
    const { code, stderr } = await place.mso(['fmt', '--check', '--stdout', 'news.mso']);
    assert.equal(code, 2);
    assert.equal(stderr, 'mso fmt: --check and --stdout exclude each other\nTry: mso help fmt\n');
  });

  it('leaves an assembly as it is, and says what it is', async () => {
    const text = '.mso-assembly 1\n.compiler "1"\n';
    place.write('a.msoasm', text);
    const { code, stdout, stderr } = await place.mso(['fmt', 'a.msoasm']);
    const message = 'mso: a.msoasm is an assembly, where source text is expected\n';
    assert.deepEqual([code, stdout, stderr], [2, '', message]);
    assert.equal(readFileSync(join(place.path, 'a.msoasm'), 'utf8'), text);
    const piped = await place.mso(['fmt', '-'], text);
    assert.deepEqual([piped.code, piped.stdout], [2, '']);
  });
});
