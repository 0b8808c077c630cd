import assert from 'node:assert/strict';
import { newsProgram, Workplace } from './mso-process.js';

describe('mso run', () => {
  const place = new Workplace();
  before(() => place.write('news.mso', newsProgram));
  after(() => place.remove());

  it('prints the configuration, and nothing else', async () => {
    const { code, stdout, stderr } = await place.mso(['run', 'news.mso'], '', { NEWS_TASK: 'go' });
    assert.deepEqual([code, stderr], [0, '']);
    const config = JSON.parse(stdout);
    assert.equal(config.agents.writer.temperature, 0.7);
    assert.equal(config.workflows.publish.steps[0].task, 'go');
    assert.deepEqual(config.workflows.publish.steps[0].timeout, { value: 5, unit: 'Minutes' });
  });

  it('warns of a missing variable with its place, and goes on', async () => {
    const { code, stdout, stderr } = await place.mso(['run', 'news.mso']);
    assert.equal(code, 0);
    assert.equal(stderr, 'news.mso:16:5: warning: environment variable NEWS_TASK is not set\n');
    assert.doesNotThrow(() => JSON.parse(stdout));
  });

  it('takes variables from a file, over those of the environment', async () => {
    place.write('task.env', 'NEWS_TASK="write news"\n');
    const args = ['run', 'news.mso', '--env-file', 'task.env'];
    const { stdout, stderr } = await place.mso(args, '', { NEWS_TASK: 'other' });
    assert.equal(JSON.parse(stdout).workflows.publish.steps[0].task, 'write news');
    assert.equal(stderr, '');
  });

  it('refuses a file of variables that is not there', async () => {
    const { code, stderr } = await place.mso(['run', 'news.mso', '--env-file', 'none.env']);
    assert.equal(code, 2);
    assert.match(stderr, /^mso: the environment file none\.env cannot be read\n/);
  });

  it('says what failed, where, and with which frames', async () => {
    const { code, stdout, stderr } = await place.mso(['run', 'news.mso', '--max-call-depth', '2']);
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(
      stderr,
      [
        'news.mso:14:3: StackOverflow: Stack overflow: 2 call frames',
        '  PC: 8 line 14',
        '  Frame 0: return address 13, program "news.mso"',
        '  Frame 1: return address 13, workflow "publish" line 11',
        '',
      ].join('\n'),
    );
  });

  it('keeps to the memory it was given', async () => {
    const { code, stderr } = await place.mso(['run', 'news.mso', '--max-memory', '2']);
    assert.equal(code, 1);
    assert.match(stderr, /^news\.mso:11:1: MemoryAccessViolation: .*all 2 cells are in use$/m);
  });

  it('keeps to the stack it was given', async () => {
    const { code, stderr } = await place.mso(['run', 'news.mso', '--max-stack', '1', '--stats']);
    assert.equal(code, 0);
    assert.match(stderr, /^peak stack +1 {2}of 1 values$/m);
  });

  it('shows figures in a table', async () => {
    const { stderr } = await place.mso(['run', 'news.mso', '--stats'], '', { NEWS_TASK: 'go' });
    const lines = stderr.trimEnd().split('\n');
    const unaligned = lines.map((line) => line.replaceAll(/ {2,}/g, ' ').replace(/\d+\.\d/, 'T'));
    assert.deepEqual(unaligned, [
      'instructions 13',
      'peak stack 1 of 1024 values',
      'peak memory 4 of 65536 cells',
      'peak call depth 3 of 256 frames',
      'time to load T ms',
      'time to run T ms',
    ]);
    const numberEnds = lines.slice(1).map((line) => / {2}(of|ms)/.exec(line)?.index);
    assert.equal(new Set(numberEnds).size, 1);
  });

  it('traces each instruction with the state that it finds', async () => {
    const { stderr } = await place.mso(['run', 'news.mso', '--trace'], '', { NEWS_TASK: '' });
    const lines = stderr.trimEnd().split('\n');
    const line = (address: number, depth: number, flags: string, text: string, values: string) =>
      `${String(address).padStart(7)}  ${String(depth).padStart(5)}  ${flags}   ` +
      `${text.padEnd(44)}  ${values}`.trimEnd();
    assert.match(
      lines[0] ?? '',
      /^address {2}stack {2}flags {2}instruction {33} {2}values, top first$/,
    );
    assert.equal(lines.length, 14);
    assert.ok(lines.includes(line(2, 0, '----', 'DeclareAgent #2 "writer"', '')));
    assert.ok(lines.includes(line(10, 0, '----', 'ResolveReference Environment "NEWS_TASK"', '')));
    assert.ok(lines.includes(line(11, 1, 'z---', 'SetProperty #4 "task" Stack', '""')));
  });

  it('traces the values on top of the stack in lines of bounded width', async () => {
    place.write('long.mso', newsProgram.replace('$NEWS_TASK', `"${'go '.repeat(90)}"`));
    const { stderr } = await place.mso(['run', 'long.mso', '-w', 'publish', '--trace']);
    const lines = stderr.trimEnd().split('\n');
    assert.ok(lines.every((line) => line.length <= 125));
    const invoke = lines.find((line) => line.includes('InvokeAgent'));
    assert.match(invoke ?? '', / {2}2 {2}-{4} {3}InvokeAgent #2 +"go go go go go go go g…, \{\}$/);
  });

  it('runs in the context that is named, and knows which there are', async () => {
    const contexts = ['day', 'night']
      .map((name) => `context "${name}" {\n  variables {\n    tone = "${name}"\n  }\n}\n`)
      .join('');
    place.write('contexts.mso', `${contexts}agent "a" {\n  model = \${tone}\n  role = "r"\n}\n`);
    const { stdout } = await place.mso(['run', 'contexts.mso', '--context', 'night']);
    assert.equal(JSON.parse(stdout).agents.a.model, 'night');
    const wrong = await place.mso(['run', 'contexts.mso', '--context', 'dusk']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /^mso: there is no context "dusk"; there are day, night\n/);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const agents = Array.from(
      { length: 5_000 },
      (_, i) => `agent "a${i}" {\n  model = "m"\n  role = "r"\n}\n`,
    );
    place.write('many.mso', agents.join(''));
    const { code, stderr } = await place.msoHangingUp(['run', 'many.mso']);
    assert.deepEqual([code, stderr], [0, '']);
  });
});
