import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newsProgram, Workplace } from './mso-process.js';

const wrong = `agent "writer" {
  model = "gpt-4"
  role = "Author"
}

workflow "publish" {
  trigger = "manual"
  step "draft" {
    agent = "writr"
    task = "Write"
  }
}
`;

const warned = `agent "writer" {
  model = "gpt-4"
  role = "Author"
  role = "Editor"
}
`;

describe('mso check', () => {
  const place = new Workplace();
  before(() => {
    place.write('good.mso', newsProgram);
    place.write('wrong.mso', wrong);
    place.write('warned.mso', warned);
  });
  after(() => place.remove());

  it('finds nothing wrong with a good program', async () => {
    const outcome = await place.mso(['check', 'good.mso']);
    assert.deepEqual(outcome, { code: 0, stdout: '1 file, 0 errors, 0 warnings\n', stderr: '' });
  });

  it('shows each error where it is, and counts them', async () => {
    const { code, stdout, stderr } = await place.mso(['check', 'wrong.mso', 'good.mso']);
    assert.deepEqual([code, stderr], [1, '']);
    const lines = stdout.split('\n');
    assert.match(lines[0] ?? '', /^wrong\.mso:9:\d+: error\[UndefinedAgent\]: .*writr/);
    assert.equal(lines[1], ' 9 |     agent = "writr"');
    assert.match(lines[2] ?? '', /^ {3}\| +\^+$/);
    assert.equal(lines.at(-2), '2 files, 1 error, 0 warnings');
  });

  it('lets warnings pass, unless it is strict', async () => {
    const lenient = await place.mso(['check', 'warned.mso']);
    assert.equal(lenient.code, 0);
    assert.match(lenient.stdout, /: warning\[/);
    assert.match(lenient.stdout, /\n1 file, 0 errors, 1 warning\n$/);
    const strict = await place.mso(['check', '--strict', 'warned.mso']);
    assert.equal(strict.code, 1);
    assert.equal(strict.stdout, lenient.stdout);
  });

  it('prints records for programs to read', async () => {
    const { code, stdout } = await place.mso(['check', '--json', 'good.mso', 'wrong.mso']);
    assert.equal(code, 1);
    const [record, ...others] = JSON.parse(stdout);
    assert.deepEqual(others, []);
    assert.deepEqual(Object.keys(record), [
      'file',
      'code',
      'severity',
      'message',
      'line',
      'column',
      'endLine',
      'endColumn',
      'hint',
      'related',
    ]);
    assert.deepEqual(
      [record.file, record.code, record.severity, record.line],
      ['wrong.mso', 'UndefinedAgent', 'error', 9],
    );
    assert.equal(record.endLine, 9);
    assert.match(record.hint, /writer/);
  });

  it('prints an empty array where nothing is wrong', async () => {
    const { code, stdout } = await place.mso(['check', '--json', 'good.mso']);
    assert.deepEqual([code, stdout], [0, '[]\n']);
  });

  it('checks the other files when one cannot be read', async () => {
    const { code, stdout, stderr } = await place.mso(['check', 'none.mso', 'wrong.mso']);
    assert.equal(code, 2);
    assert.equal(stderr, 'mso: none.mso: there is no such file\n');
    assert.match(stdout, /UndefinedAgent/);
    assert.match(stdout, /\n1 file, 1 error, 0 warnings, 1 not readable\n$/);
  });

  it('says whether the module of a binary or an assembly may be executed', async () => {
    await place.mso(['compile', 'good.mso']);
    await place.mso(['disassemble', 'good.mso', '-o', 'good.msoasm']);
    const good = await place.mso(['check', 'good.msob', 'good.msoasm', 'good.mso']);
    assert.deepEqual(good, { code: 0, stdout: '3 files, 0 errors, 0 warnings\n', stderr: '' });
    const assembly = readFileSync(join(place.path, 'good.msoasm'), 'utf8');
    place.write('typo.msoasm', assembly.replace('SetProperty', 'SetPropperty'));
    place.write('bad.msoasm', assembly.replace('\n  DeclareAgent #2', '\n  DeclareAgent #77'));
    const { code, stdout } = await place.mso(['check', 'typo.msoasm', 'bad.msoasm', 'good.mso']);
    assert.equal(code, 1);
    assert.match(stdout, /^typo\.msoasm:\d+:3: error: there is no instruction SetPropperty; /m);
    assert.match(stdout, /^bad\.msoasm:\d+: error: instruction \d+: there is no agent #77$/m);
    assert.match(stdout, /\n3 files, 2 errors, 0 warnings\n$/);
    const json = await place.mso(['check', '--json', 'typo.msoasm']);
    const [record] = JSON.parse(json.stdout);
    assert.deepEqual([record.code, record.severity, record.column], ['Module', 'error', 3]);
  });

  it('says in which way a binary is damaged', async () => {
    await place.mso(['compile', 'good.mso']);
    const bytes = readFileSync(join(place.path, 'good.msob'));
    place.write('cut.msob', bytes.subarray(0, 400));
    const { code, stdout, stderr } = await place.mso(['check', 'cut.msob', 'good.mso']);
    assert.deepEqual([code, stdout], [2, '1 file, 0 errors, 0 warnings, 1 not readable\n']);
    assert.match(stderr, /^mso: cut\.msob: byte \d+: expected .*\n$/);
  });
});
